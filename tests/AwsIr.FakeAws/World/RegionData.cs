using System.Text.Json.Nodes;

namespace AwsIr.FakeAws;

/// <summary>What an account has in a region.</summary>
/// <param name="accountId">The account.</param>
/// <param name="region">The region.</param>
/// <param name="partition">The partition.</param>
public sealed class RegionData(string accountId, string region, string partition)
{
    /// <summary>The account.</summary>
    public string AccountId { get; } = accountId;

    /// <summary>The region's name.</summary>
    public string Name { get; } = region;

    /// <summary>CloudTrail's event history.</summary>
    public List<HistoryEvent> Events { get; } = [];

    /// <summary>
    /// The trails whose home it is. Multi-region ones appear in the account's other regions too. A member account sees the
    /// organization's as one with the management account's ARN.
    /// </summary>
    public List<Trail> Trails { get; } = [];

    /// <summary>The log groups.</summary>
    public List<LogGroup> LogGroups { get; } = [];

    /// <summary>GuardDuty's detector: one or none.</summary>
    public Detector? Detector { get; set; }

    /// <summary>The VPCs.</summary>
    public List<Vpc> Vpcs { get; } = [];

    /// <summary>The subnets.</summary>
    public List<Subnet> Subnets { get; } = [];

    /// <summary>The network interfaces that exist now.</summary>
    public List<NetworkInterface> NetworkInterfaces { get; } = [];

    /// <summary>The flow logs.</summary>
    public List<FlowLog> FlowLogs { get; } = [];

    /// <summary>AWS Config's recorder.</summary>
    public ConfigRecorder? ConfigRecorder { get; set; }

    /// <summary>The name and the bucket of AWS Config's delivery channel.</summary>
    public (string Name, string Bucket)? DeliveryChannel { get; set; }

    /// <summary>Makes a trail here.</summary>
    public Trail AddTrail(string name, string bucket)
    {
        var trail = new Trail(name, $"arn:{partition}:cloudtrail:{Name}:{AccountId}:trail/{name}", Name, bucket);
        Trails.Add(trail);
        return trail;
    }

    /// <summary>Makes a log group here.</summary>
    public LogGroup AddLogGroup(string name)
    {
        var group = new LogGroup(name, $"arn:{partition}:logs:{Name}:{AccountId}:log-group:{name}");
        LogGroups.Add(group);
        return group;
    }

    /// <summary>Switches GuardDuty on.</summary>
    public Detector AddDetector(string id)
    {
        Detector = new Detector(id);
        return Detector;
    }

    /// <summary>Adds events to the history, from CloudTrail records.</summary>
    public void AddEvents(params IEnumerable<JsonObject> records) => Events.AddRange(records.Select(HistoryEvent.FromRecord));
}
