using AwsIr.Records;

namespace AwsIr.S3;

/// <summary>What is known of a service whose logs lie under AWSLogs.</summary>
/// <param name="Source">The source that its files hold; null for one that is not read here.</param>
/// <param name="Before">How long before an event's time the time in its file's key may lie.</param>
/// <param name="After">How long behind it.</param>
internal sealed record LogService(RecordSource? Source, TimeSpan Before, TimeSpan After)
{
    private static readonly Dictionary<string, LogService> Known = new(StringComparer.Ordinal)
    {
        // A key's time is that of the delivery, some 5 to 15 minutes after the events; a trail that was held up delivers for hours.
        ["CloudTrail"] = new(RecordSource.CloudTrail, TimeSpan.FromHours(1), TimeSpan.FromHours(6)),

        // A key's time is that of the file's five minutes; a flow is written down at its end, up to 10 minutes after its start.
        ["vpcflowlogs"] = new(RecordSource.FlowLog, TimeSpan.FromHours(1), TimeSpan.FromHours(3)),

        // A finding is exported within minutes, its updates up to 6 hours later; a key names the day only.
        ["GuardDuty"] = new(RecordSource.GuardDuty, TimeSpan.FromHours(1), TimeSpan.FromHours(24)),
        ["CloudTrail-Digest"] = Other,
        ["CloudTrail-Insight"] = Other,
        ["Config"] = Other,
        ["elasticloadbalancing"] = Other,
        ["WAFLogs"] = Other,
        ["vpcdnsquerylogs"] = Other,
        ["network-firewall"] = Other,
        ["redshift"] = Other,
    };

    private static LogService Other => new(null, TimeSpan.Zero, TimeSpan.Zero);

    /// <summary>The service of a folder's name; null for one that is not known, whose files may hold anything.</summary>
    public static LogService? Find(string? folder) => folder is not null && Known.TryGetValue(folder, out var service) ? service : null;
}
