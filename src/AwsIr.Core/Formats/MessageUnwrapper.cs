using AwsIr.Evidence;
using AwsIr.Records;

namespace AwsIr.Formats;

/// <summary>
/// Finds the record of another source that a log event's message is: trails and flow logs deliver to CloudWatch Logs too.
/// One instance a thread.
/// </summary>
internal sealed class MessageUnwrapper
{
    private readonly CloudTrailFields _cloudTrail = new();
    private readonly RecordIndex _index = new();
    private readonly FlowLogReader _flowLog;

    /// <summary>Makes an unwrapper.</summary>
    /// <param name="options">How flow log lines are read.</param>
    public MessageUnwrapper(ReadOptions options) => _flowLog = new FlowLogReader(options);

    /// <summary>Says of what item the log events are that come next.</summary>
    /// <param name="origin">What is known of it; null for nothing.</param>
    public void Begin(EvidenceOrigin? origin) => _flowLog.Begin(origin);

    /// <summary>The record that a message is, with the place of the log event; null if it is none.</summary>
    /// <param name="log">The log event.</param>
    public RecordFields? Unwrap(CloudWatchFields log) => CloudTrail(log) ?? (RecordFields?)FlowLog(log);

    private FlowLogFields? FlowLog(CloudWatchFields log) =>
        log.MessageWith(" "u8, out var start, out var length) is { } text ? _flowLog.TryLine(text, start, length, log.Path, log.Number) : null;

    private CloudTrailFields? CloudTrail(CloudWatchFields log)
    {
        if (log.MessageWith("eventSource"u8, out var start, out var length) is not { } text
            || JsonRecordReader.FirstByte(text.AsSpan(start, length)) != '{')
        {
            return null;
        }

        while (text[start] != '{')
        {
            start++;
            length--;
        }

        return Find(text, start, length, log) ? _cloudTrail : null;
    }

    /// <summary>Points the view at the record that an object is, or that is in it if it is an EventBridge envelope.</summary>
    private bool Find(byte[] text, int start, int length, CloudWatchFields log)
    {
        var json = text.AsSpan(start, length);
        if (_index.Read(json) != IndexResult.Complete)
        {
            return false;
        }

        switch (JsonRecordKinds.Of(json, _index))
        {
            case JsonRecordKind.CloudTrail:
                _cloudTrail.Point(text, start, _index, log.Path, log.Number);
                return true;
            case JsonRecordKind.EventBridge when json[_index[RecordKey.Detail].Start] == '{':
                var (from, to) = _index[RecordKey.Detail];
                return Find(text, start + from, to - from, log);
            default:
                return false;
        }
    }
}
