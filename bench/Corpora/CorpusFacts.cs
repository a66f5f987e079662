namespace AwsIr.Bench.Corpora;

/// <summary>What every corpus knows of itself.</summary>
internal abstract class CorpusFacts
{
    /// <summary>What made it: a corpus of another generator is made anew.</summary>
    public required int Generator { get; init; }

    /// <summary>How many files.</summary>
    public required int Files { get; init; }

    /// <summary>How many events or flow log lines.</summary>
    public required long Records { get; init; }

    /// <summary>The text in bytes.</summary>
    public required long TextBytes { get; init; }

    /// <summary>The files in bytes.</summary>
    public required long StoredBytes { get; init; }
}
