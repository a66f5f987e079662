using AwsIr.Bench.Corpora;

namespace AwsIr.Bench.EndToEnd;

/// <summary>What a job reads.</summary>
/// <param name="Folder">The whole of it.</param>
/// <param name="Part">A small part, to warm up with.</param>
/// <param name="Facts">What is known of the whole.</param>
internal sealed record JobInput(string Folder, string Part, CorpusFacts Facts)
{
    /// <summary>CloudTrail as delivered.</summary>
    public static JobInput CloudTrail(CorpusSet corpora) => new(corpora.CloudTrail.Folder, corpora.CloudTrail.Part, corpora.CloudTrail.Facts);

    /// <summary>CloudTrail uncompressed.</summary>
    public static JobInput Plain(CorpusSet corpora) => new(corpora.Plain.Folder, corpora.Plain.Part, corpora.Plain.Facts);

    /// <summary>VPC Flow Logs.</summary>
    public static JobInput Flow(CorpusSet corpora) => new(corpora.Flow.Folder, corpora.Flow.Part, corpora.Flow.Facts);
}
