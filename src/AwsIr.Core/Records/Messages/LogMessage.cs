using System.Text.Json;

namespace AwsIr.Records;

/// <summary>
/// Reads the messages of log events: what kind one is, the fields that it holds, the time that it tells.
/// Linear in the length of a message; nothing is thrown for content.
/// </summary>
internal static class LogMessage
{
    /// <summary>
    /// Tells a message's kind and writes its fields as one JSON object: values as logged, numbers as numbers where they are ones.
    /// The object is empty for <see cref="LogMessageKind.Text"/>. The names are the message's own, so they may be <c>message</c> or
    /// <c>timestamp</c> too: what the log event itself has under a name must come before them.
    /// </summary>
    /// <param name="message">The message.</param>
    /// <param name="writer">Takes the object, which is valid JSON of at most <see cref="MaxDepth"/> levels.</param>
    public static LogMessageKind Parse(string message, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteEndObject();
        return LogMessageKind.Text;
    }

    /// <summary>
    /// The UTC time that a line of text begins with or carries: ISO 8601 (without a zone: UTC), syslog's, an access log's; null if none.
    /// </summary>
    /// <param name="message">The message.</param>
    /// <param name="yearFrom">
    /// A time, such as the one of ingestion, for the times of old syslog, which have no year: the last year is taken in which they are not
    /// more than a day after it (clocks and zones differ). Without one such times are not read.
    /// </param>
    public static DateTime? TimeOf(string message, DateTime? yearFrom) => null;

    /// <summary>How deep a JSON message may be nested to be read; less than <see cref="Formats.JsonText.MaxDepth"/>, so that it can stand in an object.</summary>
    public const int MaxDepth = Formats.JsonText.MaxDepth - 4;
}
