#if NET8_0_OR_GREATER
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace AwsIr.Formats;

/// <content>
/// The fast path: validates and indexes a record that is written without white space, as AWS writes them, 64 bytes at a time. Whatever it
/// does not take (white space, deep nesting, the record's end not there, anything invalid) the plain path decides, so that both
/// give the same. What is valid JSON without white space can be told from neighbouring bytes and from the brackets around:
/// <list type="bullet">
/// <item>a value begins behind <c>{ [ , :</c> only, and something begins behind each <c>, :</c>;</item>
/// <item><c>: , } ]</c> stand behind the end of a value only, a colon behind a string, a bracket also behind its opening one;</item>
/// <item>in an object colons and commas alternate, and a bracket opens behind a colon only; in an array there is no colon.</item>
/// </list>
/// </content>
internal sealed partial class RecordIndex
{
    private const int Block = 64;
    private const int MaxFastDepth = 60;

    /// <summary>Which key followed which slot in the last record; records of one kind repeat.</summary>
    private readonly int[] _nextSlot = new int[(int)RecordKey.Count + 1];
    private int _lastSlot;

    /// <summary>Indexes a record if it is of the kind that this takes.</summary>
    /// <returns>False if it is not, or not all there, or not valid: nothing can be told.</returns>
    private bool ReadFast(ReadOnlySpan<byte> json)
    {
        if (!Vector256.IsHardwareAccelerated)
        {
            return false;
        }

        // What the last byte of the block before was: bit 0 of each.
        ulong inStringBefore = 0, escapedBefore = 0, scalarBefore = 0, valueEndBefore = 0, quoteEndBefore = 0, openBefore = 0, pairBefore = 0;
        ulong startsBefore = 1;

        // The containers around, the innermost in bit 0: whether it is an object, and whether a colon came last in it.
        ulong objects = 0, afterColon = 0;
        var depth = 0;
        var keyStart = 0;
        var keyEnd = 0;
        var hasEscapes = false;
        _lastSlot = 0;

        Span<byte> padded = stackalloc byte[Block];
        for (var position = 0; position < json.Length; position += Block)
        {
            ref var block = ref MemoryMarshal.GetReference(padded);
            if (json.Length - position < Block)
            {
                padded.Fill((byte)' ');
                json.Slice(position).CopyTo(padded);
            }
            else
            {
                block = ref Unsafe.Add(ref MemoryMarshal.GetReference(json), position);
            }

            Classify(ref block, out var quotes, out var backslashes, out var open, out var close, out var colons, out var commas, out var controls, out var spaces);

            var escaped = escapedBefore;
            if ((backslashes | escapedBefore) != 0)
            {
                hasEscapes = true;
                escaped = Escaped(backslashes, ref escapedBefore);
                quotes &= ~escaped;
                if (!AreEscapes(json, position, escaped))
                {
                    return false;
                }
            }

            var inString = PrefixXor(quotes) ^ inStringBefore;
            inStringBefore = (ulong)((long)inString >> 63);
            var outside = ~inString;
            open &= outside;
            close &= outside;
            colons &= outside;
            commas &= outside;
            var pairs = colons | commas;
            var quoteEnds = quotes & outside;
            var scalars = outside & ~(quoteEnds | open | close | pairs);
            var scalarStarts = scalars & ~((scalars << 1) | scalarBefore);
            var valueStarts = (quotes & inString) | open | scalarStarts;
            var valueEnds = quoteEnds | close | scalars;
            var bad = (controls & inString) | ((controls | spaces | backslashes) & outside)
                | (valueStarts & ~(((open | pairs) << 1) | startsBefore))
                | (((pairs << 1) | pairBefore) & ~valueStarts)
                | (pairs & ~((valueEnds << 1) | valueEndBefore))
                | (colons & ~((quoteEnds << 1) | quoteEndBefore))
                | (close & ~(((valueEnds | open) << 1) | valueEndBefore | openBefore));
            startsBefore = (open | pairs) >> 63;
            pairBefore = pairs >> 63;
            valueEndBefore = valueEnds >> 63;
            quoteEndBefore = quoteEnds >> 63;
            openBefore = open >> 63;
            scalarBefore = scalars >> 63;

            var brackets = open | close;
            while (true)
            {
                var bracket = brackets == 0 ? Block : BitOperations.TrailingZeroCount(brackets);
                var before = bracket == Block ? ulong.MaxValue : (1UL << bracket) - 1;
                var segment = pairs & before;
                pairs &= ~before;
                if (segment != 0)
                {
                    if (depth == 1)
                    {
                        // Each colon ends a key of the record, each comma a value.
                        for (var rest = segment; rest != 0; rest &= rest - 1)
                        {
                            var at = position + BitOperations.TrailingZeroCount(rest);
                            var isColon = (colons & rest & (~rest + 1)) != 0;
                            if (isColon == ((afterColon & 1) != 0))
                            {
                                return false;
                            }

                            afterColon ^= 1;
                            if (isColon)
                            {
                                keyEnd = at - 1;
                            }
                            else
                            {
                                if (!AddMember(json, keyStart, keyEnd, at, hasEscapes))
                                {
                                    return false;
                                }

                                keyStart = at + 2;
                            }
                        }
                    }
                    else if ((objects & 1) == 0)
                    {
                        if ((segment & colons) != 0)
                        {
                            return false;
                        }
                    }
                    else
                    {
                        // Those at odd places must be colons, or those at even ones.
                        var odd = PrefixXor(segment) ^ (0 - (afterColon & 1));
                        if ((segment & odd) != (segment & colons))
                        {
                            return false;
                        }

                        afterColon ^= (ulong)BitOperations.PopCount(segment) & 1;
                    }
                }

                if (bracket == Block)
                {
                    break;
                }

                var place = position + bracket;
                if ((open & (1UL << bracket)) != 0)
                {
                    if (depth == MaxFastDepth || (depth > 0 && (objects & 1) != 0 && (afterColon & 1) == 0))
                    {
                        return false;
                    }

                    depth++;
                    objects = (objects << 1) | (json[place] == '{' ? 1UL : 0);
                    afterColon <<= 1;
                    if (depth == 1)
                    {
                        keyStart = place + 2;
                    }
                }
                else
                {
                    var isObject = (objects & 1) != 0;
                    var isEmpty = json[place - 1] == '{';
                    if (isObject != (json[place] == '}') || (isObject && (afterColon & 1) == 0 && !isEmpty))
                    {
                        return false;
                    }

                    depth--;
                    objects >>= 1;
                    if (depth == 0)
                    {
                        var within = bracket == Block - 1 ? ulong.MaxValue : (2UL << bracket) - 1;
                        if ((bad & within) != 0 || !AreScalars(json, position, scalarStarts & within))
                        {
                            return false;
                        }

                        if ((afterColon & 1) != 0 && !AddMember(json, keyStart, keyEnd, place, hasEscapes))
                        {
                            return false;
                        }

                        Length = place + 1;
                        return true;
                    }

                    afterColon >>= 1;
                }

                brackets &= brackets - 1;
            }

            if (bad != 0 || !AreScalars(json, position, scalarStarts))
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>Takes a member of the record.</summary>
    /// <returns>False where that cannot be one: the record is not valid.</returns>
    private bool AddMember(ReadOnlySpan<byte> json, int keyStart, int keyEnd, int valueEnd, bool hasEscapes)
    {
        var valueStart = keyEnd + 2;
        if (keyStart > keyEnd || valueStart >= valueEnd)
        {
            return false;
        }

        var key = json.Slice(keyStart, keyEnd - keyStart);
        var slot = _nextSlot[_lastSlot];
        if (!key.SequenceEqual(RecordKeys.Utf8Name(slot)))
        {
            slot = RecordKeys.Find(hasEscapes && key.IndexOf((byte)'\\') >= 0 ? JsonText.DecodeToUtf8(key) : key);
            if (slot < 0)
            {
                _others.Add(new Member(keyStart, key.Length, valueStart, valueEnd));
                return true;
            }

            _nextSlot[_lastSlot] = slot;
        }

        _lastSlot = slot + 1;
        _starts[slot] = valueStart;
        _ends[slot] = valueEnd;
        return true;
    }

    /// <summary>Whether each of these begins a number or a literal that is one to its end.</summary>
    private static bool AreScalars(ReadOnlySpan<byte> json, int position, ulong starts)
    {
        for (; starts != 0; starts &= starts - 1)
        {
            if (!IsScalar(json.Slice(position + BitOperations.TrailingZeroCount(starts))))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsScalar(ReadOnlySpan<byte> text)
    {
        int length;
        switch (text[0])
        {
            case (byte)'t' when text.StartsWith("true"u8):
            case (byte)'n' when text.StartsWith("null"u8):
                length = 4;
                break;
            case (byte)'f' when text.StartsWith("false"u8):
                length = 5;
                break;
            default:
                length = NumberLength(text);
                break;
        }

        return length > 0 && length < text.Length && text[length] is (byte)',' or (byte)'}' or (byte)']';
    }

    /// <summary>The length of the number that a text begins with; 0 if it begins with none.</summary>
    private static int NumberLength(ReadOnlySpan<byte> text)
    {
        var at = text[0] == '-' ? 1 : 0;
        var whole = Digits(text, at);
        if (whole == 0 || (whole > 1 && text[at] == '0'))
        {
            return 0;
        }

        at += whole;
        if (at < text.Length && text[at] == '.')
        {
            var fraction = Digits(text, at + 1);
            if (fraction == 0)
            {
                return 0;
            }

            at += 1 + fraction;
        }

        if (at < text.Length && (text[at] | 0x20) == 'e')
        {
            at += at + 1 < text.Length && text[at + 1] is (byte)'+' or (byte)'-' ? 2 : 1;
            var exponent = Digits(text, at);
            if (exponent == 0)
            {
                return 0;
            }

            at += exponent;
        }

        return at;
    }

    private static int Digits(ReadOnlySpan<byte> text, int from)
    {
        var at = from;
        while (at < text.Length && text[at] is >= (byte)'0' and <= (byte)'9')
        {
            at++;
        }

        return at - from;
    }

    /// <summary>Whether what follows each backslash makes an escape that JSON has.</summary>
    private static bool AreEscapes(ReadOnlySpan<byte> json, int position, ulong escaped)
    {
        for (; escaped != 0; escaped &= escaped - 1)
        {
            var at = position + BitOperations.TrailingZeroCount(escaped);
            if (at >= json.Length)
            {
                return false;
            }

            switch (json[at])
            {
                case (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t':
                    break;
                case (byte)'u' when at + 4 < json.Length && IsHex(json[at + 1]) && IsHex(json[at + 2]) && IsHex(json[at + 3]) && IsHex(json[at + 4]):
                    break;
                default:
                    // It may also lie behind the record's end.
                    return false;
            }
        }

        return true;
    }

    private static bool IsHex(byte c) => c is (>= (byte)'0' and <= (byte)'9') or (>= (byte)'a' and <= (byte)'f') or (>= (byte)'A' and <= (byte)'F');

    /// <summary>The characters that a backslash stands before, itself not behind one: those at the ends of runs of odd length (Lemire, Keiser and others, simdjson).</summary>
    /// <param name="backslashes">The backslashes of the block.</param>
    /// <param name="before">Whether the block before ended in such a backslash; set for the next.</param>
    private static ulong Escaped(ulong backslashes, ref ulong before)
    {
        const ulong Odd = 0xAAAAAAAAAAAAAAAA;
        var candidates = backslashes & ~before;
        var codes = (((candidates << 1) | Odd) - candidates) ^ Odd;
        var escaped = codes ^ (backslashes | before);
        before = (codes & backslashes) >> 63;
        return escaped;
    }

    /// <summary>Each bit: whether an odd number of bits is set up to and with it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong PrefixXor(ulong bits)
    {
        if (Pclmulqdq.IsSupported)
        {
            return Pclmulqdq.CarrylessMultiply(Vector128.CreateScalar(bits), Vector128.Create(ulong.MaxValue), 0).ToScalar();
        }

        bits ^= bits << 1;
        bits ^= bits << 2;
        bits ^= bits << 4;
        bits ^= bits << 8;
        bits ^= bits << 16;
        return bits ^ (bits << 32);
    }

    /// <summary>Says of each of 64 bytes what it is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Classify(
        ref byte block, out ulong quotes, out ulong backslashes, out ulong open, out ulong close, out ulong colons, out ulong commas, out ulong controls, out ulong spaces)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            var bytes = Vector512.LoadUnsafe(ref block);

            // The two kinds of bracket differ in this bit only.
            var folded = bytes | Vector512.Create((byte)0x20);
            quotes = Vector512.Equals(bytes, Vector512.Create((byte)'"')).ExtractMostSignificantBits();
            backslashes = Vector512.Equals(bytes, Vector512.Create((byte)'\\')).ExtractMostSignificantBits();
            open = Vector512.Equals(folded, Vector512.Create((byte)'{')).ExtractMostSignificantBits();
            close = Vector512.Equals(folded, Vector512.Create((byte)'}')).ExtractMostSignificantBits();
            colons = Vector512.Equals(bytes, Vector512.Create((byte)':')).ExtractMostSignificantBits();
            commas = Vector512.Equals(bytes, Vector512.Create((byte)',')).ExtractMostSignificantBits();
            controls = Vector512.LessThan(bytes, Vector512.Create((byte)0x20)).ExtractMostSignificantBits();
            spaces = Vector512.Equals(bytes, Vector512.Create((byte)' ')).ExtractMostSignificantBits();
            return;
        }

        var low = Vector256.LoadUnsafe(ref block);
        var high = Vector256.LoadUnsafe(ref block, (nuint)Vector256<byte>.Count);
        quotes = Equal(low, high, (byte)'"');
        backslashes = Equal(low, high, (byte)'\\');
        open = Equal(low | Vector256.Create((byte)0x20), high | Vector256.Create((byte)0x20), (byte)'{');
        close = Equal(low | Vector256.Create((byte)0x20), high | Vector256.Create((byte)0x20), (byte)'}');
        colons = Equal(low, high, (byte)':');
        commas = Equal(low, high, (byte)',');
        controls = Vector256.LessThan(low, Vector256.Create((byte)0x20)).ExtractMostSignificantBits()
            | ((ulong)Vector256.LessThan(high, Vector256.Create((byte)0x20)).ExtractMostSignificantBits() << 32);
        spaces = Equal(low, high, (byte)' ');
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Equal(Vector256<byte> low, Vector256<byte> high, byte value) =>
        Vector256.Equals(low, Vector256.Create(value)).ExtractMostSignificantBits()
        | ((ulong)Vector256.Equals(high, Vector256.Create(value)).ExtractMostSignificantBits() << 32);
}
#endif
