using AwsIr.Records;

namespace AwsIr;

/// <summary>
/// A part of an attack sequence: a finding, or something that is none by itself.
/// See https://docs.aws.amazon.com/guardduty/latest/APIReference/API_Signal.html.
/// </summary>
public sealed class GuardDutySignal
{
    internal GuardDutySignal(JsonDictionary fields) => Fields = fields;

    /// <summary>The signal's id; of a finding its ARN or id.</summary>
    public string? Uid => Fields.Text("uid");

    /// <summary>FINDING, CLOUD_TRAIL, S3_DATA_EVENTS, EKS_AUDIT_LOGS, FLOW_LOGS, DNS_LOGS or RUNTIME_MONITORING.</summary>
    public string? Type => Fields.Text("type");

    /// <summary>The finding type, or the API's name.</summary>
    public string? Name => Fields.Text("name") ?? Fields.Text("title");

    /// <summary>What was seen, as a sentence.</summary>
    public string? Description => Fields.Text("description");

    /// <summary>The severity, to 10; null where there is none.</summary>
    public double? Severity => Fields.Number("severity");

    /// <summary>The name of the severity's range.</summary>
    public DetectionLevel? SeverityLabel => FindingSeverity.LabelOf(Severity);

    /// <summary>How often it was seen.</summary>
    public long? Count => Fields.Integer("count");

    /// <summary>When it was first seen, in UTC.</summary>
    public DateTime? FirstSeen => Fields.Time("firstSeenAt");

    /// <summary>When it was last seen, in UTC.</summary>
    public DateTime? LastSeen => Fields.Time("lastSeenAt");

    /// <summary>The resources that it is about, as <see cref="GuardDutySequence.Resources"/> has them.</summary>
    public string[] ResourceUids => Fields.Texts("resourceUids");

    /// <summary>The actors, as <see cref="GuardDutySequence.Actors"/> has them.</summary>
    public string[] ActorIds => Fields.Texts("actorIds");

    /// <summary>The endpoints, as <see cref="GuardDutySequence.Endpoints"/> has them.</summary>
    public string[] EndpointIds => Fields.Texts("endpointIds");

    /// <summary>What makes it a sign of an attack.</summary>
    public GuardDutyIndicator[] Indicators => [.. Fields.Objects("signalIndicators").Select(indicator => new GuardDutyIndicator(indicator))];

    /// <summary>All of it, to be walked with dots.</summary>
    public JsonDictionary Fields { get; }

    /// <summary>Time, name and count.</summary>
    public override string ToString()
    {
        var time = (FirstSeen ?? LastSeen) is { } seen ? FormattableString.Invariant($"{seen:yyyy-MM-ddTHH:mm:ssZ} ") : "";
        return $"{time}{Name ?? Type}{(Count > 1 ? FormattableString.Invariant($" (x{Count})") : "")}";
    }
}
