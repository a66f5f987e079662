using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text.Json;

namespace AwsIr.Bench.Corpora;

/// <summary>A folder of made-up logs: made once, the same on every machine, and kept.</summary>
/// <typeparam name="TFacts">What it knows of itself.</typeparam>
internal abstract class Corpus<TFacts>
    where TFacts : CorpusFacts
{
    private const string FactsName = "facts.json";
    private TFacts? _facts;

    /// <summary>Names a corpus.</summary>
    /// <param name="root">Where all corpora lie.</param>
    /// <param name="name">Its folder there, without the scale.</param>
    /// <param name="scale">1 for the full size.</param>
    protected Corpus(string root, string name, double scale)
    {
        Scale = scale;
        Home = Path.Combine(root, string.Create(CultureInfo.InvariantCulture, $"{name}-{scale}"));
    }

    /// <summary>What a user would give as -Path.</summary>
    public string Folder => Path.Combine(Home, "AWSLogs");

    /// <summary>A small part of it, for warming up.</summary>
    public abstract string Part { get; }

    /// <summary>What it holds. Made first if it is missing.</summary>
    public TFacts Facts => _facts ??= Ensure();

    /// <summary>The size, 1 for the full one.</summary>
    protected double Scale { get; }

    /// <summary>The folder with the logs and with what is known of them.</summary>
    protected string Home { get; }

    /// <summary>To be raised when what is generated changes.</summary>
    protected abstract int Generator { get; }

    /// <summary>Makes the files.</summary>
    protected abstract TFacts Make();

    /// <summary>Calls for every number from 0 on, on all processors; what one file holds must depend on its number alone.</summary>
    protected static void ForEachFile(int count, Action<int, TextBuffer> make) =>
        Parallel.For(0, count, static () => new TextBuffer(), (file, _, text) =>
        {
            text.Clear();
            make(file, text);
            return text;
        }, static _ => { });

    /// <summary>Writes a compressed file.</summary>
    /// <returns>Its length in bytes.</returns>
    protected long Write(string key, ReadOnlySpan<byte> text)
    {
        string path = Path.Combine(Folder, key);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
        using (var gzip = new GZipStream(file, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(text);
        }

        return file.Position;
    }

    private TFacts Ensure()
    {
        string path = Path.Combine(Home, FactsName);
        if (File.Exists(path) && JsonSerializer.Deserialize<TFacts>(File.ReadAllText(path)) is { } known && known.Generator == Generator)
        {
            return known;
        }

        if (Directory.Exists(Home))
        {
            Directory.Delete(Home, recursive: true);
        }

        Console.Error.Write($"Making {Home} … ");
        var clock = Stopwatch.StartNew();
        TFacts facts = Make();

        // Last: a corpus without it is one whose making was cut short.
        File.WriteAllText(path, JsonSerializer.Serialize(facts));
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{facts.Files:N0} files, {facts.Records:N0} records, {facts.TextBytes / 1e6:N0} MB of text, {facts.StoredBytes / 1e6:N0} MB stored, in {clock.Elapsed.TotalSeconds:N0} s"));
        return facts;
    }
}
