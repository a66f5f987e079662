using AwsIr.Access;
using AwsIr.Clients;
using AwsIr.Evidence;

namespace AwsIr.Coverage;

/// <summary>The flow logs of each VPC: whether there are any, and whether they take all traffic and arrive.</summary>
internal sealed class FlowLogCheck(AwsTarget target, Action<SourceNotice> tell, CancellationToken cancellation)
    : CoverageCheck(LogCoverageSource.FlowLog, target, tell, cancellation)
{
    /// <inheritdoc/>
    protected override void Check()
    {
        using var client = new AmazonEC2Client(Target);
        var vpcs = All("ec2:DescribeVpcs", client.DescribeVpcsAsync);
        var logs = All("ec2:DescribeFlowLogs", client.DescribeFlowLogsAsync).ToLookup(static log => log.ResourceId, StringComparer.Ordinal);
        List<(FlowLog Log, string VpcId, string Kind)> parts = [];
        string? partsUnknown = null;
        try
        {
            parts = Parts(client, logs);
        }
        catch (ToldException told)
        {
            partsUnknown = told.Message;
        }

        foreach (var vpc in vpcs.OrderBy(static vpc => vpc.Id, StringComparer.Ordinal))
        {
            var own = logs[vpc.Id].ToList();
            var inside = parts.Where(part => part.VpcId == vpc.Id).ToList();
            var row = own.Count > 0 ? Judge(own) : WithoutOwn(vpc, inside, partsUnknown);
            Add(Named(row, vpc.Id, [.. own, .. inside.Select(static part => part.Log)], Of(vpc)));
        }

        // Transit gateways, and whatever else there may be flow logs of.
        var known = new HashSet<string>(vpcs.Select(static vpc => vpc.Id).Concat(parts.Select(static part => part.Log.ResourceId)), StringComparer.Ordinal);
        foreach (var others in logs.Where(others => !known.Contains(others.Key)).OrderBy(static others => others.Key, StringComparer.Ordinal))
        {
            Add(Named(Judge([.. others]), others.Key, [.. others], null));
        }
    }

    /// <summary>The flow logs of subnets and network interfaces, each with its VPC.</summary>
    private List<(FlowLog Log, string VpcId, string Kind)> Parts(AmazonEC2Client client, ILookup<string, FlowLog> logs)
    {
        List<(FlowLog Log, string VpcId, string Kind)> parts = [];
        if (logs.Any(static log => log.Key.StartsWith("subnet-", StringComparison.Ordinal)))
        {
            parts.AddRange(
                from subnet in All("ec2:DescribeSubnets", client.DescribeSubnetsAsync)
                from log in logs[subnet.Id]
                select (log, subnet.VpcId, "subnet"));
        }

        if (logs.Any(static log => log.Key.StartsWith("eni-", StringComparison.Ordinal)))
        {
            parts.AddRange(
                from network in All("ec2:DescribeNetworkInterfaces", client.DescribeNetworkInterfacesAsync)
                from log in logs[network.Id]
                select (log, network.VpcId, "network interface"));
        }

        return parts;
    }

    private LogCoverage WithoutOwn(Vpc vpc, List<(FlowLog Log, string VpcId, string Kind)> inside, string? unknown)
    {
        if (Target.AccountId.Length > 0 && vpc.OwnerId is { Length: > 0 } owner && owner != Target.AccountId)
        {
            return Row(LogCoverageStatus.Unknown, $"shared by account {owner}: its own flow logs are shown there only");
        }

        if (unknown is not null)
        {
            return Row(LogCoverageStatus.Unknown, "no flow log of its own", unknown);
        }

        if (inside.Count == 0)
        {
            return Row(LogCoverageStatus.Missing, "no flow log");
        }

        var kinds = inside.Select(static part => (part.Kind, part.Log.ResourceId)).Distinct().GroupBy(static part => part.Kind)
            .Select(static kind => $"{kind.Count()} {kind.Key}{(kind.Count() == 1 ? "" : "s")}");
        var judged = Judge([.. inside.Select(static part => part.Log)]);
        return Row(
            judged.Status == LogCoverageStatus.Missing ? LogCoverageStatus.Missing : LogCoverageStatus.Partial,
            $"only of {string.Join(" and ", kinds)}",
            judged.Detail);
    }

    /// <summary>A verdict on the flow logs of one thing together: one may take what is accepted and another what is rejected.</summary>
    private LogCoverage Judge(List<FlowLog> logs)
    {
        var failed = logs.FindAll(static log => log.DeliveryStatus == "FAILED" || log.Status is not (null or "ACTIVE"));
        var traffic = logs.Except(failed).Select(static log => log.TrafficType).Distinct().ToList();
        var all = traffic.Contains("ALL") || (traffic.Contains("ACCEPT") && traffic.Contains("REJECT"));
        return Row(
            traffic.Count == 0 ? LogCoverageStatus.Missing : all ? LogCoverageStatus.OK : LogCoverageStatus.Partial,
            [
                .. failed.Select(static log => $"delivery of {log.Id} fails" + (log.DeliveryError is { Length: > 0 } error ? $": {error}" : "")).Distinct(),
                traffic.Count == 0 ? null : all ? "all traffic" : "only " + string.Join(", ", traffic),
            ]);
    }

    private static LogCoverage Named(LogCoverage row, string id, List<FlowLog> logs, string? what) => row with
    {
        Name = id,
        ResourceId = id,
        Detail = row.Detail + (what is null ? "" : $"; {what}"),
        Destination = logs.Count == 0 ? null : string.Join(", ", logs.Select(Destination).Distinct()),
        Since = logs.Min(static log => log.CreationTime),
    };

    private static string? Destination(FlowLog log) => log.DestinationType switch
    {
        // arn:aws:s3:::bucket/prefix
        "s3" when log.Destination?.Split([':'], 6) is [_, _, "s3", _, _, { Length: > 0 } path] => "s3://" + path.TrimEnd('/'),
        "cloud-watch-logs" when log.LogGroupName is not null => log.LogGroupName,
        _ => log.Destination ?? log.LogGroupName,
    };

    private static string Of(Vpc vpc) => string.Join(
        ", ",
        ((string?[])[vpc.Name, vpc.CidrBlock, vpc.IsDefault ? "default VPC" : null]).Where(static part => !string.IsNullOrEmpty(part)));
}
