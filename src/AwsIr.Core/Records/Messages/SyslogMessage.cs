using System.Text.Json;

namespace AwsIr.Records;

/// <summary>
/// Lines of syslog and journald: host, program, pid and text, and of the programs that tell who was let in, what the text says:
/// <c>user</c>, <c>address</c>, <c>outcome</c> and so on. <c>outcome</c> is one of
/// <c>success</c> (let in, or done), <c>failure</c> (credentials were wrong, or given up) and <c>denied</c> (not allowed, whatever the credentials).
/// </summary>
internal static class SyslogMessage
{
    /// <summary>Writes the fields of a line; false, and nothing is written, if it is none.</summary>
    public static bool TryParse(ReadOnlySpan<char> line, Utf8JsonWriter writer)
    {
        if (!SyslogHeader.TryRead(line, out var header))
        {
            return false;
        }

        writer.WriteStartObject();
        header.Write(writer);
        WriteText(header.Program, header.Text, writer);
        writer.WriteEndObject();
        return true;
    }

    /// <summary>Writes what the text of a program says into the object that a writer is in.</summary>
    public static void WriteText(ReadOnlySpan<char> program, ReadOnlySpan<char> text, Utf8JsonWriter writer)
    {
        // Programs write one line; what an agent joined to it is another's.
        var end = text.IndexOf('\n');
        text = (end < 0 ? text : text.Slice(0, end)).TrimEnd();
        WriteRepeats(ref text, writer);
        if (text.Begins("pam_") || text.Begins("PAM ") || program.Ends("(pam_unix)"))
        {
            PamText.Write(text, writer);
            return;
        }

        switch (BaseName(program).ToLowerInvariant())
        {
            case "sshd" or "sshd-session" or "sshd-auth":
                SshdText.Write(text, writer);
                break;
            case "sudo":
                SudoText.Write(text, writer);
                break;
            case "su":
                SuText.Write(text, writer);
                break;
            case "useradd" or "adduser" or "usermod" or "userdel" or "groupadd" or "groupmod" or "groupdel" or "gpasswd" or "passwd" or "chpasswd" or "chage":
                AccountText.Write(text, writer);
                break;
            case "cron" or "crond" or "crontab" or "anacron":
                CronText.Write(text, writer);
                break;
            case "systemd":
                SystemdText.Write(text, writer);
                break;
            case "kernel" or "audit" or "auditd" or "audispd" or "audisp-syslog":
                AuditText.Write(text, writer);
                break;
        }
    }

    /// <summary>Takes rsyslog's <c>message repeated 3 times: [ … ]</c> off a text.</summary>
    private static void WriteRepeats(scoped ref ReadOnlySpan<char> text, Utf8JsonWriter writer)
    {
        var rest = text;
        if (MessageText.Take(ref rest, "message repeated "))
        {
            var times = MessageText.TakeWord(ref rest);
            if (times.IsDigits() && MessageText.Take(ref rest, "times: [") && MessageText.TakeEnd(ref rest, "]"))
            {
                writer.Number("repeated", times);
                text = rest.Trim();
            }
        }
    }

    /// <summary>The program without its folder and what old systems put behind it.</summary>
    private static string BaseName(ReadOnlySpan<char> program)
    {
        program = program.Slice(program.LastIndexOf('/') + 1);
        return program.Length > 32 ? "" : program.ToString();
    }
}
