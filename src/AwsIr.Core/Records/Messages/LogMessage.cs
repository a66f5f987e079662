using System.Text.Json;

namespace AwsIr.Records;

/// <summary>
/// Reads the messages of log events: what kind one is, the fields that it holds, the time that it tells.
/// Linear in the length of a message; nothing is thrown for content.
/// </summary>
internal static class LogMessage
{
    /// <summary>How deep a JSON message may be nested to be read; less than <see cref="Formats.JsonText.MaxDepth"/>, so that it can stand in an object.</summary>
    public const int MaxDepth = Formats.JsonText.MaxDepth - 4;

    /// <summary>
    /// Tells a message's kind and writes its fields as one JSON object: values as logged, numbers as numbers where they are ones.
    /// The object is empty for <see cref="LogMessageKind.Text"/>. The names are the message's own, so they may be <c>message</c> or
    /// <c>timestamp</c> too: what the log event itself has under a name must come before them.
    /// </summary>
    /// <param name="message">The message.</param>
    /// <param name="writer">Takes the object, which is valid JSON of at most <see cref="MaxDepth"/> levels.</param>
    public static LogMessageKind Parse(string message, Utf8JsonWriter writer)
    {
        var text = message.AsSpan().Trim().TrimStart('\ufeff');
        if (text.IsEmpty || ParseByStart(text, writer) is not { } kind)
        {
            if (KeyValueMessage.TryParse(text, writer))
            {
                return LogMessageKind.KeyValue;
            }

            writer.WriteStartObject();
            writer.WriteEndObject();
            return LogMessageKind.Text;
        }

        return kind;
    }

    /// <summary>
    /// The UTC time that a line of text begins with or carries: ISO 8601 (without a zone: UTC), syslog's, an access log's; null if none.
    /// </summary>
    /// <param name="message">The message.</param>
    /// <param name="yearFrom">
    /// A time, such as the one of ingestion, for the times of old syslog, which have no year: the last year is taken in which they are not
    /// more than a day after it (clocks and zones differ). Without one such times are not read.
    /// </param>
    public static DateTime? TimeOf(string message, DateTime? yearFrom) => LineTime.Of(message.AsSpan(), yearFrom);

    /// <summary>Tries the kinds that may begin as a message does; null if it is none of them, and then nothing is written.</summary>
    private static LogMessageKind? ParseByStart(ReadOnlySpan<char> text, Utf8JsonWriter writer)
    {
        switch (text[0])
        {
            case '{':
                return JsonMessage.TryParse(text, default, default, writer, out var kind) ? kind : null;
            case '<':
                return text.Begins("<Event") && WindowsMessage.TryParseXml(text, writer) ? LogMessageKind.WindowsEvent : ParseLine(text, writer);
            case '[':
                return WindowsMessage.TryParseText(text, writer) ? LogMessageKind.WindowsEvent : ParsePrefixed(text, writer);
            case >= '0' and <= '9':
                return ParsePrefixed(text, writer) ?? ParseLine(text, writer);
            default:
                return ParseLine(text, writer);
        }
    }

    /// <summary>JSON behind what Lambda's runtimes put before a line.</summary>
    private static LogMessageKind? ParsePrefixed(ReadOnlySpan<char> text, Utf8JsonWriter writer) =>
        text[text.Length - 1] == '}' && LambdaMessage.TryTakePrefix(ref text, out var requestId, out var level)
        && JsonMessage.TryParse(text, requestId, level, writer, out var kind)
            ? kind
            : null;

    private static LogMessageKind? ParseLine(ReadOnlySpan<char> text, Utf8JsonWriter writer)
    {
        if (LambdaMessage.TryParse(text, writer))
        {
            return LogMessageKind.LambdaReport;
        }

        if (FlowLogMessage.TryParse(text, writer))
        {
            return LogMessageKind.FlowLog;
        }

        if (SyslogMessage.TryParse(text, writer))
        {
            return LogMessageKind.Syslog;
        }

        return AccessLogMessage.TryParse(text, writer) ? LogMessageKind.AccessLog : null;
    }
}
