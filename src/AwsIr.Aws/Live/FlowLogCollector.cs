using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using AwsIr.Access;
using AwsIr.Clients;
using AwsIr.Evidence;
using AwsIr.Records;

namespace AwsIr.Live;

/// <summary>
/// Flow logs from wherever they are delivered: EC2 says where, and in what format. Log groups come first, in the order of their names, then buckets.
/// </summary>
/// <param name="options">What is asked for.</param>
/// <param name="now">The time that the cmdlet was called at, in UTC.</param>
internal sealed class FlowLogCollector(FlowLogOptions options, DateTime now) : LiveCollector
{
    private const string Action = "ec2:DescribeFlowLogs";

    /// <summary>How far a log event's time may be from the start of its flow: an aggregation interval, and more.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(15);

    /// <summary>The flow log's id in the names of its files.</summary>
    private static readonly Regex IdInName = new("_(fl-[0-9a-f]+)_", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    private readonly ConcurrentBag<EvidenceSource> _buckets = [];
    private readonly ConcurrentDictionary<string, bool> _vpcs = new(StringComparer.OrdinalIgnoreCase);
    private bool _allVpcsKnown = true;

    /// <inheritdoc/>
    public override string Name => "flow logs";

    /// <inheritdoc/>
    public override void Collect(AwsTarget target, LiveLane lane)
    {
        using var client = new AmazonEC2Client(target);
        List<FlowLog> flowLogs;
        try
        {
            // Pages overlap.
            flowLogs = [.. new LiveCalls(Action, target, lane).AskAll(client.DescribeFlowLogsAsync).GroupBy(static flowLog => flowLog.Id).Select(static same => same.First())];
        }
        catch (Exception e) when (AwsErrors.Is(e, lane.Cancellation))
        {
            _allVpcsKnown = false;
            lane.Tell(AwsErrors.Notice(e, target, Action));
            return;
        }

        var network = Network(client, target, lane);
        var wanted = flowLogs.FindAll(network.IsWanted);
        WarnOfVpcs(wanted, client, target, lane);
        wanted.ForEach(flowLog => WarnOf(flowLog, target, lane));
        var groups = wanted.Where(static flowLog => flowLog.DestinationType is not ("s3" or "kinesis-data-firehose")).Select(GroupOf).OfType<string>()
            .Distinct().OrderBy(static name => name, StringComparer.Ordinal).ToList();
        var folders = wanted.Where(static flowLog => flowLog.DestinationType == "s3").Select(flowLog => FolderOf(flowLog, target)).OfType<string>()
            .Distinct().OrderBy(static name => name, StringComparer.Ordinal).ToList();
        using var logs = new AmazonCloudWatchLogsClient(target);
        for (var i = 0; i < groups.Count; i++)
        {
            ReadGroup(groups[i], flowLogs.FindAll(flowLog => GroupOf(flowLog) == groups[i]), network, logs, target, lane, i, groups.Count + folders.Count);
        }

        for (var i = 0; i < folders.Count; i++)
        {
            lane.Report((groups.Count + i) / (double)(groups.Count + folders.Count));
            ReadFolder(folders[i], wanted.FindAll(flowLog => FolderOf(flowLog, target) == folders[i]), network, target, lane);
        }
    }

    /// <inheritdoc/>
    public override void Complete(IEvidenceFeed feed)
    {
        foreach (var id in options.VpcIds.Where(id => _allVpcsKnown && IsExact(id) && !_vpcs.ContainsKey(id)))
        {
            feed.Tell(new SourceNotice(SourceNoticeKind.Error, $"There is no VPC {id} in any of the accounts and regions: look at -Region, -AccountId and -RoleName.")
            {
                ErrorId = AwsErrorIds.NotFound,
                Problem = SourceProblemKind.NotFound,
                Target = id,
            });
        }
    }

    /// <inheritdoc/>
    public override void Commit()
    {
        foreach (var bucket in _buckets)
        {
            bucket.Commit();
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        foreach (var bucket in _buckets)
        {
            bucket.Dispose();
        }

        base.Dispose(disposing);
    }

    private static bool IsExact(string id) => id.IndexOfAny(['*', '?', '[', '`']) < 0;

    /// <summary>The log group that a flow log goes to: its name, or its ARN if it is another account's; null if none.</summary>
    private static string? GroupOf(FlowLog flowLog)
    {
        if (flowLog.DestinationType is "s3" or "kinesis-data-firehose")
        {
            return null;
        }

        // arn:aws:logs:region:account:log-group:name, and what else may stand behind.
        var parts = flowLog.Destination?.Split([':'], 8) ?? [];
        return flowLog.LogGroupName ?? (parts.Length > 6 ? parts[6] : null);
    }

    /// <summary>The folder that a flow log's files are in, as a URI; null if none.</summary>
    private static string? FolderOf(FlowLog flowLog, AwsTarget target)
    {
        // arn:aws:s3:::bucket/folder/
        var parts = flowLog.Destination?.Split([':'], 6) ?? [];
        return flowLog.DestinationType != "s3" || parts.Length < 6 || parts[2] != "s3" ? null
            : $"s3://{parts[5].TrimEnd('/')}/AWSLogs/" + (flowLog.HasHiveNames
                ? $"aws-account-id={target.AccountId}/aws-service=vpcflowlogs/aws-region={target.Region}/"
                : $"{target.AccountId}/vpcflowlogs/{target.Region}/");
    }

    /// <summary>The network, as far as it takes to tell which flow logs and lines are asked for.</summary>
    private FlowLogNetwork Network(AmazonEC2Client client, AwsTarget target, LiveLane lane)
    {
        var network = new FlowLogNetwork(options);
        if (network.IsPart)
        {
            Try("ec2:DescribeSubnets", calls => calls.AskAll(client.DescribeSubnetsAsync).ToList().ForEach(network.Add));
            Try("ec2:DescribeNetworkInterfaces", calls => calls.AskAll(client.DescribeNetworkInterfacesAsync).ToList().ForEach(network.Add));
        }

        return network;

        void Try(string action, Action<LiveCalls> read)
        {
            try
            {
                read(new LiveCalls(action, target, lane));
            }
            catch (Exception e) when (AwsErrors.Is(e, lane.Cancellation))
            {
                lane.Tell(new SourceNotice(SourceNoticeKind.Warning, $"{AwsErrors.Notice(e, target, action).Message} More flow logs than needed are read, and flows of logs without a column for their VPC may be missed."));
            }
        }
    }

    /// <summary>Says of VPCs that are asked for and have no flow log.</summary>
    private void WarnOfVpcs(List<FlowLog> wanted, AmazonEC2Client client, AwsTarget target, LiveLane lane)
    {
        const string VpcAction = "ec2:DescribeVpcs";
        if (options.VpcIds.Count == 0)
        {
            if (wanted.Count == 0)
            {
                lane.Tell(SourceNoticeKind.Warning, "there is no flow log: no traffic is recorded.");
            }

            return;
        }

        foreach (var flowLog in wanted)
        {
            _vpcs[flowLog.ResourceId] = true;
        }

        try
        {
            var patterns = LikePattern.From(options.VpcIds)!;
            foreach (var vpc in new LiveCalls(VpcAction, target, lane).AskAll(client.DescribeVpcsAsync).Where(vpc => Array.Exists(patterns, pattern => pattern.IsMatch(vpc.Id))))
            {
                _vpcs[vpc.Id] = true;
                if (!wanted.Exists(flowLog => flowLog.ResourceId == vpc.Id))
                {
                    lane.Tell(SourceNoticeKind.Warning, wanted.Count == 0
                        ? $"{vpc.Id} has no flow log: its traffic is not recorded."
                        : $"{vpc.Id} has no flow log of its own: of its traffic only that of subnets and network interfaces with one is recorded.");
                }
            }
        }
        catch (Exception e) when (AwsErrors.Is(e, lane.Cancellation))
        {
            _allVpcsKnown = false;
            lane.Tell(SourceNoticeKind.Verbose, AwsErrors.Notice(e, target, VpcAction).Message);
        }
    }

    /// <summary>Says what of a flow log keeps its records from being read.</summary>
    private void WarnOf(FlowLog flowLog, AwsTarget target, LiveLane lane)
    {
        if (flowLog.DeliveryStatus == "FAILED" || flowLog.DeliveryError is not null)
        {
            lane.Tell(SourceNoticeKind.Warning, $"the flow log {flowLog.Id} of {flowLog.ResourceId} is not delivered: {flowLog.DeliveryError ?? "no reason is given"}. Traffic is missing from it.");
        }

        if (flowLog.CreationTime is { } created && created.Ticks > options.TimeRange.StartTicks && options.TimeRange.StartTicks != long.MinValue)
        {
            lane.Tell(SourceNoticeKind.Warning, $"the flow log {flowLog.Id} of {flowLog.ResourceId} records since {created:yyyy-MM-ddTHH:mm:ssZ} only.");
        }

        if (flowLog.DestinationType == "kinesis-data-firehose")
        {
            lane.Tell(SourceNoticeKind.Warning, $"the flow log {flowLog.Id} of {flowLog.ResourceId} goes to {flowLog.Destination ?? "Amazon Data Firehose"}: read it where Firehose delivers it, with -S3Uri.");
        }
        else if (GroupOf(flowLog) is null && FolderOf(flowLog, target) is null)
        {
            lane.Tell(SourceNoticeKind.Warning, $"the flow log {flowLog.Id} of {flowLog.ResourceId} goes to {flowLog.Destination ?? "a place that is not said"}, which is not read.");
        }
    }

    /// <summary>Reads a log group.</summary>
    /// <param name="group">Its name.</param>
    /// <param name="flowLogs">All flow logs that go to it.</param>
    /// <param name="network">Where things are.</param>
    /// <param name="client">The service.</param>
    /// <param name="target">The account and region.</param>
    /// <param name="lane">Takes what is found.</param>
    /// <param name="done">How many destinations were read before.</param>
    /// <param name="count">How many there are.</param>
    private void ReadGroup(string group, List<FlowLog> flowLogs, FlowLogNetwork network, AmazonCloudWatchLogsClient client, AwsTarget target, LiveLane lane, int done, int count)
    {
        var origin = new EvidenceOrigin
        {
            AccountId = target.AccountId,
            Region = target.Region,
            LogGroup = group,
            FlowLogFormats = [.. flowLogs.Select(static flowLog => flowLog.LogFormat).Distinct().Select(format => Columns(format, lane))],
            Places = network.IsPart ? network.PlacesOf(flowLogs) : null,
        };
        var range = new TimeRange(Plus(options.TimeRange.StartTicks, -Margin.Ticks), Plus(options.TimeRange.EndTicks, Margin.Ticks));
        var reader = new LogGroupReader(client, target, lane, range, now);
        var progress = reader.Resume(group);

        // Streams are named eni-0123-all, -accept or -reject.
        var streams = options.InterfaceIds.Count > 0 && options.InterfaceIds.All(IsExact) ? options.InterfaceIds.Select(static id => id.ToLowerInvariant()).Distinct().ToList() : [];
        var queries = streams.Count > 0 ? streams.ConvertAll(id => new LogEventQuery(group) { LogStreamPrefix = id + "-" }) : [new LogEventQuery(group)];
        for (var i = 0; i < queries.Count; i++)
        {
            if (!reader.Read(queries[i], origin, progress, (done * queries.Count) + i, count * queries.Count))
            {
                lane.Tell(SourceNoticeKind.Warning, $"the log group {group}, to which {string.Join(", ", flowLogs.Select(static flowLog => flowLog.Id))} deliver, does not exist.");
                return;
            }
        }
    }

    /// <summary>Reads a folder in a bucket.</summary>
    private void ReadFolder(string folder, List<FlowLog> flowLogs, FlowLogNetwork network, AwsTarget target, LiveLane lane)
    {
        var origins = flowLogs.ToDictionary(
            static flowLog => flowLog.Id,
            flowLog => new EvidenceOrigin
            {
                AccountId = target.AccountId,
                Region = target.Region,
                FlowLogFormats = [Columns(flowLog.LogFormat, lane)],
                Places = network.IsPart ? network.PlacesOf([flowLog]) : null,
            });
        var bucket = options.OpenBucket(target, folder, name => IdInName.Match(name) is { Success: true } match && origins.ContainsKey(match.Groups[1].Value));
        _buckets.Add(bucket);
        try
        {
            bucket.Run(new Feed(lane, origins), lane.Cancellation);
        }
        catch (SourceException e)
        {
            lane.Tell(new SourceNotice(SourceNoticeKind.Error, e.Message) { ErrorId = e.ErrorId, Problem = e.Problem, Target = folder });
        }
    }

    private static FlowLogColumns Columns(string? format, LiveLane lane)
    {
        try
        {
            return format is null ? FlowLogColumns.Default : FlowLogColumns.FromFormat(format);
        }
        catch (FormatException)
        {
            lane.Tell(SourceNoticeKind.Warning, $"the format of a flow log is not understood, and taken for the default one: {format}");
            return FlowLogColumns.Default;
        }
    }

    private static long Plus(long ticks, long more) => ticks is long.MinValue or long.MaxValue ? ticks : Math.Min(Math.Max(ticks + more, 0), DateTime.MaxValue.Ticks);

    /// <summary>Hands on what a bucket has, with what is known of it.</summary>
    private sealed class Feed(LiveLane lane, Dictionary<string, EvidenceOrigin> origins) : IEvidenceFeed
    {
        public void Add(EvidenceItem item) =>
            lane.Add(IdInName.Match(item.Name) is { Success: true } match && origins.TryGetValue(match.Groups[1].Value, out var origin) ? new KnownItem(item, origin) : item);

        public void Tell(SourceNotice notice)
        {
            if (notice.Kind != SourceNoticeKind.Progress)
            {
                lane.Tell(notice);
            }
        }
    }

    /// <summary>An item of which more is known than it says itself.</summary>
    private sealed class KnownItem(EvidenceItem item, EvidenceOrigin origin) : EvidenceItem
    {
        public override string Name => item.Name;

        public override long? Length => item.Length;

        public override DateTime? Modified => item.Modified;

        public override EvidenceOrigin? Origin => origin;

        public override Stream Open() => item.Open();
    }
}
