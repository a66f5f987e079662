using System.Text.Json;

namespace AwsIr.Records;

/// <summary>What cron and crontab log: <c>(USER) CMD (COMMAND)</c>, <c>(USER) REPLACE (USER)</c>.</summary>
internal static class CronText
{
    /// <summary>Writes what a text says into the object that a writer is in.</summary>
    public static void Write(ReadOnlySpan<char> text, Utf8JsonWriter writer)
    {
        if (!MessageText.Take(ref text, "("))
        {
            return;
        }

        var user = MessageText.TakeUntil(ref text, ") ");
        var action = MessageText.TakeUntil(ref text, " (");
        if (text.IsEmpty || action.IndexOf(' ') >= 0)
        {
            return;
        }

        MessageText.TakeEnd(ref text, ")");
        writer.Text("user", user);
        writer.Text("action", action);
        if (action.Begins("CMD"))
        {
            writer.Text("command", text);
        }
        else if (action.Is("REPLACE") || action.Is("LIST") || action.Is("DELETE") || action.Is("EDIT"))
        {
            writer.Text("targetUser", text);
        }
    }
}
