using AwsIr.Access;
using AwsIr.Clients;
using AwsIr.Evidence;

namespace AwsIr.Coverage;

/// <summary>The log groups of CloudWatch Logs, and for how long each keeps its events.</summary>
internal sealed class LogGroupCheck(AwsTarget target, Action<SourceNotice> tell, CancellationToken cancellation)
    : CoverageCheck(LogCoverageSource.CloudWatchLogs, target, tell, cancellation)
{
    /// <summary>Intrusions are found weeks after they began: what is kept for less than this, in days, is gone by then.</summary>
    private const int ShortDays = 30;

    /// <inheritdoc/>
    protected override void Check()
    {
        using var client = new AmazonCloudWatchLogsClient(Target);
        foreach (var group in All("logs:DescribeLogGroups", (token, cancellation) => client.DescribeLogGroupsAsync(null, token, cancellation)))
        {
            // What is only passed through on the way to elsewhere is kept for a day, whatever the group says.
            var days = group.Class == "DELIVERY" ? 1 : group.RetentionInDays is { } given and > 0 and <= int.MaxValue ? (int?)given : null;
            Add(Row(
                days < ShortDays ? LogCoverageStatus.Partial : LogCoverageStatus.OK,
                days is null ? "kept for ever" : days == 1 ? "kept for 1 day only" : $"kept for {days} days{(days < ShortDays ? " only" : "")}",
                group.Class == "INFREQUENT_ACCESS" ? "infrequent access: read it with Logs Insights" : null,
                group.StoredBytes == 0 ? "empty" : null) with
            {
                Name = group.Name,
                ResourceId = group.Arn,
                RetentionDays = days,
                Since = group.CreationTime is { } made and > 0 and < 253_402_300_800_000 ? DateTimeOffset.FromUnixTimeMilliseconds(made).UtcDateTime : null,
            });
        }
    }
}
