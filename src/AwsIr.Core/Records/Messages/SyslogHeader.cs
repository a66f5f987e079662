using System.Text.Json;

namespace AwsIr.Records;

/// <summary>
/// What stands before the text of a syslog or journald line: RFC 5424; RFC 3164 with or without priority; the same with an ISO 8601 time,
/// as rsyslog and journalctl write it; or the program alone.
/// </summary>
internal ref struct SyslogHeader
{
    /// <summary>Longer names of hosts and programs are none.</summary>
    private const int MaxNameLength = 255;

    /// <summary>Words that stand behind a time in logs of applications where a host stands in syslog.</summary>
    private static readonly string[] Levels =
    [
        "TRACE", "DEBUG", "INFO", "NOTICE", "WARN", "WARNING", "ERROR", "ERR", "CRITICAL", "CRIT", "ALERT", "EMERG", "FATAL", "SEVERE", "stdout", "stderr",
    ];

    /// <summary>The programs that are known by name alone.</summary>
    private static readonly string[] Programs =
    [
        "sshd", "sudo", "su", "useradd", "usermod", "userdel", "groupadd", "groupmod", "groupdel", "gpasswd", "passwd", "chpasswd", "cron", "crond", "crontab", "systemd", "kernel",
    ];

    /// <summary>The names under which <see cref="Write"/> writes.</summary>
    public static readonly string[] Names = ["facility", "severity", "host", "program", "pid", "messageId", "structuredData", "text"];

    /// <summary>Facility times eight plus severity; negative if there is none.</summary>
    public int Priority;

    /// <summary>The host; empty if there is none.</summary>
    public ReadOnlySpan<char> Host;

    /// <summary>The program, as logged.</summary>
    public ReadOnlySpan<char> Program;

    /// <summary>Its process id; empty if there is none.</summary>
    public ReadOnlySpan<char> ProcessId;

    /// <summary>RFC 5424's type of message.</summary>
    public ReadOnlySpan<char> MessageId;

    /// <summary>RFC 5424's structured data, as logged.</summary>
    public ReadOnlySpan<char> StructuredData;

    /// <summary>What the program said.</summary>
    public ReadOnlySpan<char> Text;

    /// <summary>Reads the header of a line; false if it has none.</summary>
    public static bool TryRead(ReadOnlySpan<char> line, out SyslogHeader header)
    {
        header = default;
        var hasPriority = TakePriority(ref line, out header.Priority);
        if (hasPriority && line.Begins("1 "))
        {
            return header.TryReadNew(line.Slice(2));
        }

        if (LineTime.TrySyslog(line, out _, out _, out _, out var length) && length < line.Length && line[length] == ' ')
        {
            line = line.Slice(length + 1);
            header.Host = MessageText.TakeUntil(ref line, ' ');
            return IsName(header.Host) && header.TryReadProgram(line, needsId: false);
        }

        if (line.Length > 0 && line[0] is >= '0' and <= '9' && LineTime.TryIso(line, out _, out length) && length < line.Length && line[length] == ' ')
        {
            line = line.Slice(length + 1);
            header.Host = MessageText.TakeUntil(ref line, ' ');
            return IsName(header.Host) && !IsLevel(header.Host) && header.TryReadProgram(line, needsId: false);
        }

        return header.TryReadProgram(line, needsId: true);
    }

    /// <summary>Takes <c>&lt;13&gt;</c> off a line.</summary>
    public static bool TakePriority(scoped ref ReadOnlySpan<char> line, out int priority)
    {
        priority = -1;
        var end = line.Length > 2 && line[0] == '<' ? line.Slice(0, Math.Min(5, line.Length)).IndexOf('>') : -1;
        if (end < 2 || !line.Slice(1, end - 1).IsDigits())
        {
            return false;
        }

        var value = 0;
        foreach (var digit in line.Slice(1, end - 1))
        {
            value = (value * 10) + (digit - '0');
        }

        if (value > 191)
        {
            return false;
        }

        priority = value;
        line = line.Slice(end + 1);
        return true;
    }

    /// <summary>Writes what the header says into the object that a writer is in.</summary>
    public readonly void Write(Utf8JsonWriter writer)
    {
        if (Priority >= 0)
        {
            writer.WriteNumber("facility", Priority / 8);
            writer.WriteNumber("severity", Priority % 8);
        }

        writer.Text("host", Host);
        writer.Text("program", Program);
        writer.Number("pid", ProcessId);
        writer.Text("messageId", MessageId);
        writer.Text("structuredData", StructuredData);
        writer.Text("text", Text);
    }

    /// <summary>Reads <c>time host program pid id structured-data text</c>.</summary>
    private bool TryReadNew(ReadOnlySpan<char> line)
    {
        var time = MessageText.TakeUntil(ref line, ' ');
        if (!time.Is("-") && !LineTime.IsIso(time))
        {
            return false;
        }

        Host = MessageText.TakeUntil(ref line, ' ');
        Program = MessageText.TakeUntil(ref line, ' ');
        ProcessId = MessageText.TakeUntil(ref line, ' ');
        MessageId = MessageText.TakeUntil(ref line, ' ');
        var end = StructuredDataEnd(line);
        if (Host.IsEmpty || Program.IsEmpty || end == 0)
        {
            return false;
        }

        StructuredData = line.Slice(0, end);
        Text = line.Slice(end).TrimStart(' ').TrimStart('\ufeff').TrimEnd();
        return true;
    }

    /// <summary>Where structured data ends that a text begins with: a dash, or <c>[id key="value"]</c> some times, in the values of which a backslash guards quotes.</summary>
    private static int StructuredDataEnd(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || text[0] == '-')
        {
            return Math.Min(text.Length, 1);
        }

        var at = 0;
        while (at < text.Length && text[at] == '[')
        {
            at++;
            while (true)
            {
                var next = text.Slice(at).IndexOfAny('"', ']');
                if (next < 0)
                {
                    return 0;
                }

                at += next + 1;
                if (text[at - 1] == ']')
                {
                    break;
                }

                var end = MessageText.QuoteEnd(text, at, '"');
                if (end < 0)
                {
                    return 0;
                }

                at = end + 1;
            }
        }

        return at;
    }

    /// <summary>Reads <c>program[pid]: text</c>.</summary>
    /// <param name="line">The line.</param>
    /// <param name="needsId">Whether a program without process id is one only if it is known: any text may begin with a word and a colon.</param>
    private bool TryReadProgram(ReadOnlySpan<char> line, bool needsId)
    {
        var end = line.Slice(0, Math.Min(line.Length, MaxNameLength)).IndexOfAny(": [".AsSpan());
        if (end <= 0 || !IsName(line.Slice(0, end)))
        {
            return false;
        }

        Program = line.Slice(0, end);
        line = line.Slice(end);
        if (line[0] == '[')
        {
            var close = line.IndexOf(']');
            if (close is < 2 or > 12 || !line.Slice(1, close - 1).IsDigits())
            {
                return false;
            }

            ProcessId = line.Slice(1, close - 1);
            line = line.Slice(close + 1);
        }
        else if (needsId && !IsKnown(Program))
        {
            return false;
        }

        // 192.0.2.1:2817 is no program.
        if (!MessageText.Take(ref line, ":") || !(line.IsEmpty || line[0] is ' ' or '['))
        {
            return false;
        }

        Text = line.TrimStart(' ').TrimEnd();
        return true;
    }

    private static bool IsName(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (c is not ((>= '0' and <= '9') or (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') or '.' or '_' or '-' or ':' or '/' or '(' or ')' or '@' or '%'))
            {
                return false;
            }
        }

        return text.Length is > 0 and <= MaxNameLength;
    }

    private static bool IsLevel(ReadOnlySpan<char> text) => IsAmong(text, Levels);

    private static bool IsKnown(ReadOnlySpan<char> text) => IsAmong(text, Programs);

    private static bool IsAmong(ReadOnlySpan<char> text, string[] words)
    {
        foreach (var word in words)
        {
            if (text.Equals(word.AsSpan(), StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
