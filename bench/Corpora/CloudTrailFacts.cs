namespace AwsIr.Bench.Corpora;

/// <summary>What a CloudTrail corpus holds, counted while it was made.</summary>
internal sealed class CloudTrailFacts : CorpusFacts
{
    /// <summary>Events by eventName.</summary>
    public required Dictionary<string, long> Events { get; init; }

    /// <summary>Of those, the ones without an errorCode.</summary>
    public required Dictionary<string, long> Succeeded { get; init; }

    /// <summary>Of those, the ones that generated rules find (<see cref="Marker"/>).</summary>
    public required Dictionary<string, long> Planted { get; init; }

    /// <summary>Events of the root user.</summary>
    public required long Root { get; init; }
}
