using System.Text.Json;

namespace AwsIr.Records;

/// <summary>What AWS Lambda says of an invocation in lines of text: START, END, REPORT, time-outs, and exits of the runtime.</summary>
internal static class LambdaMessage
{
    /// <summary>What the parts of a REPORT line are called, there and here.</summary>
    private static readonly (string Label, string Name)[] Parts =
    [
        ("Duration: ", "duration"),
        ("Billed Duration: ", "billedDuration"),
        ("Memory Size: ", "memorySize"),
        ("Max Memory Used: ", "maxMemoryUsed"),
        ("Init Duration: ", "initDuration"),
        ("Restore Duration: ", "restoreDuration"),
        ("Billed Restore Duration: ", "billedRestoreDuration"),
        ("Phase: ", "phase"),
        ("Status: ", "status"),
        ("Error Type: ", "errorType"),
        ("XRAY TraceId: ", "traceId"),
        ("SegmentId: ", "segmentId"),
        ("Sampled: ", "sampled"),
    ];

    /// <summary>Writes the fields of a line that Lambda wrote; false, and nothing is written, if it is none.</summary>
    public static bool TryParse(ReadOnlySpan<char> line, Utf8JsonWriter writer)
    {
        var text = line.TrimEnd();
        if (MessageText.Take(ref text, "REPORT RequestId: "))
        {
            Begin(MessageText.TakeWord(ref text), writer);
            WriteParts(text, writer);
        }
        else if (MessageText.Take(ref text, "START RequestId: "))
        {
            Begin(MessageText.TakeWord(ref text), writer);
            if (MessageText.Take(ref text, "Version: "))
            {
                writer.Text("version", text);
            }
        }
        else if (MessageText.Take(ref text, "END RequestId: "))
        {
            Begin(MessageText.TakeWord(ref text), writer);
        }
        else if (MessageText.Take(ref text, "INIT_REPORT ") || MessageText.Take(ref text, "RESTORE_REPORT "))
        {
            writer.WriteStartObject();
            WriteParts(text, writer);
        }
        else if (MessageText.Take(ref text, "RequestId: "))
        {
            var id = MessageText.TakeWord(ref text);
            if (!MessageText.Take(ref text, "Error: "))
            {
                return false;
            }

            Begin(id, writer);
            writer.Text("status", "error".AsSpan());
            writer.Text("error", text);
        }
        else if (text.Length > 20 && text[0] is >= '0' and <= '9' && TryTakeTimeout(text, out var id, out var seconds))
        {
            Begin(id, writer);
            writer.Text("status", "timeout".AsSpan());
            writer.Number("timeout", seconds);
        }
        else
        {
            return false;
        }

        writer.WriteEndObject();
        return true;
    }

    /// <summary>
    /// Takes off what Lambda's runtimes put before a line that a function logs: <c>time TAB request id TAB level TAB</c>, or Python's
    /// <c>[level] TAB time TAB request id TAB</c>.
    /// </summary>
    public static bool TryTakePrefix(scoped ref ReadOnlySpan<char> line, out ReadOnlySpan<char> requestId, out ReadOnlySpan<char> level)
    {
        requestId = level = default;
        if (line.IndexOf('\t') is < 1 or > 40)
        {
            return false;
        }

        var rest = line;
        var first = MessageText.TakeUntil(ref rest, '\t');
        var second = MessageText.TakeUntil(ref rest, '\t');
        var isPython = first[0] == '[' && first[first.Length - 1] == ']';
        if (isPython)
        {
            level = first.Slice(1, first.Length - 2);
            requestId = MessageText.TakeUntil(ref rest, '\t');
        }
        else
        {
            // Old versions of Node.js had no level.
            requestId = second;
            level = rest.Begins("{") ? default : MessageText.TakeUntil(ref rest, '\t');
        }

        if (!LineTime.IsIso(isPython ? second : first) || requestId.Length > 64 || level.Length > 16)
        {
            requestId = level = default;
            return false;
        }

        line = rest;
        return true;
    }

    private static void Begin(ReadOnlySpan<char> requestId, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.Text("requestId", requestId);
    }

    private static void WriteParts(ReadOnlySpan<char> text, Utf8JsonWriter writer)
    {
        // Each part once: of one that is there again the first counts.
        var written = 0;
        while (!text.IsEmpty)
        {
            var found = -1;
            for (var i = 0; i < Parts.Length && found < 0; i++)
            {
                found = (written & (1 << i)) == 0 && MessageText.Take(ref text, Parts[i].Label) ? i : -1;
            }

            var word = MessageText.TakeWord(ref text);
            if (found >= 0)
            {
                written |= 1 << found;
                writer.Number(Parts[found].Name, word);
            }
        }
    }

    private static bool TryTakeTimeout(ReadOnlySpan<char> text, out ReadOnlySpan<char> id, out ReadOnlySpan<char> seconds)
    {
        var isTime = LineTime.IsIso(MessageText.TakeWord(ref text));
        id = MessageText.TakeWord(ref text);
        seconds = default;
        if (!isTime || !MessageText.Take(ref text, "Task timed out after ") || !MessageText.TakeEnd(ref text, " seconds"))
        {
            return false;
        }

        seconds = text;
        return true;
    }
}
