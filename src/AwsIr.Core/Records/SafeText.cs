using System.Globalization;
using System.Text;

namespace AwsIr.Records;

/// <summary>
/// Text of logs made fit to be printed by whatever prints it: attackers write into logs, and PowerShell prints any property of any
/// object as it is. Control characters, and those that turn or hide text, become visible as JSON writes them (<c>\u001b</c>).
/// Rules see the text as it was logged, and <see cref="CloudTrailEvent.Raw"/> has it.
/// </summary>
internal static class SafeText
{
    /// <summary>The text with what is hostile written out; line feeds, tabs and the returns before line feeds stay.</summary>
    public static string Of(string text) => Escape(text, keepLines: true);

    /// <summary>The text on one line.</summary>
    public static string Line(string text) => Escape(text, keepLines: false);

    /// <summary>Whether the bytes between the quotes of a JSON string can hold nothing hostile, which is so for nearly all.</summary>
    public static bool IsPlain(ReadOnlySpan<byte> raw)
    {
#if NET8_0_OR_GREATER
        return raw.IndexOfAnyExceptInRange((byte)' ', (byte)'~') < 0 && !raw.Contains((byte)'\\');
#else
        foreach (var b in raw)
        {
            if (b is < (byte)' ' or > (byte)'~' or (byte)'\\')
            {
                return false;
            }
        }

        return true;
#endif
    }

    private static string Escape(string text, bool keepLines)
    {
        var at = 0;
        while (at < text.Length && !IsHostile(text, at, keepLines))
        {
            at++;
        }

        if (at == text.Length)
        {
            return text;
        }

        var shown = new StringBuilder(text, 0, at, text.Length + 16);
        for (; at < text.Length; at++)
        {
            if (IsHostile(text, at, keepLines))
            {
                shown.Append("\\u").Append(((int)text[at]).ToString("x4", CultureInfo.InvariantCulture));
            }
            else
            {
                shown.Append(text[at]);
            }
        }

        return shown.ToString();
    }

    private static bool IsHostile(string text, int at, bool keepLines)
    {
        var c = text[at];
        if (keepLines && (c is '\n' or '\t' || (c == '\r' && at + 1 < text.Length && text[at + 1] == '\n')))
        {
            return false;
        }

        return char.IsControl(c)
            || c is (>= '\u200b' and <= '\u200f') or (>= '\u2028' and <= '\u202e') or (>= '\u2060' and <= '\u206f') or '\u00ad' or '\u061c' or '\u180e' or '\ufeff'
            || char.GetUnicodeCategory(c) is UnicodeCategory.PrivateUse;
    }
}
