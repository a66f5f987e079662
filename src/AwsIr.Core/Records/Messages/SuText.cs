using System.Text.Json;

namespace AwsIr.Records;

/// <summary>What su logs: <c>[FAILED SU ](to root) bob on pts/0</c>; <c>Successful su for root by bob</c>, <c>FAILED su for root by bob</c>.</summary>
internal static class SuText
{
    /// <summary>Writes what a text says into the object that a writer is in.</summary>
    public static void Write(ReadOnlySpan<char> text, Utf8JsonWriter writer)
    {
        var failed = MessageText.Take(ref text, "FAILED SU ") || MessageText.Take(ref text, "FAILED su ");
        if (MessageText.Take(ref text, "(to "))
        {
            var target = MessageText.TakeUntil(ref text, ") ");
            var user = MessageText.TakeUntil(ref text, " on ");
            WriteBoth(user, target, failed, writer);
            writer.Text("tty", text);
        }
        else if ((failed && MessageText.Take(ref text, "for ")) || MessageText.Take(ref text, "Successful su for "))
        {
            var target = MessageText.TakeUntil(ref text, " by ");
            WriteBoth(text, target, failed, writer);
        }
    }

    private static void WriteBoth(ReadOnlySpan<char> user, ReadOnlySpan<char> target, bool failed, Utf8JsonWriter writer)
    {
        writer.Text("user", user);
        writer.Text("targetUser", target);
        writer.WriteString("outcome", failed ? "failure" : "success");
    }
}
