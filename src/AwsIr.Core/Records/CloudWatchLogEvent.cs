using AwsIr.Formats;
using AwsIr.Records;

namespace AwsIr;

/// <summary>
/// One event of CloudWatch Logs, or a line of a log that would be one there. Texts are as logged but for control characters, which
/// are written out (<c>\u001b</c>) so that printing any property is safe; <see cref="Raw"/> is the message as it was.
/// Immutable, safe for several threads.
/// </summary>
public sealed class CloudWatchLogEvent : IRecord
{
    private const int ShownLength = 200;

    private readonly LogOrigin _origin;
    private readonly string? _id;
    private readonly long _timestamp;
    private readonly long _ingestionTime;
    private readonly IReadOnlyList<KeyValuePair<string, string>> _found;
    private readonly string _path;
    private readonly long _number;
    private ReadMessage? _read;

    internal CloudWatchLogEvent(
        string message, string? id, in LogOrigin origin, long timestamp, long ingestionTime, IReadOnlyList<KeyValuePair<string, string>> found, string path, long number)
    {
        Raw = message;
        _id = id;
        _origin = origin;
        _timestamp = timestamp;
        _ingestionTime = ingestionTime;
        _found = found;
        _path = path;
        _number = number;
    }

    /// <summary>When it happened, in UTC, as who logged it said; null if it has no time that can be read.</summary>
    public DateTime? Timestamp => EpochTime.ToDateTime(_timestamp);

    /// <summary>When CloudWatch Logs took it in, in UTC; null where that is not part of what was read.</summary>
    public DateTime? IngestionTime => EpochTime.ToDateTime(_ingestionTime);

    /// <summary>The log group's name, such as <c>/aws/lambda/resize</c>; null where that is not part of what was read.</summary>
    public string? LogGroup => Safe(_origin.Group);

    /// <summary>The log stream's name; null where that is not part of what was read.</summary>
    public string? LogStream => Safe(_origin.Stream);

    /// <summary>The message.</summary>
    public string Message => SafeText.Of(Raw);

    /// <summary>What the message is, told by its form.</summary>
    public LogMessageKind Kind => Read.Kind;

    /// <summary>
    /// The fields of the message, to be walked with dots: the members of JSON, what is known of sshd's, sudo's and other programs'
    /// messages, and what a -Pattern's groups found. Empty for plain text.
    /// </summary>
    public JsonDictionary Fields => Read.Fields;

    /// <summary>The event's id; null where that is not part of what was read.</summary>
    public string? EventId => Safe(_id);

    /// <summary>The account that owns the log group, 12 digits; null where that is not part of what was read.</summary>
    public string? AccountId => Safe(_origin.Owner);

    /// <summary>The region of the log group; null where that is not part of what was read.</summary>
    public string? Region => Safe(_origin.Region);

    /// <summary>The message as it was logged, control characters and all.</summary>
    public string Raw { get; }

    /// <summary>The file that it was read from, and its number there.</summary>
    public Provenance Provenance => new(_path, _number);

    /// <inheritdoc/>
    RecordSource IRecord.Source => RecordSource.CloudWatchLogs;

    /// <inheritdoc/>
    DateTime? IRecord.Time => Timestamp;

    /// <inheritdoc/>
    string? IRecord.RecordId => EventId;

    /// <inheritdoc/>
    string? IRecord.Region => Region;

    /// <inheritdoc/>
    string? IRecord.Actor => Fields.GetString("user");

    /// <inheritdoc/>
    string? IRecord.SourceAddress => Fields.GetString("address");

    /// <summary>What the message says, read when it is asked for; two threads that ask at once get equal ones.</summary>
    private ReadMessage Read
    {
        get
        {
            if (_read is null)
            {
                var json = new MessageJson();
                var kind = json.Read(Raw, _found);
                _read = new ReadMessage(kind, JsonDictionary.Parse(json.Array.AsSpan(0, json.Length)));
            }

            return _read;
        }
    }

    /// <summary>Time, group or stream, and the message, which is cut off if it is long.</summary>
    public override string ToString()
    {
        var message = Raw.Trim();
        var shown = message.Length > ShownLength ? message.Substring(0, ShownLength) : message;
        var more = message.Length > ShownLength ? "…" : "";
        return FormattableString.Invariant($"{Timestamp:yyyy-MM-ddTHH:mm:ssZ} {LogGroup ?? LogStream} {SafeText.Of(shown)}{more}").Trim();
    }

    RecordFields IRecord.GetFields()
    {
        var fields = new CloudWatchFields();
        fields.Point(this, _origin, _found);
        return fields;
    }

    private static string? Safe(string? text) => text is null ? null : SafeText.Of(text);

    private sealed record ReadMessage(LogMessageKind Kind, JsonDictionary Fields);
}
