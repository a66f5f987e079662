using System.Text.Json;

namespace AwsIr.Records;

/// <summary>Small operations on the text of messages, and on the writer that takes their fields.</summary>
internal static class MessageText
{
    /// <summary>Longer texts are no numbers worth the name.</summary>
    private const int MaxNumberLength = 40;

    private const string WhiteSpace = " \t\r\n";

    /// <summary>Whether a text begins with another, case and all.</summary>
    public static bool Begins(this ReadOnlySpan<char> text, string with) => text.StartsWith(with.AsSpan(), StringComparison.Ordinal);

    /// <summary>Whether a text ends with another, case and all.</summary>
    public static bool Ends(this ReadOnlySpan<char> text, string with) => text.EndsWith(with.AsSpan(), StringComparison.Ordinal);

    /// <summary>Whether a text is another, case and all.</summary>
    public static bool Is(this ReadOnlySpan<char> text, string other) => text.SequenceEqual(other.AsSpan());

    /// <summary>The index at which a text has another first; -1 if nowhere.</summary>
    public static int Find(this ReadOnlySpan<char> text, string what) => text.IndexOf(what.AsSpan());

    /// <summary>The index at which a text has another last; -1 if nowhere.</summary>
    public static int FindLast(this ReadOnlySpan<char> text, string what) => text.LastIndexOf(what.AsSpan());

    /// <summary>Takes a beginning off a text if it has it.</summary>
    public static bool Take(scoped ref ReadOnlySpan<char> text, string beginning)
    {
        if (!text.Begins(beginning))
        {
            return false;
        }

        text = text.Slice(beginning.Length);
        return true;
    }

    /// <summary>Takes an end off a text if it has it.</summary>
    public static bool TakeEnd(scoped ref ReadOnlySpan<char> text, string end)
    {
        if (!text.Ends(end))
        {
            return false;
        }

        text = text.Slice(0, text.Length - end.Length);
        return true;
    }

    /// <summary>Takes off what stands before a separator, and the separator. Without one all is taken.</summary>
    public static ReadOnlySpan<char> TakeUntil(scoped ref ReadOnlySpan<char> text, char separator)
    {
        var end = text.IndexOf(separator);
        var taken = end < 0 ? text : text.Slice(0, end);
        text = end < 0 ? default : text.Slice(end + 1);
        return taken;
    }

    /// <summary>The same for a separator of several characters.</summary>
    public static ReadOnlySpan<char> TakeUntil(scoped ref ReadOnlySpan<char> text, string separator)
    {
        var end = text.Find(separator);
        var taken = end < 0 ? text : text.Slice(0, end);
        text = end < 0 ? default : text.Slice(end + separator.Length);
        return taken;
    }

    /// <summary>Takes off the next word: what stands before the next white space, and all of that.</summary>
    public static ReadOnlySpan<char> TakeWord(scoped ref ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAny(WhiteSpace.AsSpan());
        if (end < 0)
        {
            var all = text;
            text = default;
            return all;
        }

        var word = text.Slice(0, end);
        text = text.Slice(end).TrimStart(WhiteSpace.AsSpan());
        return word;
    }

    /// <summary>
    /// Takes off a text in double quotes in which a backslash guards what follows it, and the space behind; what comes is what stands
    /// between the quotes, as written. False, and nothing is taken, if there is none or it does not end.
    /// </summary>
    public static bool TakeQuoted(scoped ref ReadOnlySpan<char> text, out ReadOnlySpan<char> inside)
    {
        inside = default;
        if (text.IsEmpty || text[0] != '"')
        {
            return false;
        }

        var end = QuoteEnd(text, 1, '"');
        if (end < 0)
        {
            return false;
        }

        inside = text.Slice(1, end - 1);
        text = text.Slice(end + 1).TrimStart(' ');
        return true;
    }

    /// <summary>The index of the quote that ends a text in quotes; -1 if none does.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">The index behind the opening quote.</param>
    /// <param name="quote">The quote; a backslash guards what follows it.</param>
    public static int QuoteEnd(ReadOnlySpan<char> text, int start, char quote)
    {
        for (var at = start; at < text.Length; at++)
        {
            var next = text.Slice(at).IndexOfAny(quote, '\\');
            if (next < 0)
            {
                return -1;
            }

            at += next;
            if (text[at] == quote)
            {
                return at;
            }

            at++;
        }

        return -1;
    }

    /// <summary>Whether a text has digits only, and at least one.</summary>
    public static bool IsDigits(this ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (c is < '0' or > '9')
            {
                return false;
            }
        }

        return !text.IsEmpty;
    }

    /// <summary>Whether a text is an IP address; of a link-local one the zone is left aside.</summary>
    public static bool IsAddress(this ReadOnlySpan<char> text)
    {
        var zone = text.IndexOf('%');
        if (zone >= 0)
        {
            text = text.Slice(0, zone);
        }

        return text.Length is >= 2 and <= 45 && IpAddress.Parse(text.ToString()) is not null;
    }

    /// <summary>Writes a text. One that is empty or a dash, by which logs say that there is none, is left out.</summary>
    public static void Text(this Utf8JsonWriter writer, string name, ReadOnlySpan<char> value)
    {
        if (!IsNone(value))
        {
            writer.WriteString(name, value);
        }
    }

    /// <summary>Writes a number as it was logged; a text if it is none. One that is empty or a dash is left out.</summary>
    public static void Number(this Utf8JsonWriter writer, string name, ReadOnlySpan<char> value)
    {
        if (!IsNone(value))
        {
            writer.WritePropertyName(name);
            writer.NumberValue(value);
        }
    }

    /// <summary>Writes a value that is a number if it looks like one, and a text otherwise.</summary>
    public static void NumberValue(this Utf8JsonWriter writer, ReadOnlySpan<char> value)
    {
        if (IsJsonNumber(value))
        {
            writer.WriteRawValue(value, skipInputValidation: true);
        }
        else
        {
            writer.WriteStringValue(value);
        }
    }

    /// <summary>Whether a text says that there is nothing.</summary>
    public static bool IsNone(ReadOnlySpan<char> value) => value.IsEmpty || (value.Length == 1 && value[0] == '-');

    /// <summary>Whether a text is a number as JSON writes them, without an exponent: no plus sign, no zeros before it.</summary>
    private static bool IsJsonNumber(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > MaxNumberLength)
        {
            return false;
        }

        var at = text[0] == '-' ? 1 : 0;
        var first = at;
        var digits = SkipDigits(text, ref at);
        if (digits == 0 || (digits > 1 && text[first] == '0'))
        {
            return false;
        }

        if (at < text.Length && text[at] == '.')
        {
            at++;
            if (SkipDigits(text, ref at) == 0)
            {
                return false;
            }
        }

        return at == text.Length;
    }

    private static int SkipDigits(ReadOnlySpan<char> text, ref int at)
    {
        var start = at;
        while (at < text.Length && text[at] is >= '0' and <= '9')
        {
            at++;
        }

        return at - start;
    }
}
