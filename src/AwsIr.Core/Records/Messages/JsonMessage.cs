using System.Buffers;
using System.Text;
using System.Text.Json;

namespace AwsIr.Records;

/// <summary>
/// Messages that are a JSON object: its members as they are, and our names for what it has under others'
/// (<see cref="MessageAliases"/>, and those of AWS Lambda, AWS WAF, journald and Windows events).
/// </summary>
internal static class JsonMessage
{
    /// <summary>What platform.report has, there and here.</summary>
    private static readonly (string From, string Name)[] Metrics =
    [
        ("durationMs", "duration"),
        ("billedDurationMs", "billedDuration"),
        ("memorySizeMB", "memorySize"),
        ("maxMemoryUsedMB", "maxMemoryUsed"),
        ("initDurationMs", "initDuration"),
        ("restoreDurationMs", "restoreDuration"),
        ("billedRestoreDurationMs", "billedRestoreDuration"),
    ];

    /// <summary>Writes the fields of a message; false, and nothing is written, if it is not one JSON object to its end.</summary>
    /// <param name="text">The text.</param>
    /// <param name="requestId">The request id that stands before it; empty if none.</param>
    /// <param name="level">The level that stands before it; empty if none.</param>
    /// <param name="writer">Takes the fields.</param>
    /// <param name="kind">The kind.</param>
    public static bool TryParse(ReadOnlySpan<char> text, ReadOnlySpan<char> requestId, ReadOnlySpan<char> level, Utf8JsonWriter writer, out LogMessageKind kind)
    {
        text = text.Trim();
        kind = LogMessageKind.Text;
        if (text.Length < 2 || text[0] != '{' || text[text.Length - 1] != '}')
        {
            return false;
        }

        var rented = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        try
        {
            if (!JsonMembers.TryRead(rented.AsSpan(0, GetBytes(text, rented)), out var members))
            {
                return false;
            }

            kind = KindOf(members);
            writer.WriteStartObject();
            foreach (var key in members.Keys)
            {
                writer.WritePropertyName(key);
                writer.WriteRawValue(members[key], skipInputValidation: true);
            }

            Add("requestId", requestId, members, writer);
            Add("level", level, members, writer);
            WriteAliases(kind, members, writer);
            writer.WriteEndObject();
            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private static LogMessageKind KindOf(JsonMembers members)
    {
        if (members.Has("eventName") && members.Has("eventSource") && (members.Has("eventTime") || members.Has("eventVersion")))
        {
            // A notification of S3 has these too.
            return members.Has("s3") && !members.Has("eventID") ? LogMessageKind.Json : LogMessageKind.CloudTrail;
        }

        if (members.HasObject("_aws") && members.Object("_aws").Has("CloudWatchMetrics"))
        {
            return LogMessageKind.EmbeddedMetric;
        }

        if (members.HasObject("record") && members.Text("type") is { } type && type.StartsWith("platform.", StringComparison.Ordinal))
        {
            return LogMessageKind.LambdaReport;
        }

        if (members.Has("MESSAGE") && (members.Has("SYSLOG_IDENTIFIER") || members.Has("_COMM")))
        {
            return LogMessageKind.Syslog;
        }

        var isWindows = (members.Has("EventID") || members.Has("EventId"))
            ? members.Has("Channel") || members.Has("ProviderName") || members.Has("Provider") || members.Has("SourceName") || members.Has("LogName")
            : members.HasObject("Event") && members.Object("Event").Object("System").Has("EventID");
        return isWindows ? LogMessageKind.WindowsEvent : LogMessageKind.Json;
    }

    private static void WriteAliases(LogMessageKind kind, JsonMembers members, Utf8JsonWriter writer)
    {
        switch (kind)
        {
            case LogMessageKind.CloudTrail:
                return;
            case LogMessageKind.LambdaReport:
                WriteLambda(members, writer);
                return;
            case LogMessageKind.Syslog:
                WriteJournal(members, writer);
                return;
            case LogMessageKind.WindowsEvent:
                WriteWindows(members, writer);
                return;
        }

        var request = members.Object("httpRequest");
        var url = members.Object("url");
        foreach (var (name, from) in MessageAliases.All)
        {
            if (members.Has(name))
            {
                continue;
            }

            string? found = null;
            var same = true;
            var isNumber = false;
            foreach (var other in from)
            {
                if (members.Has(other))
                {
                    var value = members.Text(other);
                    same &= value is not null && (found is null || found == value);
                    found ??= value;
                    isNumber = members[other][0] != '"';
                }
            }

            // AWS WAF has its request in an object, and the Elastic Common Schema the path.
            var nested = name switch
            {
                "address" => request.Text("clientIp"),
                "method" => request.Text("httpMethod"),
                "path" => request.Text("uri") ?? url.Text("path"),
                _ => null,
            };
            same &= nested is null || found is null || found == nested;
            found ??= nested;
            if (same && found is not null && MessageAliases.Fits(name, found.AsSpan()))
            {
                MessageAliases.Write(name, found.AsSpan(), isNumber && name == "status", writer);
            }
        }
    }

    /// <summary>Lambda's own records: platform.start, platform.report and so on.</summary>
    private static void WriteLambda(JsonMembers members, Utf8JsonWriter writer)
    {
        var record = members.Object("record");
        var metrics = record.Object("metrics");
        foreach (var (from, name) in Metrics)
        {
            Add(name, metrics.Text(from).AsSpan(), members, writer, isNumber: true);
        }

        Add("requestId", record.Text("requestId").AsSpan(), members, writer);
        Add("status", record.Text("status").AsSpan(), members, writer);
        Add("errorType", record.Text("errorType").AsSpan(), members, writer);
    }

    /// <summary>journald's export as JSON.</summary>
    private static void WriteJournal(JsonMembers members, Utf8JsonWriter writer)
    {
        var program = (members.Text("SYSLOG_IDENTIFIER") ?? members.Text("_COMM")).AsSpan();
        var text = members.Text("MESSAGE").AsSpan();
        writer.Text("host", members.Text("_HOSTNAME").AsSpan());
        writer.Text("program", program);
        writer.Number("pid", (members.Text("_PID") ?? members.Text("SYSLOG_PID")).AsSpan());
        writer.Text("text", text);
        SyslogMessage.WriteText(program, text, writer);
    }

    /// <summary>Windows events as agents make JSON of them: flat, or with the data in an object, or as the XML is nested.</summary>
    private static void WriteWindows(JsonMembers members, Utf8JsonWriter writer)
    {
        var inner = members.Object("Event");
        var system = inner.Object("System");
        var data = members.HasObject("EventData") ? members.Object("EventData") : inner.Object("EventData");
        var id = members.Text("EventID") ?? members.Text("EventId") ?? system.Text("EventID");
        Add("EventID", id.AsSpan(), members, writer, isNumber: true);
        Add("Channel", (members.Text("LogName") ?? system.Text("Channel")).AsSpan(), members, writer);
        Add("Computer", (members.Text("MachineName") ?? system.Text("Computer")).AsSpan(), members, writer);
        foreach (var key in data.Keys)
        {
            Add(key, data.Text(key).AsSpan(), members, writer, isNumber: data[key][0] != '"');
        }

        var address = members.Text("IpAddress") ?? data.Text("IpAddress");
        if (address is not null && address.AsSpan().IsAddress())
        {
            Add("address", address.AsSpan(), members, writer);
        }

        Add("user", (members.Text("TargetUserName") ?? data.Text("TargetUserName")).AsSpan(), members, writer);
        Add("outcome", WindowsMessage.Outcome(id).AsSpan(), members, writer);
    }

    /// <summary>Writes a value under a name that the message does not have itself.</summary>
    private static void Add(string name, ReadOnlySpan<char> value, JsonMembers members, Utf8JsonWriter writer, bool isNumber = false)
    {
        if (members.Has(name))
        {
            return;
        }

        if (isNumber)
        {
            writer.Number(name, value);
        }
        else
        {
            writer.Text(name, value);
        }
    }

    private static int GetBytes(ReadOnlySpan<char> text, byte[] bytes)
    {
#if NET8_0_OR_GREATER
        return Encoding.UTF8.GetBytes(text, bytes);
#else
        unsafe
        {
            fixed (char* chars = text)
            fixed (byte* to = bytes)
            {
                return Encoding.UTF8.GetBytes(chars, text.Length, to, bytes.Length);
            }
        }
#endif
    }
}
