using System.Text;

namespace AwsIr.Shell;

/// <summary>
/// Makes text safe to print. Logs are written by attackers: an escape sequence in a user agent could clear the screen, move the
/// cursor over a line already printed or set the clipboard. Colours pass where they are wanted; every other control character
/// is shown as a visible sign of the same width, so that a reader sees that it was there.
/// </summary>
internal static class TerminalText
{
    private const char Escape = '\x1b';

    /// <summary>Replaces what a terminal would act on.</summary>
    /// <param name="text">The text to print.</param>
    /// <param name="colours">Whether colour sequences stay; else they are taken out.</param>
    public static string Clean(string text, bool colours)
    {
        int first = 0;
        while (first < text.Length && !NeedsWork(text[first]))
        {
            first++;
        }

        if (first == text.Length)
        {
            return text;
        }

        var result = new StringBuilder(text.Length).Append(text, 0, first);
        for (int i = first; i < text.Length; i++)
        {
            char c = text[i];
            if (c == Escape && ColourLength(text, i) is > 0 and int length)
            {
                if (colours)
                {
                    result.Append(text, i, length);
                }

                i += length - 1;
            }
            else if (c == '\r' && i + 1 < text.Length && text[i + 1] == '\n')
            {
                result.Append(c);
            }
            else
            {
                result.Append(NeedsWork(c) ? Visible(c) : c);
            }
        }

        return result.ToString();
    }

    // Tab and line feed stay; a lone carriage return would overwrite its line. The format characters turn text around (bidi).
    private static bool NeedsWork(char c) =>
        c < ' ' ? c is not ('\t' or '\n') : c is (>= '\x7f' and <= '\x9f') or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069') or '\u200e' or '\u200f' or '\u2028' or '\u2029';

    private static char Visible(char c) => c < ' ' ? (char)(0x2400 + c) : c == '\x7f' ? '\u2421' : '\ufffd';

    // ESC [ digits and semicolons m; without 8, which hides text.
    private static int ColourLength(string text, int start)
    {
        int i = start + 1;
        if (i >= text.Length || text[i] != '[')
        {
            return 0;
        }

        for (i++; i < text.Length && i - start < 32; i++)
        {
            char c = text[i];
            if (c == 'm')
            {
                string parameters = text[(start + 2)..i];
                return IsHarmless(parameters) ? i + 1 - start : 0;
            }

            if (!char.IsAsciiDigit(c) && c != ';')
            {
                return 0;
            }
        }

        return 0;
    }

    private static bool IsHarmless(string parameters)
    {
        string[] parts = parameters.Split(';');
        return parts[0] is "38" or "48" || !Array.Exists(parts, static p => p.TrimStart('0') == "8");
    }
}
