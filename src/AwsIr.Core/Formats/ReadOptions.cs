using AwsIr.Records;

namespace AwsIr.Formats;

/// <summary>What a reader is asked for. Shared by the readers of all threads.</summary>
internal sealed class ReadOptions
{
    /// <summary>Everything that can be read.</summary>
    public static ReadOptions All { get; } = new();

    /// <summary>The sources whose records are wanted; null for all. Others are told as <see cref="OtherContent"/>.</summary>
    public IReadOnlyCollection<RecordSource>? Sources { get; init; }

    /// <summary>Whether a log event whose message is a record of another source (CloudTrail, a flow log line) is that record.</summary>
    public bool Unwrap { get; init; } = true;

    /// <summary>Whether text that is nothing else is lines of a log; else only text whose lines are recognised.</summary>
    public bool AnyText { get; init; }

    /// <summary>The columns of flow log lines that no header stands before; null for the default format's.</summary>
    public FlowLogColumns? FlowLogFormat { get; init; }

    /// <summary>The networks that count as inside for the direction of flows; null for private addresses.</summary>
    public IpNetwork[]? InternalNetwork { get; init; }

    /// <summary>Whether archived GuardDuty findings are wanted; else they are told as <see cref="OtherContent"/>.</summary>
    public bool IncludeArchived { get; init; }

    /// <summary>Whether records of a source are wanted.</summary>
    public bool Wants(RecordSource source) => Sources is null || Sources.Contains(source);
}
