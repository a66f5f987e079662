using System.Text.Json;

namespace AwsIr.Records;

/// <summary>
/// What sudo logs: <c>USER : [REASON ; ]TTY=… ; PWD=… ; USER=… ; COMMAND=…</c>. The command is all that follows, whatever is in it; who names a folder
/// like the parts behind it can shift these.
/// </summary>
internal static class SudoText
{
    private static readonly (string Label, string Name)[] Parts =
    [
        ("HOST=", "sudoHost"),
        ("TTY=", "tty"),
        ("CHROOT=", "chroot"),
        ("PWD=", "pwd"),
        ("USER=", "targetUser"),
        ("GROUP=", "targetGroup"),
        ("TSID=", "tsid"),
        ("ENV=", "env"),
    ];

    /// <summary>Writes what a text says into the object that a writer is in.</summary>
    public static void Write(ReadOnlySpan<char> text, Utf8JsonWriter writer)
    {
        var user = MessageText.TakeUntil(ref text, " : ").Trim();
        if (text.IsEmpty)
        {
            return;
        }

        writer.Text("user", user);
        if (MessageText.Take(ref text, "(command continued) "))
        {
            writer.Text("command", text);
            return;
        }

        var reason = text;
        if (PartAt(text) < 0 && !text.Begins("COMMAND="))
        {
            reason = MessageText.TakeUntil(ref text, " ; ");
            writer.Text("reason", reason);
            WriteAttempts(reason, writer);
            writer.WriteString("outcome", reason.Begins("user NOT ") || reason.Begins("command not allowed") ? "denied" : "failure");
        }
        else
        {
            writer.WriteString("outcome", "success");
        }

        while (PartAt(text) is >= 0 and var part)
        {
            text = text.Slice(Parts[part].Label.Length);
            writer.Text(Parts[part].Name, TakePart(ref text));
        }

        if (MessageText.Take(ref text, "COMMAND="))
        {
            writer.Text("command", text);
        }
    }

    /// <summary>Takes off a value: what stands before the next <c> ; </c> that a part follows.</summary>
    private static ReadOnlySpan<char> TakePart(scoped ref ReadOnlySpan<char> text)
    {
        const string Separator = " ; ";
        var at = 0;
        while (true)
        {
            var next = text.Slice(at).Find(Separator);
            if (next < 0)
            {
                var all = text;
                text = default;
                return all;
            }

            at += next;
            var rest = text.Slice(at + Separator.Length);
            if (PartAt(rest) >= 0 || rest.Begins("COMMAND="))
            {
                var value = text.Slice(0, at);
                text = rest;
                return value;
            }

            at += Separator.Length;
        }
    }

    private static int PartAt(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < Parts.Length; i++)
        {
            if (text.Begins(Parts[i].Label))
            {
                return i;
            }
        }

        return -1;
    }

    private static void WriteAttempts(ReadOnlySpan<char> reason, Utf8JsonWriter writer)
    {
        var count = MessageText.TakeWord(ref reason);
        if (reason.Begins("incorrect password attempt"))
        {
            writer.Number("attempts", count);
        }
    }
}
