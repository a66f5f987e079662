using System.Text;
using System.Text.Json;

namespace AwsIr.Records;

/// <summary>
/// Pairs of key=value, anywhere in a line: logfmt, auditd, the kernel's firewall. A value may stand in double or single quotes, in which
/// a backslash guards what follows it. A key that is there again has all its values, in an array: which of them an attacker wrote cannot be told.
/// </summary>
internal static class KeyValueMessage
{
    /// <summary>Longer words before an equals sign are data.</summary>
    private const int MaxKeyLength = 128;

    /// <summary>Writes the pairs of a line that has at least two; false, and nothing is written, if it has not.</summary>
    public static bool TryParse(ReadOnlySpan<char> line, Utf8JsonWriter writer)
    {
        if (line.IndexOf('=') < 0)
        {
            return false;
        }

        var pairs = Read(line);
        if (pairs.Count < 2)
        {
            return false;
        }

        writer.WriteStartObject();
        pairs.Write(writer, []);
        if (line.Begins("type="))
        {
            AuditText.WriteAliases(pairs, writer);
        }
        else
        {
            MessageAliases.Write(pairs, writer);
        }

        writer.WriteEndObject();
        return true;
    }

    /// <summary>Reads the pairs of a line.</summary>
    public static MessagePairs Read(ReadOnlySpan<char> line)
    {
        var pairs = new MessagePairs();
        Read(line, pairs);
        return pairs;
    }

    private static void Read(ReadOnlySpan<char> line, MessagePairs pairs)
    {
        var at = 0;
        while (at < line.Length)
        {
            var equals = line.Slice(at).IndexOf('=');
            if (equals < 0)
            {
                return;
            }

            equals += at;
            var start = equals;
            while (start > at && equals - start < MaxKeyLength && IsKey(line[start - 1]))
            {
                start--;
            }

            var isPair = start < equals && IsKeyStart(line[start]) && (start == 0 || line[start - 1] is ' ' or '\t' or '\n' or ',' or ';' or '(' or '[' or '{' or '\'');
            at = equals + 1;
            if (isPair)
            {
                ReadValue(line, line.Slice(start, equals - start), ref at, pairs);
            }
        }
    }

    private static void ReadValue(ReadOnlySpan<char> line, ReadOnlySpan<char> key, ref int at, MessagePairs pairs)
    {
        if (at < line.Length && line[at] is '"' or '\'')
        {
            var quote = line[at];
            var end = MessageText.QuoteEnd(line, at + 1, quote);
            if (end > 0 && (end + 1 == line.Length || line[end + 1] is ' ' or '\t' or '\r' or '\n' or ',' or ';' or ')' or ']' or '}'))
            {
                var inside = line.Slice(at + 1, end - at - 1);
                if (quote == '\'' && key.Is("msg"))
                {
                    // auditd puts a program's own pairs in there.
                    Read(inside, pairs);
                }
                else
                {
                    pairs.Add(key, Unescape(inside), isQuoted: true);
                }

                at = end + 1;
                return;
            }
        }

        var length = line.Slice(at).IndexOfAny(" \t\r\n".AsSpan());
        length = length < 0 ? line.Length - at : length;
        var value = line.Slice(at, length);
        at += length;
        if (value.IsEmpty || value[0] != '=')
        {
            pairs.Add(key, value.TrimEnd(",;".AsSpan()).ToString(), isQuoted: false);
        }
    }

    private static string Unescape(ReadOnlySpan<char> inside)
    {
        if (inside.IndexOf('\\') < 0)
        {
            return inside.ToString();
        }

        var text = new StringBuilder(inside.Length);
        for (var i = 0; i < inside.Length; i++)
        {
            // Only what guards a quote or itself: \n and the like stay as they were logged.
            if (inside[i] == '\\' && i + 1 < inside.Length && inside[i + 1] is '"' or '\'' or '\\')
            {
                i++;
            }

            text.Append(inside[i]);
        }

        return text.ToString();
    }

    private static bool IsKeyStart(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '_' or '@';

    private static bool IsKey(char c) => IsKeyStart(c) || c is (>= '0' and <= '9') or '.' or '-' or '/';
}
