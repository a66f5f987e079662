using AwsIr.Records;

namespace AwsIr.Live;

/// <summary>What of CloudWatch Logs is asked for.</summary>
internal sealed record LogEventOptions
{
    /// <summary>Log groups: names, with wildcards, or ARNs.</summary>
    public IReadOnlyList<string> LogGroups { get; init; } = [];

    /// <summary>Log streams: names, with wildcards; none for all.</summary>
    public IReadOnlyList<string> LogStreams { get; init; } = [];

    /// <summary>A filter pattern, which CloudWatch Logs applies; null for all events.</summary>
    public string? FilterPattern { get; init; }

    /// <summary>When it happened.</summary>
    public TimeRange TimeRange { get; init; } = TimeRange.All;
}
