using AwsIr.Evidence;

namespace AwsIr.S3;

/// <summary>What is read in S3, and how.</summary>
internal sealed record S3Options
{
    /// <summary>Where the objects are.</summary>
    public required IReadOnlyList<S3Location> Locations { get; init; }

    /// <summary>What of it is asked for.</summary>
    public required S3Selection Selection { get; init; }

    /// <summary>Which objects are wanted, by key; null for all that can hold what is asked for.</summary>
    public Func<string, bool>? IsWanted { get; init; }

    /// <summary>How many objects, or parts of them, are fetched at the same time.</summary>
    public int InFlight { get; init; } = 16;

    /// <summary>How many bytes of objects may be in memory.</summary>
    public long MemorySize { get; init; } = 64 * 1024 * 1024;

    /// <summary>Whether to say that whoever asks pays.</summary>
    public bool RequesterPays { get; init; }

    /// <summary>How far the last run came; null to read everything.</summary>
    public Checkpoint? Checkpoint { get; init; }
}
