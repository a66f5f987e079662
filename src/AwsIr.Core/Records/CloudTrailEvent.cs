using AwsIr.Formats;
using AwsIr.Records;

namespace AwsIr;

/// <summary>
/// One CloudTrail record. Texts are as logged but for control characters, which are written out (<c>\u001b</c>) so that printing
/// any property is safe; <see cref="Raw"/> is the record as it was. Holds its JSON text alone and reads values from it when asked; immutable, safe for several threads.
/// See https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html.
/// </summary>
public sealed class CloudTrailEvent : IRecord
{
    /// <summary>What CloudTrail writes when somebody typed a name that is no user's: it may be a password.</summary>
    internal const string HiddenName = "HIDDEN_DUE_TO_SECURITY_REASONS";

    private readonly byte[] _json;

    /// <summary>Of each top-level value that has a slot: the slot in the upper 8 bits, its start in the lower 24.</summary>
    private readonly uint[] _index;
    private readonly string _path;
    private readonly long _number;

    /// <summary>Makes an event of a record's text.</summary>
    /// <param name="json">The text, which has been validated; kept.</param>
    /// <param name="index">Where its top-level values lie; not kept.</param>
    /// <param name="path">The file that it comes from.</param>
    /// <param name="number">Its number there.</param>
    internal CloudTrailEvent(byte[] json, RecordIndex index, string path, long number)
    {
        _json = json;
        _path = path;
        _number = number;
        var count = 0;
        for (var key = (RecordKey)0; key < RecordKey.Count; key++)
        {
            count += index.Has(key) ? 1 : 0;
        }

        _index = new uint[count];
        for (var key = (RecordKey)0; key < RecordKey.Count; key++)
        {
            if (index.Has(key))
            {
                _index[--count] = ((uint)key << 24) | (uint)index[key].Start;
            }
        }
    }

    /// <summary>When the request was completed, in UTC; null if the record has no time that can be read.</summary>
    public DateTime? EventTime => UtcTime.Parse(Text(RecordKey.EventTime));

    /// <summary>The requested action: the API's operation, or the name of a sign-in or service event.</summary>
    public string? EventName => Text(RecordKey.EventName);

    /// <summary>The service that the request was made to, such as <c>iam.amazonaws.com</c>.</summary>
    public string? EventSource => Text(RecordKey.EventSource);

    /// <summary>Who did it, in one readable name: <c>root</c>, an IAM user's name, <c>role/session</c>, an AWS service…</summary>
    public string Actor => ActorName.Of(this);

    /// <summary>
    /// The user's name: userIdentity's userName, of a role session its session name, of an Identity Center sign-in the name that was typed;
    /// null if there is none or CloudTrail hides it.
    /// </summary>
    public string? UserName => ActorName.UserNameOf(this);

    /// <summary>Who made the request and with which credentials; null if the record has none.</summary>
    public UserIdentity? UserIdentity => Object(RecordKey.UserIdentity) is { } fields ? new UserIdentity(fields) : null;

    /// <summary>The ARN of the principal; short for <c>UserIdentity.Arn</c>.</summary>
    public string? Arn => Object(RecordKey.UserIdentity)?.GetString("arn");

    /// <summary>The access key that signed the request; short for <c>UserIdentity.AccessKeyId</c>.</summary>
    public string? AccessKeyId => Object(RecordKey.UserIdentity)?.GetString("accessKeyId");

    /// <summary>The address that the request came from: an IP address, or the name of the AWS service that made it.</summary>
    public string? SourceIPAddress => Text(RecordKey.SourceIPAddress);

    /// <summary>The agent through which the request was made. Written by the client: do not trust it.</summary>
    public string? UserAgent => Text(RecordKey.UserAgent);

    /// <summary>The region that the request was made to, such as <c>eu-west-1</c>.</summary>
    public string? AwsRegion => Text(RecordKey.AwsRegion);

    /// <summary>The account that received the event, else the principal's; 12 digits.</summary>
    public string? AccountId => RecipientAccountId ?? Object(RecordKey.UserIdentity)?.GetString("accountId");

    /// <summary>The service's error, if the request failed; a failed ConsoleLogin has an <see cref="ErrorMessage"/> only.</summary>
    public string? ErrorCode => Text(RecordKey.ErrorCode);

    /// <summary>The description of the error, if the request failed.</summary>
    public string? ErrorMessage => Text(RecordKey.ErrorMessage);

    /// <summary>The parameters of the request, walkable with dots; null if there are none.</summary>
    public object? RequestParameters => Walkable(RecordKey.RequestParameters);

    /// <summary>The response's elements, for actions that change something; walkable; null if there are none.</summary>
    public object? ResponseElements => Walkable(RecordKey.ResponseElements);

    /// <summary>What is not part of request or response; walkable.</summary>
    public object? AdditionalEventData => Walkable(RecordKey.AdditionalEventData);

    /// <summary>What a service event tells: what triggered it and how it ended; walkable.</summary>
    public object? ServiceEventDetails => Walkable(RecordKey.ServiceEventDetails);

    /// <summary>The resources that the event touched; empty if it names none.</summary>
    public CloudTrailResource[] Resources => Walkable(RecordKey.Resources) is object?[] all
        ? [.. all.OfType<JsonDictionary>().Select(fields => new CloudTrailResource(fields))]
        : [];

    /// <summary>How the connection was encrypted; null for calls within AWS.</summary>
    public TlsDetails? TlsDetails => Object(RecordKey.TlsDetails) is { } fields ? new TlsDetails(fields) : null;

    /// <summary>The kind: AwsApiCall, AwsServiceEvent, AwsConsoleAction, AwsConsoleSignIn, AwsVpceEvent…</summary>
    public string? EventType => Text(RecordKey.EventType);

    /// <summary>The category: Management, Data, NetworkActivity.</summary>
    public string? EventCategory => Text(RecordKey.EventCategory);

    /// <summary>Whether it is a management event.</summary>
    public bool? ManagementEvent => Bool(RecordKey.ManagementEvent);

    /// <summary>Whether the operation changes nothing.</summary>
    public bool? ReadOnly => Bool(RecordKey.ReadOnly);

    /// <summary>The id of the event, unique over all events.</summary>
    public string? EventId => Text(RecordKey.EventId);

    /// <summary>The id of the request, made by the service.</summary>
    public string? RequestId => Text(RecordKey.RequestId);

    /// <summary>Joins events of one action that were sent to several accounts.</summary>
    public string? SharedEventId => Text(RecordKey.SharedEventId);

    /// <summary>The version of the record's format, such as <c>1.11</c>.</summary>
    public string? EventVersion => Text(RecordKey.EventVersion);

    /// <summary>The version of the API, where the service gives one.</summary>
    public string? ApiVersion => Text(RecordKey.ApiVersion);

    /// <summary>The account that received the event, 12 digits.</summary>
    public string? RecipientAccountId => Text(RecordKey.RecipientAccountId);

    /// <summary>The VPC endpoint that the request went through.</summary>
    public string? VpcEndpointId => Text(RecordKey.VpcEndpointId);

    /// <summary>The account that owns the VPC endpoint.</summary>
    public string? VpcEndpointAccountId => Text(RecordKey.VpcEndpointAccountId);

    /// <summary>Whether the session was made by the console; null where the log has none.</summary>
    public bool? SessionCredentialFromConsole => Bool(RecordKey.SessionCredentialFromConsole);

    /// <summary>Why the event was late or corrected; null for others.</summary>
    public Addendum? Addendum => Object(RecordKey.Addendum) is { } fields ? new Addendum(fields) : null;

    /// <summary>The condition keys and tags of an enriched event; walkable.</summary>
    public object? EventContext => Walkable(RecordKey.EventContext);

    /// <summary>The device, for requests that were made through one (Snow family); walkable.</summary>
    public object? EdgeDeviceDetails => Walkable(RecordKey.EdgeDeviceDetails);

    /// <summary>The whole record, walkable with dots: fields that have no property here, too.</summary>
    public JsonDictionary Fields => JsonDictionary.Parse(_json);

    /// <summary>The record's JSON as it was; JSON itself escapes control characters, but not those that turn text.</summary>
    public string Raw => JsonText.GetString(_json);

    /// <summary>The file that it was read from, and its number there.</summary>
    public Provenance Provenance => new(_path, _number);

    /// <inheritdoc/>
    RecordSource IRecord.Source => RecordSource.CloudTrail;

    /// <inheritdoc/>
    DateTime? IRecord.Time => EventTime;

    /// <inheritdoc/>
    string? IRecord.RecordId => EventId;

    /// <inheritdoc/>
    string? IRecord.Region => AwsRegion;

    /// <inheritdoc/>
    string? IRecord.SourceAddress => SourceIPAddress;

    /// <summary>Time, name and actor.</summary>
    public override string ToString() => FormattableString.Invariant($"{EventTime:yyyy-MM-ddTHH:mm:ssZ} {EventName} {Actor}");

    RecordFields IRecord.GetFields()
    {
        var fields = new CloudTrailFields();
        var index = new RecordIndex();
        index.Read(_json);
        fields.Point(this, _json, index);
        return fields;
    }

    /// <summary>A name that CloudTrail has not hidden.</summary>
    internal static string? Shown(string? name) => string.IsNullOrEmpty(name) || name == HiddenName ? null : name;

    /// <summary>A top-level object; null if the key is absent or holds something else.</summary>
    internal JsonDictionary? Object(RecordKey key) => Value(key) is [(byte)'{', ..] json ? JsonDictionary.Parse(json) : null;

    private ReadOnlySpan<byte> Value(RecordKey key)
    {
        foreach (var entry in _index)
        {
            if (entry >> 24 == (uint)key)
            {
                var start = (int)(entry & 0xffffff);
                return _json.AsSpan(start, JsonText.ValueEnd(_json, start) - start);
            }
        }

        return default;
    }

    private string? Text(RecordKey key)
    {
        var json = Value(key);
        return json.Length switch
        {
            0 => null,
            > 1 when json[0] == '"' => JsonText.DecodeSafe(json.Slice(1, json.Length - 2)),
            _ => json.SequenceEqual("null"u8) ? null : JsonText.GetString(json),
        };
    }

    private bool? Bool(RecordKey key) => bool.TryParse(Text(key), out var value) ? value : null;

    private object? Walkable(RecordKey key)
    {
        var json = Value(key);
        return json.IsEmpty ? null : JsonDictionary.ParseValue(json);
    }
}
