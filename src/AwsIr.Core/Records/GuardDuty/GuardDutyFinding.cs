using AwsIr.Formats;
using AwsIr.Records;

namespace AwsIr;

/// <summary>
/// One GuardDuty finding, the same whether it was exported to S3, came through EventBridge, was written by GetFindings or kept by Security Hub.
/// Texts have their control characters written out (<c>\u001b</c>), so that printing any property is safe; <see cref="Raw"/> is the finding
/// as it was. What the finding lacks is null, or an empty array. Holds its JSON text alone and reads values from it when asked; immutable, safe for several threads.
/// See https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings-summary.html.
/// </summary>
public sealed class GuardDutyFinding : IRecord
{
    /// <summary>The finding that the thread asked for last: its properties are asked for one after another.</summary>
    [ThreadStatic]
    private static (GuardDutyFinding Finding, JsonDictionary Fields)? _last;

    private readonly byte[] _json;
    private readonly byte[]? _securityHub;

    /// <summary>Makes a finding of its text.</summary>
    /// <param name="json">The finding as GuardDuty writes it, which has been validated; kept.</param>
    /// <param name="securityHub">The text of Security Hub that it was made of; null if it was not. Kept.</param>
    /// <param name="path">The file that it comes from.</param>
    /// <param name="number">Its number there.</param>
    internal GuardDutyFinding(byte[] json, byte[]? securityHub, string path, long number)
    {
        _json = json;
        _securityHub = securityHub;
        Provenance = new Provenance(path, number);
    }

    /// <summary>When the activity was last seen, in UTC: service.eventLastSeen.</summary>
    public DateTime? LastSeen => Service.Time("eventLastSeen");

    /// <summary>When the activity was first seen, in UTC: service.eventFirstSeen.</summary>
    public DateTime? FirstSeen => Service.Time("eventFirstSeen");

    /// <summary>The finding type, such as <c>CryptoCurrency:EC2/BitcoinTool.B!DNS</c>.</summary>
    public string? Type => Fields.Text("type");

    /// <summary>The severity, to 10.</summary>
    public double? Severity => Fields.Number("severity");

    /// <summary>The name of the severity's range: Low below 4, Medium below 7, High below 9, Critical.</summary>
    public DetectionLevel? SeverityLabel => FindingSeverity.LabelOf(Severity);

    /// <summary>What happened, in a line.</summary>
    public string? Title => Fields.Text("title");

    /// <summary>What happened, in a few sentences.</summary>
    public string? Description => Fields.Text("description");

    /// <summary>The account that it happened in, 12 digits.</summary>
    public string? AccountId => Fields.Text("accountId");

    /// <summary>The region, such as <c>eu-west-1</c>.</summary>
    public string? Region => Fields.Text("region");

    /// <summary>The resources that it is about; never null.</summary>
    public GuardDutyResource Resource => new(Fields.At("resource") ?? JsonDictionary.Empty);

    /// <summary>
    /// The one resource that it is about: the id of an instance or access key, the name of a bucket, cluster, function or database;
    /// of an attack sequence its first resource.
    /// </summary>
    public string? ResourceId => ResourceIds.FirstOrDefault();

    /// <summary>All names, ids and ARNs by which the finding calls resources.</summary>
    public string[] ResourceIds => FindingJson.Distinct(Resource.Ids, (Sequence?.Resources ?? []).SelectMany(resource => new[] { resource.Name, resource.Uid }));

    /// <summary>TARGET if the resource was attacked, ACTOR if it attacked others.</summary>
    public string? ResourceRole => Service.Text("resourceRole");

    /// <summary>Who did it, in one readable name: <c>root</c>, a user's name, <c>role/session</c>, a Kubernetes or database user; null if the finding names nobody.</summary>
    public string? Actor => FindingActor.Of(this);

    /// <summary>The access keys that it names.</summary>
    public string[] AccessKeyIds => FindingJson.Distinct(
        [Resource.AccessKeyId],
        Actors.Select(actor => actor.AccessKeyId),
        (Sequence?.Resources ?? []).Where(resource => resource.ResourceType == "ACCESS_KEY").SelectMany(resource => new[] { resource.Name, resource.Uid }));

    /// <summary>What was done; null where the finding has none.</summary>
    public GuardDutyAction? Action => Service.At("action") is { Count: > 0 } action ? new GuardDutyAction(action) : null;

    /// <summary>The addresses on the other side: who called, connected or probed, or whom the resource talked to.</summary>
    public string[] RemoteAddresses => FindingJson.Distinct(Action?.RemoteAddresses ?? [], (Sequence?.Endpoints ?? []).Select(endpoint => endpoint.IpAddress));

    /// <summary>The addresses on your side: of the connection, and of the instance.</summary>
    public string[] LocalAddresses => FindingJson.Distinct(Action?.LocalAddresses ?? [], Resource.NetworkInterfaces.SelectMany(one => one.Addresses));

    /// <summary>The ports on the other side.</summary>
    public int[] RemotePorts => [.. new[] { Action?.RemotePort }.Concat((Sequence?.Endpoints ?? []).Select(endpoint => endpoint.Port)).OfType<int>().Distinct()];

    /// <summary>The ports on your side.</summary>
    public int[] LocalPorts => [.. new[] { Action?.LocalPort }.Concat((Action?.PortProbes ?? []).Select(probe => probe.LocalPort)).OfType<int>().Distinct()];

    /// <summary>The domains that it names.</summary>
    public string[] Domains => FindingJson.Distinct([Action?.Domain], (Sequence?.Endpoints ?? []).Select(endpoint => endpoint.Domain));

    /// <summary>The process that Runtime Monitoring saw.</summary>
    public GuardDutyProcess? Process => Service.At("runtimeDetails", "process") is { } process ? new GuardDutyProcess(process) : null;

    /// <summary>What Runtime Monitoring saw the process do: files, modules, sockets, command lines; walkable.</summary>
    public JsonDictionary? RuntimeContext => Service.At("runtimeDetails", "context");

    /// <summary>The malware that a scan found.</summary>
    public GuardDutyThreat[] Threats =>
    [
        .. Service.At("ebsVolumeScanDetails", "scanDetections", "threatDetectedByName").Objects("threatNames")
            .Concat(Service.At("malwareScanDetails").Objects("threats")).Select(threat => new GuardDutyThreat(threat)),
    ];

    /// <summary>The names of threats and threat lists that the address or domain is on.</summary>
    public string[] ThreatIntelligence => FindingJson.Distinct(Service.At("evidence").Objects("threatIntelligenceDetails")
        .SelectMany(details => details.Texts("threatNames").Append(details.Text("threatListName")!)));

    /// <summary>The attack that an AttackSequence finding was put together to; null for others.</summary>
    public GuardDutySequence? Sequence => Service.At("detection", "sequence") is { } sequence ? new GuardDutySequence(sequence) : null;

    /// <summary>The signals of an attack sequence; short for <c>Sequence.Signals</c>.</summary>
    public GuardDutySignal[] Signals => Sequence?.Signals ?? [];

    /// <summary>The actors of an attack sequence; short for <c>Sequence.Actors</c>.</summary>
    public GuardDutyActor[] Actors => Sequence?.Actors ?? [];

    /// <summary>The attack sequence that the finding is a part of.</summary>
    public string? AssociatedAttackSequenceArn => Fields.Texts("associatedAttackSequenceArn").FirstOrDefault();

    /// <summary>What was unusual, where the finding is about an anomaly; walkable.</summary>
    public JsonDictionary? Anomaly => Service.At("detection", "anomaly");

    /// <summary>What depends on the finding type; walkable. The API keeps it as JSON in a text, which is read here.</summary>
    public JsonDictionary? AdditionalInfo => FindingAdditionalInfo.Of(Service.At("additionalInfo"));

    /// <summary>How often the activity was seen.</summary>
    public long? Count => Service.Integer("count");

    /// <summary>When the finding was made, in UTC.</summary>
    public DateTime? CreatedAt => Fields.Time("createdAt");

    /// <summary>When the finding was changed last, in UTC: the latest of several with the same id is the one that counts.</summary>
    public DateTime? UpdatedAt => Fields.Time("updatedAt");

    /// <summary>Whether it was put away, by somebody or by a suppression rule.</summary>
    public bool Archived => Service.Flag("archived") == true;

    /// <summary>Whether it is a sample that somebody had GuardDuty make.</summary>
    public bool IsSample => Title?.StartsWith("[SAMPLE]", StringComparison.Ordinal) == true || AdditionalInfo.Flag("sample") == true;

    /// <summary>The finding's id; an update of the finding has the same.</summary>
    public string? Id => Fields.Text("id");

    /// <summary>The finding's ARN.</summary>
    public string? Arn => Fields.Text("arn");

    /// <summary>The detector that made it.</summary>
    public string? DetectorId => Service.Text("detectorId");

    /// <summary>The log or feature that it comes from: CloudTrail, FlowLogs, DnsLogs, RuntimeMonitoring…</summary>
    public string? FeatureName => Service.Text("featureName");

    /// <summary>aws, aws-cn or aws-us-gov.</summary>
    public string? Partition => Fields.Text("partition");

    /// <summary>Of the type: what the threat is for, such as <c>CryptoCurrency</c>.</summary>
    public string? ThreatPurpose => GuardDutyFindingType.Parse(Type).Purpose;

    /// <summary>Of the type: what kind of resource it is about, such as <c>EC2</c>.</summary>
    public string? ResourceTypeAffected => GuardDutyFindingType.Parse(Type).ResourceType;

    /// <summary>Of the type: the threat, such as <c>BitcoinTool</c>.</summary>
    public string? ThreatFamily => GuardDutyFindingType.Parse(Type).Family;

    /// <summary>Of the type: how it was found, or which variant it is, such as <c>B</c> or <c>Custom</c>.</summary>
    public string? DetectionMechanism => GuardDutyFindingType.Parse(Type).Mechanism;

    /// <summary>Of the type: what the attacker used, such as <c>DNS</c>.</summary>
    public string? Artifact => GuardDutyFindingType.Parse(Type).Artifact;

    /// <summary>The finding as Security Hub keeps it (workflow, notes…), walkable; null if it was read from elsewhere.</summary>
    public JsonDictionary? SecurityHub => _securityHub is null ? null : JsonDictionary.Parse(_securityHub);

    /// <summary>The whole finding in GuardDuty's shape, walkable with dots: fields that have no property here, too. Keys are found whatever their case.</summary>
    public JsonDictionary Fields
    {
        get
        {
            if (_last is not var (finding, fields) || !ReferenceEquals(finding, this))
            {
                fields = JsonDictionary.Parse(_json);
                _last = (this, fields);
            }

            return fields;
        }
    }

    /// <summary>The finding's JSON as it was; JSON itself escapes control characters, but not those that turn text.</summary>
    public string Raw => JsonText.GetString(_securityHub ?? _json);

    /// <summary>The file that it was read from, and its number there.</summary>
    public Provenance Provenance { get; }

    /// <inheritdoc/>
    RecordSource IRecord.Source => RecordSource.GuardDuty;

    /// <inheritdoc/>
    DateTime? IRecord.Time => LastSeen ?? UpdatedAt ?? CreatedAt;

    /// <inheritdoc/>
    string? IRecord.RecordId => Id;

    /// <inheritdoc/>
    string? IRecord.SourceAddress => RemoteAddresses.FirstOrDefault();

    private JsonDictionary? Service => Fields.At("service");

    /// <summary>Time, type and resource.</summary>
    public override string ToString() => FormattableString.Invariant($"{LastSeen ?? UpdatedAt:yyyy-MM-ddTHH:mm:ssZ} {Type} {ResourceId}").Trim();

    RecordFields IRecord.GetFields()
    {
        var fields = new GuardDutyFields();
        var index = new RecordIndex();
        index.Read(_json);
        fields.Point(this, _json, index);
        return fields;
    }
}
