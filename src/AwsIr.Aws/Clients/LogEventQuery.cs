namespace AwsIr.Clients;

/// <summary>What FilterLogEvents looks for in a log group.</summary>
/// <param name="LogGroup">The group's name, or its ARN if it is another account's.</param>
internal sealed record LogEventQuery(string LogGroup)
{
    /// <summary>Only these streams, 100 at most; none for all. Not together with <see cref="LogStreamPrefix"/>.</summary>
    public IReadOnlyCollection<string> LogStreams { get; init; } = [];

    /// <summary>Only streams whose names begin so; null for all.</summary>
    public string? LogStreamPrefix { get; init; }

    /// <summary>Only at this time or later, in milliseconds since 1970.</summary>
    public long? StartTime { get; init; }

    /// <summary>Only at this time or earlier, in milliseconds since 1970.</summary>
    public long? EndTime { get; init; }

    /// <summary>A filter pattern; null for all events.</summary>
    public string? FilterPattern { get; init; }
}
