using System.Buffers;
using System.Text;
using System.Text.Json;
using AwsIr.Records;

namespace AwsIr.Formats;

/// <summary>Small operations on JSON as UTF-8 bytes.</summary>
internal static class JsonText
{
    /// <summary>How deep records may be nested. CloudTrail's stay below twenty.</summary>
    public const int MaxDepth = 128;

    /// <summary>How readers of this module are set.</summary>
    public static JsonReaderOptions Options { get; } = new() { MaxDepth = MaxDepth, CommentHandling = JsonCommentHandling.Disallow };

    /// <summary>Decodes the inside of a JSON string. Bytes that are not UTF-8 become U+FFFD: a log line is not lost over them.</summary>
    /// <param name="raw">The bytes between the quotes.</param>
    public static string Decode(ReadOnlySpan<byte> raw)
    {
        if (raw.IsEmpty)
        {
            return "";
        }

        var escape = raw.IndexOf((byte)'\\');
        if (escape < 0)
        {
            return GetString(raw);
        }

        var rented = ArrayPool<char>.Shared.Rent(raw.Length);
        var length = 0;
        while (escape >= 0)
        {
            length += GetChars(raw.Slice(0, escape), rented, length);
            raw = raw.Slice(escape);
            length += Unescape(ref raw, rented, length);
            escape = raw.IndexOf((byte)'\\');
        }

        length += GetChars(raw, rented, length);
        var text = new string(rented, 0, length);
        ArrayPool<char>.Shared.Return(rented);
        return text;
    }

    /// <summary>Decodes the inside of a JSON string for users, with what is hostile to a terminal written out.</summary>
    public static string DecodeSafe(ReadOnlySpan<byte> raw) =>
        SafeText.IsPlain(raw) ? GetString(raw) : SafeText.Of(Decode(raw));

    /// <summary>Decodes the inside of a JSON string into UTF-8.</summary>
    public static byte[] DecodeToUtf8(ReadOnlySpan<byte> raw) =>
        raw.IndexOf((byte)'\\') < 0 ? raw.ToArray() : Encoding.UTF8.GetBytes(Decode(raw));

    /// <summary>Decodes UTF-8.</summary>
    public static string GetString(ReadOnlySpan<byte> utf8)
    {
#if NET8_0_OR_GREATER
        return Encoding.UTF8.GetString(utf8);
#else
        return Encoding.UTF8.GetString(utf8.ToArray());
#endif
    }

    /// <summary>The value as compact JSON: no spaces, keys in the order logged, characters not escaped beyond need.</summary>
    /// <param name="json">One valid JSON value.</param>
    /// <exception cref="JsonException">It is not.</exception>
    public static string Compact(ReadOnlySpan<byte> json)
    {
        var text = new StringBuilder(json.Length);
        var reader = new Utf8JsonReader(json, Options);
        var first = true;
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.EndObject:
                    text.Append('}');
                    first = false;
                    continue;
                case JsonTokenType.EndArray:
                    text.Append(']');
                    first = false;
                    continue;
            }

            if (!first)
            {
                text.Append(',');
            }

            first = false;
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    text.Append('{');
                    first = true;
                    break;
                case JsonTokenType.StartArray:
                    text.Append('[');
                    first = true;
                    break;
                case JsonTokenType.PropertyName:
                    AppendQuoted(text, Decode(reader.ValueSpan));
                    text.Append(':');
                    first = true;
                    break;
                case JsonTokenType.String:
                    AppendQuoted(text, Decode(reader.ValueSpan));
                    break;
                default:
                    text.Append(GetString(reader.ValueSpan));
                    break;
            }
        }

        return text.ToString();
    }

    /// <summary>An object read before as compact JSON.</summary>
    public static string Compact(JsonDictionary value)
    {
        var text = new StringBuilder();
        Append(text, value);
        return text.ToString();
    }

    /// <summary>Where the value that begins at <paramref name="start"/> ends: the index behind it. The value is taken to be valid.</summary>
    public static int ValueEnd(ReadOnlySpan<byte> json, int start)
    {
        var depth = 0;
        for (var i = start; i < json.Length; i++)
        {
            switch (json[i])
            {
                case (byte)'"':
                    i = StringEnd(json, i + 1);
                    if (depth == 0)
                    {
                        return Math.Min(i + 1, json.Length);
                    }

                    break;
                case (byte)'{' or (byte)'[':
                    depth++;
                    break;
                case (byte)'}' or (byte)']':
                    if (--depth <= 0)
                    {
                        return depth < 0 ? i : i + 1;
                    }

                    break;
                case (byte)',' or (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' when depth == 0:
                    return i;
            }
        }

        return json.Length;
    }

    /// <summary>The index of the quote that ends a string; the length if none does.</summary>
    /// <param name="json">The text.</param>
    /// <param name="start">The index behind the opening quote.</param>
    public static int StringEnd(ReadOnlySpan<byte> json, int start)
    {
        var i = start;
        while (true)
        {
            var next = json.Slice(i).IndexOfAny((byte)'"', (byte)'\\');
            if (next < 0)
            {
                return json.Length;
            }

            i += next;
            if (json[i] == '"')
            {
                return i;
            }

            i += 2;
            if (i >= json.Length)
            {
                return json.Length;
            }
        }
    }

    /// <summary>Appends a value as compact JSON: what <see cref="JsonDictionary"/> holds, and trees in the making.</summary>
    public static void Append(StringBuilder text, object? value)
    {
        switch (value)
        {
            case null:
                text.Append("null");
                break;
            case string s:
                AppendQuoted(text, s);
                break;
            case bool b:
                text.Append(b ? "true" : "false");
                break;
            case JsonTree tree:
                Append(text, tree.Value);
                break;
            case IEnumerable<KeyValuePair<string, object?>> members:
                text.Append('{');
                foreach (var entry in members)
                {
                    text.Append(text[text.Length - 1] == '{' ? "" : ",");
                    AppendQuoted(text, entry.Key);
                    text.Append(':');
                    Append(text, entry.Value);
                }

                text.Append('}');
                break;
            case double d when double.IsInfinity(d):
                text.Append(d > 0 ? "1e999" : "-1e999");
                break;
            case object?[] array:
                text.Append('[');
                for (var i = 0; i < array.Length; i++)
                {
                    text.Append(i == 0 ? "" : ",");
                    Append(text, array[i]);
                }

                text.Append(']');
                break;
            default:
                text.Append(((IFormattable)value).ToString(null, System.Globalization.CultureInfo.InvariantCulture));
                break;
        }
    }

    private static void AppendQuoted(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var c in value)
        {
            switch (c)
            {
                case '"':
                    text.Append("\\\"");
                    break;
                case '\\':
                    text.Append("\\\\");
                    break;
                case '\n':
                    text.Append("\\n");
                    break;
                case '\r':
                    text.Append("\\r");
                    break;
                case '\t':
                    text.Append("\\t");
                    break;
                case '\b':
                    text.Append("\\b");
                    break;
                case '\f':
                    text.Append("\\f");
                    break;
                case < ' ':
                    text.Append("\\u00").Append(((int)c).ToString("x2", System.Globalization.CultureInfo.InvariantCulture));
                    break;
                default:
                    text.Append(c);
                    break;
            }
        }

        text.Append('"');
    }

    private static int GetChars(ReadOnlySpan<byte> utf8, char[] chars, int at)
    {
        if (utf8.IsEmpty)
        {
            return 0;
        }

#if NET8_0_OR_GREATER
        return Encoding.UTF8.GetChars(utf8, chars.AsSpan(at));
#else
        var bytes = utf8.ToArray();
        return Encoding.UTF8.GetChars(bytes, 0, bytes.Length, chars, at);
#endif
    }

    /// <summary>Decodes the escape that <paramref name="raw"/> begins with. One that is not JSON's stays as it is written.</summary>
    private static int Unescape(ref ReadOnlySpan<byte> raw, char[] chars, int at)
    {
        if (raw.Length >= 6 && raw[1] == 'u'
            && HexDigit(raw[2]) is >= 0 and var a && HexDigit(raw[3]) is >= 0 and var b
            && HexDigit(raw[4]) is >= 0 and var c && HexDigit(raw[5]) is >= 0 and var d)
        {
            chars[at] = (char)((a << 12) | (b << 8) | (c << 4) | d);
            raw = raw.Slice(6);
            return 1;
        }

        var simple = raw.Length < 2 ? '\0' : raw[1] switch
        {
            (byte)'n' => '\n',
            (byte)'t' => '\t',
            (byte)'r' => '\r',
            (byte)'b' => '\b',
            (byte)'f' => '\f',
            (byte)'"' => '"',
            (byte)'\\' => '\\',
            (byte)'/' => '/',
            _ => '\0',
        };
        chars[at] = simple == '\0' ? '\\' : simple;
        raw = raw.Slice(simple == '\0' ? 1 : 2);
        return 1;
    }

    private static int HexDigit(byte c) => c switch
    {
        >= (byte)'0' and <= (byte)'9' => c - '0',
        >= (byte)'a' and <= (byte)'f' => c - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => c - 'A' + 10,
        _ => -1,
    };
}
