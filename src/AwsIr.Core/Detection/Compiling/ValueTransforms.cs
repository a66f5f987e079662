using System.Text;

namespace AwsIr.Detection;

/// <summary>The modifiers that change a text value, applied one after the other; some make several values of one.</summary>
internal static class ValueTransforms
{
    private const string Dashes = "-/\u2013\u2014\u2015";

    private static readonly UnicodeEncoding Utf16Le = new(bigEndian: false, byteOrderMark: false);
    private static readonly UnicodeEncoding Utf16Be = new(bigEndian: true, byteOrderMark: false);

    /// <summary>The patterns that a written text becomes.</summary>
    public static List<TextPattern> Apply(string written, IReadOnlyList<string> transforms, YamlNode at)
    {
        var values = new List<TextPattern> { TextPattern.Parse(written) };

        // Encodings to UTF-16 give bytes, one a character, which base64 takes as they are.
        bool isBytes = false;
        foreach (string transform in transforms)
        {
            values = transform switch
            {
                "contains" => values.ConvertAll(value => value.Widen(TextMatch.Anywhere)),
                "startswith" => values.ConvertAll(value => value.Widen(TextMatch.Start)),
                "endswith" => values.ConvertAll(value => value.Widen(TextMatch.End)),
                "windash" => Windash(values, at),
                "base64" => values.ConvertAll(value => TextPattern.Literal(Convert.ToBase64String(Bytes(value)))),
                "base64offset" => values.SelectMany(value => Base64Offsets(Bytes(value))).ToList(),
                "utf16be" => values.ConvertAll(value => Encoded(value, Utf16Be, "")),
                "utf16" => values.ConvertAll(value => Encoded(value, Utf16Le, "\u00FF\u00FE")),
                _ => values.ConvertAll(value => Encoded(value, Utf16Le, "")),
            };
            isBytes = transform is "utf16le" or "utf16be" or "utf16" or "wide";
        }

        return values;

        byte[] Bytes(TextPattern value) => isBytes ? Latin1Bytes(Plain(value)) : Encoding.UTF8.GetBytes(Plain(value));

        TextPattern Encoded(TextPattern value, Encoding encoding, string mark) =>
            TextPattern.Literal(mark + Latin1Text(encoding.GetBytes(Plain(value))));

        string Plain(TextPattern value) => value.HasWildcards
            ? throw new RuleException("a value with wildcards cannot be encoded: escape them, or put 'contains' after the encoding", at)
            : value.Text;
    }

    private static List<TextPattern> Windash(List<TextPattern> values, YamlNode at)
    {
        var variants = new List<TextPattern>();
        foreach (TextPattern value in values)
        {
            var made = new List<TextPattern> { value };
            for (int i = 0; i < value.Length; i++)
            {
                if (!IsSwitch(value, i))
                {
                    continue;
                }

                int place = i;
                made = made.SelectMany(one => Dashes.Select(dash => one.With(place, dash))).ToList();
                if (made.Count > RuleLimits.ValueVariants)
                {
                    throw new RuleException("'windash' makes too many values of one with so many dashes: split it with contains|all", at);
                }
            }

            variants.AddRange(made);
        }

        return variants;
    }

    /// <summary>Whether a dash begins a command line switch: no word before it, a word after it.</summary>
    private static bool IsSwitch(TextPattern value, int index) =>
        value.WildcardAt(index) == WildcardKind.None
        && Dashes.IndexOf(value.CharAt(index)) >= 0
        && (index == 0 || !IsWord(value, index - 1))
        && index + 1 < value.Length && IsWord(value, index + 1);

    private static bool IsWord(TextPattern value, int index) =>
        value.WildcardAt(index) == WildcardKind.None && (char.IsLetterOrDigit(value.CharAt(index)) || value.CharAt(index) == '_');

    /// <summary>What is the same in the Base64 of any text that has these bytes, for each place that they may begin at.</summary>
    private static IEnumerable<TextPattern> Base64Offsets(byte[] bytes)
    {
        for (int offset = 0; offset < 3; offset++)
        {
            var shifted = new byte[offset + bytes.Length];
            bytes.CopyTo(shifted, offset);
            string encoded = Convert.ToBase64String(shifted);

            // Cut the characters that also hold bits of what stands before or after.
            int start = offset == 0 ? 0 : offset + 1;
            int end = encoded.Length - ((shifted.Length % 3) switch { 0 => 0, 1 => 3, _ => 2 });
            if (end > start)
            {
                yield return TextPattern.Literal(encoded.Substring(start, end - start));
            }
        }
    }

    private static string Latin1Text(byte[] bytes)
    {
        var text = new char[bytes.Length];
        for (int i = 0; i < bytes.Length; i++)
        {
            text[i] = (char)bytes[i];
        }

        return new string(text);
    }

    private static byte[] Latin1Bytes(string text)
    {
        var bytes = new byte[text.Length];
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)text[i];
        }

        return bytes;
    }
}
