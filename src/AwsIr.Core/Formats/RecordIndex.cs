using System.Text.Json;

namespace AwsIr.Formats;

/// <summary>What became of an attempt to index a record.</summary>
internal enum IndexResult
{
    /// <summary>The whole record was there.</summary>
    Complete,

    /// <summary>The text ends inside the record.</summary>
    Incomplete,

    /// <summary>It is not valid JSON.</summary>
    Invalid,
}

/// <summary>
/// Where the top-level values of one JSON object lie in its text. Made by one validating pass, filled again for each record.
/// Of a key written twice the last counts.
/// </summary>
internal sealed partial class RecordIndex
{
    private readonly int[] _starts = new int[(int)RecordKey.Count];
    private readonly int[] _ends = new int[(int)RecordKey.Count];
    private readonly List<Member> _others = [];

    /// <summary>The members whose keys have no slot, in the order logged.</summary>
    public IReadOnlyList<Member> Others => _others;

    /// <summary>How many bytes the object takes; when invalid, where the reader stopped.</summary>
    public int Length { get; private set; }

    /// <summary>What is wrong with an invalid one.</summary>
    public string Error { get; private set; } = "";

    /// <summary>Whether the object has a key.</summary>
    public bool Has(RecordKey key) => _ends[(int)key] != 0;

    /// <summary>Where a key's value begins and ends; both 0 when it is absent.</summary>
    public (int Start, int End) this[RecordKey key] => (_starts[(int)key], _ends[(int)key]);

    /// <summary>The text of a key's value; empty when it is absent.</summary>
    public ReadOnlySpan<byte> Value(ReadOnlySpan<byte> record, RecordKey key) =>
        record.Slice(_starts[(int)key], _ends[(int)key] - _starts[(int)key]);

    /// <summary>Indexes the object that <paramref name="json"/> begins with; what follows it is not looked at.</summary>
    /// <param name="json">Text that begins with <c>{</c>.</param>
    public IndexResult Read(ReadOnlySpan<byte> json)
    {
        Clear();
#if NET8_0_OR_GREATER
        return ReadFast(json) ? IndexResult.Complete : ReadPlain(json);
    }

    /// <summary>The fast path alone.</summary>
    internal bool TryReadFast(ReadOnlySpan<byte> json)
    {
        Clear();
        return ReadFast(json);
    }

    /// <summary>The plain path, by a parser that is known to be right.</summary>
    internal IndexResult ReadPlain(ReadOnlySpan<byte> json)
    {
        Clear();
#endif

        // Never told that a block is final: it would call a truncated record invalid, and those two are different findings.
        var reader = new Utf8JsonReader(json, isFinalBlock: false, new JsonReaderState(JsonText.Options));
        try
        {
            if (!reader.Read())
            {
                return IndexResult.Incomplete;
            }

            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.EndObject)
                {
                    Length = (int)reader.BytesConsumed;
                    return IndexResult.Complete;
                }

                var key = reader.ValueSpan;
                var keyStart = (int)reader.TokenStartIndex + 1;
                var slot = RecordKeys.Find(reader.ValueIsEscaped ? JsonText.DecodeToUtf8(key) : key);
                if (!reader.Read())
                {
                    break;
                }

                var start = (int)reader.TokenStartIndex;
                if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray && !reader.TrySkip())
                {
                    break;
                }

                var end = (int)reader.BytesConsumed;
                if (slot >= 0)
                {
                    _starts[slot] = start;
                    _ends[slot] = end;
                }
                else
                {
                    _others.Add(new Member(keyStart, key.Length, start, end));
                }
            }

            Length = (int)reader.BytesConsumed;
            return IndexResult.Incomplete;
        }
        catch (JsonException e)
        {
            Length = (int)reader.BytesConsumed;
            var cut = e.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
            Error = cut < 0 ? e.Message : e.Message.Substring(0, cut);
            return IndexResult.Invalid;
        }
    }

    private void Clear()
    {
        Array.Clear(_ends, 0, _ends.Length);
        Array.Clear(_starts, 0, _starts.Length);
        _others.Clear();
        Length = 0;
    }

    /// <summary>One member: where its key (inside the quotes, as written) and its value lie.</summary>
    internal readonly record struct Member(int KeyStart, int KeyLength, int ValueStart, int ValueEnd);
}
