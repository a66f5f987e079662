using System.Text.Json;
using AwsIr.Evidence;
using AwsIr.Records;

namespace AwsIr.Formats;

/// <summary>Finds CloudWatch Logs events in the JSON objects in which they come. One instance a thread.</summary>
/// <param name="onEvent">Takes an event; the view is valid during the call only.</param>
internal sealed class LogEventReader(Action<CloudWatchFields> onEvent)
{
    private readonly CloudWatchFields _fields = new();
    private readonly RecordIndex _event = new();
    private byte[] _array = [];
    private string _path = "";
    private EvidenceOrigin? _known;

    /// <summary>Says of what item the events are that come next.</summary>
    /// <param name="origin">What is known of it; null for nothing.</param>
    public void Begin(EvidenceOrigin? origin) => _known = origin;

    /// <summary>Reads an event of FilterLogEvents or GetLogEvents, or a row of Logs Insights as the console exports it.</summary>
    /// <param name="array">The array that the object is in.</param>
    /// <param name="start">Where it begins.</param>
    /// <param name="index">Where its top-level values lie.</param>
    /// <param name="path">The file that it is in.</param>
    /// <param name="number">Its number there.</param>
    public void ReadEvent(byte[] array, int start, RecordIndex index, string path, long number)
    {
        _array = array;
        _path = path;
        var stream = Name(First(start, index, RecordKey.LogStreamName, RecordKey.LogStreamNameUpper, RecordKey.AtLogStream, RecordKey.LogStream));
        var origin = First(start, index, RecordKey.AtLog) is { } log
            ? OfInsights(log, stream)
            : new LogOrigin(Name(First(start, index, RecordKey.LogGroup)), stream, Name(First(start, index, RecordKey.Owner)));
        OnEvent(start, index, origin, number);
    }

    /// <summary>Reads the events of a batch, as a subscription delivers it.</summary>
    /// <param name="array">The array that the object is in.</param>
    /// <param name="start">Where it begins.</param>
    /// <param name="index">Where its top-level values lie.</param>
    /// <param name="path">The file that it is in.</param>
    /// <param name="number">The number of its first event there.</param>
    /// <param name="onProblem">Takes what is no event.</param>
    /// <returns>How many entries it has.</returns>
    public long ReadBatch(byte[] array, int start, RecordIndex index, string path, long number, Action<ReadProblem> onProblem)
    {
        _array = array;
        _path = path;
        var origin = new LogOrigin(
            Name(First(start, index, RecordKey.LogGroup)), Name(First(start, index, RecordKey.LogStream)), Name(First(start, index, RecordKey.Owner)));
        var (from, to) = index[RecordKey.LogEvents];
        var reader = new Utf8JsonReader(array.AsSpan(start + from, to - from), JsonText.Options);
        var count = 0L;
        for (reader.Read(); array[start + from] == '[' && reader.Read() && reader.TokenType != JsonTokenType.EndArray; count++)
        {
            var at = start + from + (int)reader.TokenStartIndex;
            var isObject = reader.TokenType == JsonTokenType.StartObject;
            reader.Skip();
            if (isObject)
            {
                _event.Read(array.AsSpan(at, start + to - at));
                OnEvent(at, _event, origin, number + count);
            }
            else
            {
                onProblem(new ReadProblem(ReadProblemKind.BadJson, path, number + count, null, "An entry of a batch that is not a log event was passed over."));
            }
        }

        return count;
    }

    /// <summary>Reads the rows of a Logs Insights query that have a message.</summary>
    /// <param name="array">The array that the object is in.</param>
    /// <param name="start">Where it begins.</param>
    /// <param name="index">Where its top-level values lie.</param>
    /// <param name="path">The file that it is in.</param>
    /// <param name="number">The number of its first row there.</param>
    /// <param name="without">How many rows have no message.</param>
    /// <returns>How many rows it has.</returns>
    public long ReadInsights(byte[] array, int start, RecordIndex index, string path, long number, out long without)
    {
        _array = array;
        _path = path;
        var (from, to) = index[index.Has(RecordKey.Results) ? RecordKey.Results : RecordKey.ResultsUpper];
        var reader = new Utf8JsonReader(array.AsSpan(start + from, to - from), JsonText.Options);
        var count = 0L;
        without = 0;
        for (reader.Read(); array[start + from] == '[' && reader.Read() && reader.TokenType != JsonTokenType.EndArray; count++)
        {
            if (!ReadRow(ref reader, start + from, number + count))
            {
                without++;
            }
        }

        return count;
    }

    /// <summary>Reads a row: an array of objects of a field and a value.</summary>
    /// <param name="reader">Stands at the row's beginning, and then at its end.</param>
    /// <param name="offset">Where the reader's text begins in the array.</param>
    /// <param name="number">The row's number in the file.</param>
    /// <returns>Whether it has a message.</returns>
    private bool ReadRow(ref Utf8JsonReader reader, int offset, long number)
    {
        LogText? message = null, id = null, log = null, stream = null;
        long timestamp = EpochTime.None, ingestionTime = EpochTime.None;
        var isRow = reader.TokenType == JsonTokenType.StartArray;
        while (isRow && reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var name = ReadField(ref reader, offset, out var from, out var to);
            var value = LogText.OfJson(_array, from, to);
            if (name.SequenceEqual("@message"u8))
            {
                message = value;
            }
            else if (name.SequenceEqual("@timestamp"u8))
            {
                timestamp = EpochTime.Parse(_array.AsSpan(from, to - from));
            }
            else if (name.SequenceEqual("@ingestionTime"u8))
            {
                ingestionTime = EpochTime.Parse(_array.AsSpan(from, to - from));
            }
            else if (name.SequenceEqual("@logStream"u8))
            {
                stream = value;
            }
            else if (name.SequenceEqual("@log"u8))
            {
                log = value;
            }
            else if (name.SequenceEqual("@ptr"u8))
            {
                id = value;
            }
        }

        reader.Skip();
        if (message is not { } text)
        {
            return false;
        }

        _fields.Point(_array, text, id, OfInsights(log, Name(stream)), timestamp, ingestionTime, _path, number);
        onEvent(_fields);
        return true;
    }

    /// <summary>Reads <c>{"field":name,"value":…}</c>.</summary>
    /// <param name="reader">Stands at its beginning, and then at its end.</param>
    /// <param name="offset">Where the reader's text begins in the array.</param>
    /// <param name="from">Where the value begins in the array.</param>
    /// <param name="to">Where the value ends.</param>
    /// <returns>The field's name; empty if it has none.</returns>
    private static ReadOnlySpan<byte> ReadField(ref Utf8JsonReader reader, int offset, out int from, out int to)
    {
        var name = default(ReadOnlySpan<byte>);
        from = to = 0;
        var isField = reader.TokenType == JsonTokenType.StartObject;
        while (isField && reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var isName = reader.ValueTextEquals("field"u8) || reader.ValueTextEquals("Field"u8);
            var isValue = reader.ValueTextEquals("value"u8) || reader.ValueTextEquals("Value"u8);
            reader.Read();
            var start = offset + (int)reader.TokenStartIndex;
            name = isName && reader.TokenType == JsonTokenType.String ? reader.ValueSpan : name;
            reader.Skip();
            if (isValue)
            {
                from = start;
                to = offset + (int)reader.BytesConsumed;
            }
        }

        reader.Skip();
        return name;
    }

    private void OnEvent(int start, RecordIndex index, LogOrigin origin, long number)
    {
        if (_known is not null)
        {
            origin = new LogOrigin(origin.Group ?? _known.LogGroup, origin.Stream, origin.Owner ?? _known.AccountId, _known.Region);
        }

        var message = First(start, index, RecordKey.Message, RecordKey.MessageUpper, RecordKey.AtMessage) ?? default;
        var id = First(start, index, RecordKey.LogEventId, RecordKey.Id, RecordKey.LogEventIdUpper, RecordKey.AtPointer);
        var timestamp = Time(start, index, RecordKey.Timestamp, RecordKey.TimestampUpper, RecordKey.AtTimestamp);
        var ingestionTime = Time(start, index, RecordKey.IngestionTime, RecordKey.IngestionTimeUpper, RecordKey.AtIngestionTime);
        _fields.Point(_array, message, id, origin, timestamp, ingestionTime, _path, number);
        onEvent(_fields);
    }

    /// <summary>The first of some keys that has a value other than null.</summary>
    private LogText? First(int start, RecordIndex index, params ReadOnlySpan<RecordKey> keys)
    {
        foreach (var key in keys)
        {
            var (from, to) = index[key];
            if (LogText.OfJson(_array, start + from, start + to) is { } text)
            {
                return text;
            }
        }

        return null;
    }

    private long Time(int start, RecordIndex index, params ReadOnlySpan<RecordKey> keys)
    {
        foreach (var key in keys)
        {
            var (from, to) = index[key];
            if (to > 0)
            {
                return EpochTime.Parse(_array.AsSpan(start + from, to - from));
            }
        }

        return EpochTime.None;
    }

    /// <summary>A name, of which logs have few: the same string for the same name.</summary>
    private string? Name(LogText? text) => text is { Length: > 0 } name ? HotStrings.OfThread.Decode(name.Bytes(_array)) : null;

    /// <summary>Logs Insights' @log is <c>account:group</c>.</summary>
    private LogOrigin OfInsights(LogText? log, string? stream)
    {
        var text = Name(log);
        var colon = text?.IndexOf(':') ?? -1;
        return new LogOrigin(text?.Substring(colon + 1), stream, colon > 0 ? text!.Substring(0, colon) : null);
    }
}
