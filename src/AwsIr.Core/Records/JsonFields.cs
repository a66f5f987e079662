using System.Text.Json;
using AwsIr.Formats;

namespace AwsIr.Records;

/// <summary>Resolves rules' field paths in the text of a JSON record, by the index of its top level.</summary>
internal abstract class JsonFields : RecordFields
{
    private readonly ObjectMembers _members = new();

    /// <summary>The array that the record's text is in.</summary>
    protected byte[] Text { get; private set; } = [];

    /// <summary>Where the text begins.</summary>
    protected int Start { get; private set; }

    /// <summary>Where its top-level values lie.</summary>
    protected RecordIndex Index { get; private set; } = new();

    /// <summary>The strings that records repeat.</summary>
    protected HotStrings Strings { get; } = HotStrings.OfThread;

    /// <summary>The record's JSON text.</summary>
    protected ReadOnlySpan<byte> Json => Text.AsSpan(Start, Index.Length);

    /// <inheritdoc/>
    public override void Resolve(FieldPath path, FieldValues values)
    {
        if (FindAtTop(path, out var start, out var end, out var used))
        {
            Walk(Json, start, end, path, used, values);
        }
    }

    /// <inheritdoc/>
    public override bool AnyValue(Func<string, bool> test)
    {
        var reader = new Utf8JsonReader(Json, JsonText.Options);
        while (reader.Read())
        {
            var text = reader.TokenType switch
            {
                JsonTokenType.String or JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False => Strings.Decode(reader.ValueSpan),
                _ => null,
            };
            if (text is not null && test(text))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Points the view at a record.</summary>
    protected void Point(byte[] text, int start, RecordIndex index)
    {
        Text = text;
        Start = start;
        Index = index;
        _members.Clear();
    }

    /// <summary>The text of a top-level string; null if the key is absent or holds something else.</summary>
    protected string? String(RecordKey key)
    {
        var value = Index.Value(Json, key);
        return value.Length > 1 && value[0] == '"' ? Strings.Decode(value.Slice(1, value.Length - 2)) : null;
    }

    /// <summary>Finds the member that a path begins with.</summary>
    /// <param name="path">The path.</param>
    /// <param name="start">Where the member's value begins.</param>
    /// <param name="end">Where it ends.</param>
    /// <param name="used">How many of the path's segments its key stands for.</param>
    private bool FindAtTop(FieldPath path, out int start, out int end, out int used)
    {
        // The common case: the first segment is a key that readers know.
        var top = (RecordKey)path.TopKey;
        var known = path.TopKey >= 0 && Index.Has(top);
        if (known && (path.Segments.Length == 1 || Index.Others.Count == 0))
        {
            (start, end) = Index[top];
            used = 1;
            return true;
        }

        var best = default(Best);
        if (known)
        {
            (start, end) = Index[top];
            best.Offer(1, exact: true, start, end);
        }

        foreach (var other in Index.Others)
        {
            Offer(ref best, path, 0, Json.Slice(other.KeyStart, other.KeyLength), other.ValueStart, other.ValueEnd);
        }

        if (!best.IsExact)
        {
            // Nothing is written just so: keys that differ by case, the known ones among them.
            foreach (var key in path.TopVariants)
            {
                if (Index.Has(key))
                {
                    (start, end) = Index[key];
                    best.Offer(1, exact: false, start, end);
                }
            }
        }

        (start, end, used) = (best.Start, best.End, best.Used);
        return best.Found;
    }

    /// <summary>Adds the values that the rest of a path reaches from the value between <paramref name="start"/> and <paramref name="end"/>, through any arrays.</summary>
    private void Walk(ReadOnlySpan<byte> record, int start, int end, FieldPath path, int used, FieldValues values)
    {
        if (record[start] == '[')
        {
            // An array that is there is present even if it is empty, as long as the path ends here.
            values.Present |= used == path.Segments.Length;
            var array = record.Slice(0, end);
            for (var at = start + 1; StepToElement(array, ref at, out var first);)
            {
                Walk(record, first, at, path, used, values);
            }

            return;
        }

        if (used == path.Segments.Length)
        {
            values.Add(Value(record.Slice(start, end - start)));
            return;
        }

        if (record[start] != '{')
        {
            return;
        }

        var best = default(Best);
        var segment = path.Utf8Segments[used];
        foreach (var member in _members.Of(record, start))
        {
            if (!member.IsPlain || !path.IsAscii[used])
            {
                Offer(ref best, path, used, record.Slice(member.KeyStart, member.KeyLength), member.Start, member.End);
            }
            else if (member.KeyLength == segment.Length)
            {
                var key = record.Slice(member.KeyStart, member.KeyLength);
                var isExact = key.SequenceEqual(segment);
                if (isExact || EqualsIgnoringCase(key, segment))
                {
                    best.Offer(1, isExact, member.Start, member.End);
                }
            }
        }

        if (best.Found)
        {
            Walk(record, best.Start, best.End, path, used + best.Used, values);
        }
    }

    /// <summary>Whether two texts in ASCII of the same length differ by case only.</summary>
    private static bool EqualsIgnoringCase(ReadOnlySpan<byte> left, byte[] right)
    {
        for (var i = 0; i < right.Length; i++)
        {
            var difference = left[i] ^ right[i];
            if (difference != 0 && (difference != 0x20 || (byte)((right[i] | 0x20) - 'a') > 'z' - 'a'))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Offers a member to the choice if its key is what a path goes on with: one segment, or all that is left of it with the dots in the key.</summary>
    private static void Offer(ref Best best, FieldPath path, int used, ReadOnlySpan<byte> rawKey, int start, int end)
    {
        var left = path.Segments.Length - used;
        var segment = path.Utf8Segments[used];
        var hasEscape = rawKey.IndexOf((byte)'\\') >= 0;
        if (!hasEscape && rawKey.SequenceEqual(segment))
        {
            best.Offer(1, exact: true, start, end);
            return;
        }

        // Most keys are told apart by length and first letter; letters beyond ASCII may change their length with their case.
        if (!hasEscape && path.IsAscii[used] && rawKey.IndexOf((byte)'.') < 0
            && (rawKey.Length != segment.Length || (rawKey.Length > 0 && ((rawKey[0] ^ segment[0]) & ~0x20) != 0)))
        {
            return;
        }

        var key = JsonText.Decode(rawKey);
        var name = left > 1 && key.IndexOf('.') >= 0 ? string.Join(".", path.Segments, used, left) : path.Segments[used];
        if (string.Equals(key, name, StringComparison.OrdinalIgnoreCase))
        {
            best.Offer(ReferenceEquals(name, path.Segments[used]) ? 1 : left, string.Equals(key, name, StringComparison.Ordinal), start, end);
        }
    }

    private FieldValue Value(ReadOnlySpan<byte> json) => json[0] switch
    {
        (byte)'"' => new FieldValue(FieldKind.String, Strings.Decode(json.Slice(1, json.Length - 2))),
        (byte)'{' => new FieldValue(FieldKind.Object, JsonText.Compact(json)),
        (byte)'t' => new FieldValue(FieldKind.Boolean, "true"),
        (byte)'f' => new FieldValue(FieldKind.Boolean, "false"),
        (byte)'n' => FieldValue.Null,
        _ => new FieldValue(FieldKind.Number, Strings.Decode(json)),
    };

    /// <summary>Steps to the next element of an array that has been validated.</summary>
    internal static bool NextElement(ReadOnlySpan<byte> json, ref int at, out ReadOnlySpan<byte> element)
    {
        var found = StepToElement(json, ref at, out var start);
        element = found ? json.Slice(start, at - start) : default;
        return found;
    }

    /// <summary>Steps to the next element of an array that has been validated: it lies between <paramref name="start"/> and <paramref name="at"/>.</summary>
    private static bool StepToElement(ReadOnlySpan<byte> json, ref int at, out int start)
    {
        start = at = SkipTo(json, at);
        if (json[at] == ']')
        {
            return false;
        }

        at = JsonText.ValueEnd(json, at);
        return true;
    }

    /// <summary>Steps to the next member of an object that has been validated.</summary>
    internal static bool NextMember(ReadOnlySpan<byte> json, ref int at, out int keyStart, out int keyLength, out int start, out int end)
    {
        at = SkipTo(json, at);
        if (json[at] == '}')
        {
            keyStart = keyLength = start = end = 0;
            return false;
        }

        keyStart = at + 1;
        at = JsonText.StringEnd(json, keyStart);
        keyLength = at - keyStart;
        start = SkipTo(json, at + 1);
        end = at = JsonText.ValueEnd(json, start);
        return true;
    }

    /// <summary>The index of the next byte that is neither white space nor a comma or colon.</summary>
    private static int SkipTo(ReadOnlySpan<byte> json, int at)
    {
        while (json[at] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t' or (byte)',' or (byte)':')
        {
            at++;
        }

        return at;
    }

    /// <summary>The best of the members offered: an exact key before one that differs by case, a key with dots before a path, later before earlier.</summary>
    private struct Best
    {
        private const int Exact = 1 << 20;

        private int _rank;

        public int Used { get; private set; }

        public int Start { get; private set; }

        public int End { get; private set; }

        public readonly bool Found => _rank > 0;

        public readonly bool IsExact => _rank >= Exact;

        public void Offer(int used, bool exact, int start, int end)
        {
            var rank = used + (exact ? Exact : 0);
            if (rank > _rank || (rank == _rank && start >= Start))
            {
                _rank = rank;
                Used = used;
                Start = start;
                End = end;
            }
        }
    }
}
