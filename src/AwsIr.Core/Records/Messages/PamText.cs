using System.Text.Json;

namespace AwsIr.Records;

/// <summary>What PAM's modules log in the name of sshd, su, sudo and others.</summary>
internal static class PamText
{
    /// <summary>Writes what a text says into the object that a writer is in.</summary>
    public static void Write(ReadOnlySpan<char> text, Utf8JsonWriter writer)
    {
        // pam_unix(sshd:auth): …; PAM 2 more authentication failures; …; old systems have pam_unix in the program's name.
        if (text.Begins("pam_"))
        {
            MessageText.TakeUntil(ref text, "): ");
        }
        else if (MessageText.Take(ref text, "PAM "))
        {
            var more = MessageText.TakeWord(ref text);
            if (!more.IsDigits() || !MessageText.Take(ref text, "more "))
            {
                return;
            }

            writer.Number("attempts", more);
        }

        if (MessageText.Take(ref text, "authentication failure; ") || MessageText.Take(ref text, "authentication failures; "))
        {
            WriteFailure(text, writer);
        }
        else if (text.Begins("check pass; user unknown"))
        {
            writer.WriteString("outcome", "failure");
        }
        else if (MessageText.Take(ref text, "password changed for "))
        {
            writer.Text("user", text);
            writer.WriteString("action", "password changed");
            writer.WriteString("outcome", "success");
        }
        else if (MessageText.Take(ref text, "session opened for user "))
        {
            writer.WriteString("action", "session opened");
            WriteSession(text, writer);
        }
        else if (MessageText.Take(ref text, "session closed for user "))
        {
            writer.WriteString("action", "session closed");
            WriteSession(text, writer);
        }
    }

    /// <summary>
    /// <c>logname= uid=0 euid=0 tty=ssh ruser= rhost=203.0.113.9  user=root</c>. Nobody but root chooses what stands before rhost, a host's name has no spaces, and
    /// the user's is the rest, whatever is in it.
    /// </summary>
    private static void WriteFailure(ReadOnlySpan<char> text, Utf8JsonWriter writer)
    {
        writer.WriteString("outcome", "failure");
        writer.Text("tty", Word(text, " tty="));
        writer.Text("ruser", Word(text, " ruser="));
        var at = text.Find(" rhost=");
        if (at < 0)
        {
            return;
        }

        text = text.Slice(at + " rhost=".Length);
        writer.Text("address", MessageText.TakeUntil(ref text, ' '));
        text = text.TrimStart(' ');
        if (MessageText.Take(ref text, "user="))
        {
            writer.Text("user", text);
        }
    }

    /// <summary><c>root(uid=0) by bob(uid=1000)</c>: who it was that got the session, and whose it is if that is another.</summary>
    private static void WriteSession(ReadOnlySpan<char> text, Utf8JsonWriter writer)
    {
        var of = MessageText.TakeUntil(ref text, " by ");
        var by = WithoutId(text);
        of = WithoutId(of);
        writer.Text("user", by.IsEmpty ? of : by);
        if (!by.IsEmpty)
        {
            writer.Text("targetUser", of);
        }
    }

    private static ReadOnlySpan<char> WithoutId(ReadOnlySpan<char> user)
    {
        var id = user.FindLast("(uid=");
        return id < 0 ? user : user.Slice(0, id);
    }

    private static ReadOnlySpan<char> Word(ReadOnlySpan<char> text, string name)
    {
        MessageText.TakeUntil(ref text, name);
        return MessageText.TakeUntil(ref text, ' ');
    }
}
