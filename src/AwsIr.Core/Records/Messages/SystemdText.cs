using System.Text.Json;

namespace AwsIr.Records;

/// <summary>What systemd says of units: <c>Started NAME - DESCRIPTION.</c>, <c>NAME: Failed with result 'exit-code'.</c></summary>
internal static class SystemdText
{
    private static readonly (string Beginning, string Action)[] Actions =
    [
        ("Starting ", "starting"),
        ("Started ", "started"),
        ("Finished ", "finished"),
        ("Stopping ", "stopping"),
        ("Stopped ", "stopped"),
        ("Reloading ", "reloading"),
        ("Reloaded ", "reloaded"),
        ("Failed to start ", "failed"),
    ];

    /// <summary>Writes unit and action into the object that a writer is in.</summary>
    public static void Write(ReadOnlySpan<char> text, Utf8JsonWriter writer)
    {
        foreach (var (beginning, action) in Actions)
        {
            if (MessageText.Take(ref text, beginning))
            {
                writer.Text("unit", Unit(text));
                writer.WriteString("action", action);
                return;
            }
        }

        var unit = MessageText.TakeUntil(ref text, ": ");
        var what = text.Begins("Failed with result ") || text.Begins("Main process exited, code=dumped") ? "failed"
            : text.Begins("Deactivated successfully") || text.Begins("Succeeded") ? "stopped"
            : text.Begins("Scheduled restart job") ? "restarting"
            : null;
        if (what is not null)
        {
            writer.Text("unit", unit);
            writer.WriteString("action", what);
        }
    }

    /// <summary>The unit's name where systemd gives one, as it does since version 248; else its description.</summary>
    private static ReadOnlySpan<char> Unit(ReadOnlySpan<char> text)
    {
        var name = text.Find(" - ");
        return name > 0 && text.Slice(0, name) is var first && first.IndexOf(' ') < 0 && first.IndexOf('.') > 0
            ? first
            : text.TrimEnd('.');
    }
}
