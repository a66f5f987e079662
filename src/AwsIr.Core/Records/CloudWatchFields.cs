using System.Globalization;
using AwsIr.Formats;

namespace AwsIr.Records;

/// <summary>
/// The view of a CloudWatch Logs event: what was logged with it (message, logGroup, logStream, timestamp, ingestionTime, eventId, owner),
/// and the fields of its message, which is read when one of them is asked for.
/// </summary>
internal sealed class CloudWatchFields : JsonFields
{
    private MessageJson? _json;
    private byte[] _text = [];
    private LogText _message;
    private LogText? _id;
    private LogOrigin _origin;
    private long _timestamp;
    private long _ingestionTime;
    private DateTime? _modified;
    private bool _timeInMessage;
    private bool _parsed;
    private IReadOnlyList<KeyValuePair<string, string>> _found = [];
    private string? _messageText;
    private CloudWatchLogEvent? _record;

    /// <inheritdoc/>
    public override RecordSource Source => RecordSource.CloudWatchLogs;

    /// <inheritdoc/>
    public override string? DispatchKey => null;

    /// <inheritdoc/>
    public override string? RecordId => _record is not null ? _record.EventId : _id?.Decode(_text) is { Length: > 0 } id ? id : null;

    /// <inheritdoc/>
    public override long TimeTicks => EpochTime.Ticks(Timestamp);

    /// <summary>The log group's name; null if unknown.</summary>
    public string? LogGroup => _origin.Group;

    /// <summary>The log stream's name; null if unknown.</summary>
    public string? LogStream => _origin.Stream;

    /// <summary>The account that owns the log group; null if unknown.</summary>
    public override string? AccountId => _origin.Owner;

    /// <summary>The region of the log group; null if unknown.</summary>
    public override string? Region => _origin.Region;

    /// <summary>The message as it was logged.</summary>
    public string Message => _messageText ??= _message.Decode(_text);

    /// <summary>Fields that come before those of the message, such as what a user's pattern found in it.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Found
    {
        get => _found;
        set
        {
            _found = value;
            _parsed = false;
        }
    }

    private long Timestamp
    {
        get
        {
            if (_timeInMessage)
            {
                _timeInMessage = false;
                _timestamp = JsonRecordReader.FirstByte(_message.Bytes(_text)) == '{' ? TimeInJson() : EpochTime.From(LogMessage.TimeOf(Message, _modified));
            }

            return _timestamp;
        }
    }

    /// <summary>Points the view at an event that lies in a reader's buffer.</summary>
    /// <param name="text">The array that message and id lie in.</param>
    /// <param name="message">The message.</param>
    /// <param name="id">The event's id.</param>
    /// <param name="origin">Where it was logged.</param>
    /// <param name="timestamp">When, in milliseconds since 1970 in UTC.</param>
    /// <param name="ingestionTime">When CloudWatch Logs took it in, likewise.</param>
    /// <param name="path">The file that it is in.</param>
    /// <param name="number">Its number there.</param>
    public void Point(byte[] text, LogText message, LogText? id, in LogOrigin origin, long timestamp, long ingestionTime, string path, long number)
    {
        _text = text;
        _message = message;
        _id = id;
        _origin = origin;
        _timestamp = timestamp;
        _ingestionTime = ingestionTime;
        _timeInMessage = false;
        Path = path;
        Number = number;
        Found = [];
        _messageText = null;
        _record = null;
    }

    /// <summary>Points the view at a line of a text: its time is in it, if anywhere.</summary>
    /// <param name="text">The array that the line lies in.</param>
    /// <param name="line">The line.</param>
    /// <param name="modified">When the file was written, for times without a year; null if unknown.</param>
    /// <param name="path">The file that it is in.</param>
    /// <param name="number">Its number there.</param>
    public void Point(byte[] text, LogText line, DateTime? modified, string path, long number)
    {
        Point(text, line, null, default, EpochTime.None, EpochTime.None, path, number);
        _modified = modified;
        _timeInMessage = true;
    }

    /// <summary>Points the view at an event that is an object already.</summary>
    public void Point(CloudWatchLogEvent record, in LogOrigin origin, IReadOnlyList<KeyValuePair<string, string>> found)
    {
        Point([], default, null, origin, EpochTime.From(record.Timestamp), EpochTime.From(record.IngestionTime), record.Provenance.Path, record.Provenance.Index);
        _messageText = record.Raw;
        _record = record;
        Found = found;
    }

    /// <summary>The message in UTF-8, if it holds some bytes; null if not.</summary>
    /// <param name="part">Bytes that are written the same in JSON.</param>
    /// <param name="start">Where the message begins in the array.</param>
    /// <param name="length">How long it is.</param>
    public byte[]? MessageWith(ReadOnlySpan<byte> part, out int start, out int length)
    {
        var bytes = _message.Bytes(_text);
        start = _message.Start;
        length = bytes.Length;
        if (bytes.IndexOf(part) < 0)
        {
            return null;
        }

        if (!_message.IsEscaped || bytes.IndexOf((byte)'\\') < 0)
        {
            return _text;
        }

        var decoded = JsonText.DecodeToUtf8(bytes);
        start = 0;
        length = decoded.Length;
        return decoded;
    }

    /// <inheritdoc/>
    public override void Resolve(FieldPath path, FieldValues values)
    {
        // What was logged with a message comes before what is written in it: that is anybody's to write.
        if (path.Segments.Length == 1 && (RecordKey)path.TopKey is RecordKey.Message or RecordKey.LogGroup or RecordKey.LogStream or RecordKey.Timestamp)
        {
            Add((RecordKey)path.TopKey, values);
            return;
        }

        Parse();
        base.Resolve(path, values);
        if (!values.Present && path.Segments.Length == 1)
        {
            foreach (var key in OfEvent)
            {
                if (string.Equals(path.Name, RecordKeys.Name(key), StringComparison.OrdinalIgnoreCase))
                {
                    Add(key, values);
                }
            }
        }
    }

    /// <inheritdoc/>
    public override bool AnyValue(Func<string, bool> test) =>
        test(Message) || (LogGroup is not null && test(LogGroup)) || (LogStream is not null && test(LogStream));

    /// <inheritdoc/>
    public override IRecord ToRecord() => ToEvent();

    /// <summary>The event as an object that owns its texts.</summary>
    public CloudWatchLogEvent ToEvent() =>
        _record ??= new CloudWatchLogEvent(Message, RecordId, _origin, Timestamp, _ingestionTime, Found, Path, Number);

    /// <summary>The members in which applications that log JSON write the time.</summary>
    private static readonly FieldPath[] Times = [.. new[] { "timestamp", "@timestamp", "time", "ts" }.Select(static (name, i) => new FieldPath(name, i))];

    private static readonly RecordKey[] OfEvent =
        [RecordKey.Message, RecordKey.LogGroup, RecordKey.LogStream, RecordKey.Timestamp, RecordKey.IngestionTime, RecordKey.LogEventId, RecordKey.Owner];

    private long TimeInJson()
    {
        Parse();
        var values = new FieldValues();
        foreach (var path in Times)
        {
            values.Clear();
            base.Resolve(path, values);
            foreach (var value in values.Items)
            {
                var time = value.Kind == FieldKind.Number ? EpochTime.FromNumber(value.Text) : value.Kind == FieldKind.String ? EpochTime.From(UtcTime.Parse(value.Text)) : EpochTime.None;
                if (time != EpochTime.None)
                {
                    return time;
                }
            }
        }

        return EpochTime.None;
    }

    private void Parse()
    {
        if (!_parsed)
        {
            _parsed = true;
            _json ??= new MessageJson();
            _json.Read(Message, Found);
            Index.Read(_json.Array.AsSpan(0, _json.Length));
            Point(_json.Array, 0, Index);
        }
    }

    private void Add(RecordKey key, FieldValues values)
    {
        var text = key switch
        {
            RecordKey.Message => Message,
            // Where nothing says it, the file keeps apart what rules count by.
            RecordKey.LogGroup => LogGroup ?? Path,
            RecordKey.LogStream => LogStream ?? Path,
            RecordKey.LogEventId => RecordId,
            RecordKey.Owner => _origin.Owner,
            _ => null,
        };
        var time = key == RecordKey.Timestamp ? Timestamp : key == RecordKey.IngestionTime ? _ingestionTime : EpochTime.None;
        if (text is not null)
        {
            values.Add(new FieldValue(FieldKind.String, text));
        }
        else if (time != EpochTime.None)
        {
            values.Add(new FieldValue(FieldKind.Number, time.ToString(CultureInfo.InvariantCulture)));
        }
    }
}
