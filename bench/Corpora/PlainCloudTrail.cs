using System.IO.Compression;

namespace AwsIr.Bench.Corpora;

/// <summary>The CloudTrail corpus uncompressed.</summary>
/// <param name="root">Where all corpora lie.</param>
/// <param name="compressed">The corpus.</param>
/// <param name="scale">Its size.</param>
internal sealed class PlainCloudTrail(string root, CloudTrailCorpus compressed, double scale) : Corpus<CloudTrailFacts>(root, "cloudtrail-plain", scale)
{
    /// <inheritdoc/>
    public override string Part => Path.Combine(Folder, Path.GetFileName(compressed.Part));

    /// <inheritdoc/>
    protected override int Generator => CloudTrailCorpus.Version;

    /// <inheritdoc/>
    protected override CloudTrailFacts Make()
    {
        CloudTrailFacts facts = compressed.Facts;
        Parallel.ForEach(Directory.EnumerateFiles(compressed.Folder, "*.gz", SearchOption.AllDirectories), path =>
        {
            string target = Path.Combine(Folder, Path.ChangeExtension(Path.GetRelativePath(compressed.Folder, path), null));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            using var gzip = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
            using FileStream file = File.Create(target);
            gzip.CopyTo(file);
        });
        return facts;
    }
}
