namespace AwsIr.Detection;

/// <summary>
/// How much of a run's correlations is kept in memory before the rest goes to temporary files, and how the files are made.
/// Together about 32 MB.
/// </summary>
internal sealed record CorrelationMemory
{
    /// <summary>What runs have.</summary>
    public static CorrelationMemory Default { get; } = new();

    /// <summary>How many occurrences are sorted at a time: half a megabyte.</summary>
    public int ChunkOccurrences { get; init; } = 8 * 1024;

    /// <summary>How many sorted chunks there may be before they are written as one run: 16 MB.</summary>
    public int Chunks { get; init; } = 32;

    /// <summary>The same for each correlation of correlations: 2 MB.</summary>
    public int ChunksOfChained { get; init; } = 4;

    /// <summary>How many occurrences of one group: 4 MB.</summary>
    public int GroupOccurrences { get; init; } = 64 * 1024;

    /// <summary>How many occurrences of bursts: 4 MB.</summary>
    public int BurstOccurrences { get; init; } = 64 * 1024;

    /// <summary>How many times at which bursts held: half a megabyte.</summary>
    public int HeldTimes { get; init; } = 64 * 1024;

    /// <summary>How many characters of text: 4 MB.</summary>
    public int Characters { get; init; } = 2 * 1024 * 1024;

    /// <summary>How many occurrences are read from a file at a time.</summary>
    public int ReadOccurrences { get; init; } = 1024;

    /// <summary>How many bytes are written to a file at a time.</summary>
    public int WriteBytes { get; init; } = 64 * 1024;

    /// <summary>How many events an alert has at most.</summary>
    public int EventsOfAlert { get; init; } = 1000;

    /// <summary>How many events all alerts of correlations have together: when there are more, each has fewer.</summary>
    public int EventsOfAll { get; init; } = 250_000;

    /// <summary>About how many bytes of events are in memory while alerts are made.</summary>
    public int EventBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>Makes a temporary file: a stream that can be written, read and sought in.</summary>
    public Func<Stream> OpenFile { get; init; } = TemporaryFile.Open;

    /// <summary>About how many bytes a record of a source takes.</summary>
    public static int BytesOf(RecordSource source) => source switch
    {
        RecordSource.CloudTrail => 2048,
        RecordSource.GuardDuty => 8192,
        _ => 512,
    };
}
