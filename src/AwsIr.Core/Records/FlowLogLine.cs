#if NET8_0_OR_GREATER
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
#endif

namespace AwsIr.Records;

/// <summary>Small operations on one line of a flow log as bytes.</summary>
internal static class FlowLogLine
{
    /// <summary>How many digits are in range whatever they are, of each <see cref="FlowLogValueKind"/>.</summary>
    private static ReadOnlySpan<byte> SafeDigits => [0, 16, 4, 2, 11, 0];

    /// <summary>Finds the values of a line. Several spaces count as one.</summary>
    /// <param name="line">The line, without its end.</param>
    /// <param name="bounds">Receives where each value begins and ends: two places a value, of as many as there is room for.</param>
    /// <returns>How many values there are, as far as there was room.</returns>
    public static int Split(ReadOnlySpan<byte> line, int[] bounds)
    {
        var next = 0;
        var start = 0;
        var at = 0;
#if NET8_0_OR_GREATER
        ref var first = ref MemoryMarshal.GetReference(line);
        var spaces = Vector256.Create((byte)' ');
        for (; at + Vector256<byte>.Count <= line.Length; at += Vector256<byte>.Count)
        {
            var found = Vector256.Equals(Vector256.LoadUnsafe(ref first, (nuint)at), spaces).ExtractMostSignificantBits();
            for (; found != 0; found &= found - 1)
            {
                var end = at + BitOperations.TrailingZeroCount(found);
                if (end > start)
                {
                    if (next == bounds.Length)
                    {
                        return next / 2;
                    }

                    bounds[next++] = start;
                    bounds[next++] = end;
                }

                start = end + 1;
            }
        }
#endif
        for (; at <= line.Length; at++)
        {
            if (at < line.Length && line[at] != ' ')
            {
                continue;
            }

            if (at > start)
            {
                if (next == bounds.Length)
                {
                    return next / 2;
                }

                bounds[next++] = start;
                bounds[next++] = at;
            }

            start = at + 1;
        }

        return next / 2;
    }

    /// <summary>The value in a column; empty if the line has fewer.</summary>
    public static ReadOnlySpan<byte> Value(ReadOnlySpan<byte> line, int column)
    {
        while (true)
        {
            var start = 0;
            while (start < line.Length && line[start] == ' ')
            {
                start++;
            }

            line = line.Slice(start);
            var end = line.IndexOf((byte)' ');
            if (column-- == 0 || end < 0)
            {
                return column >= 0 ? default : line.Slice(0, end < 0 ? line.Length : end);
            }

            line = line.Slice(end);
        }
    }

    /// <summary>Whether the log says that there is no value.</summary>
    public static bool IsNothing(ReadOnlySpan<byte> value) => value.Length == 1 && value[0] == '-';

    /// <summary>Whether a log status tells of an interval without flows, or without their records.</summary>
    public static bool IsGap(ReadOnlySpan<byte> status) => status.SequenceEqual("NODATA"u8) || status.SequenceEqual("SKIPDATA"u8);

    /// <summary>Whether a value is what its column should hold.</summary>
    /// <param name="text">The array that it is in.</param>
    /// <param name="start">Where it begins.</param>
    /// <param name="length">Its length, at least 1.</param>
    /// <param name="kind">What the column holds.</param>
    public static bool IsValid(byte[] text, int start, int length, FlowLogValueKind kind)
    {
        if (length <= SafeDigits[(int)kind] && IsDigits(text, start, length))
        {
            return true;
        }

        var value = text.AsSpan(start, length);
        return kind == FlowLogValueKind.Text || IsNothing(value) || kind switch
        {
            FlowLogValueKind.Address => IpNumber.TryParse(value, out _),
            FlowLogValueKind.Time => TryNumber(value, out var seconds) && UtcTime.UnixTicks(seconds) >= 0,
            FlowLogValueKind.Port => TryNumber(value, out var port) && port <= ushort.MaxValue,
            FlowLogValueKind.Protocol => TryNumber(value, out var protocol) && protocol <= byte.MaxValue,
            _ => TryNumber(value, out _),
        };
    }

    /// <summary>Reads a number of decimal digits and nothing else.</summary>
    public static bool TryNumber(ReadOnlySpan<byte> text, out long number)
    {
        // Nineteen digits fit the 64 bits, if not the 63.
        ulong value = 0;
        foreach (var c in text)
        {
            var digit = (uint)(c - '0');
            if (digit > 9)
            {
                number = 0;
                return false;
            }

            value = (value * 10) + digit;
        }

        number = (long)value;
        return text.Length is > 0 and <= 19 && number >= 0;
    }

    /// <summary>Whether up to 16 bytes are all digits.</summary>
    private static bool IsDigits(byte[] text, int start, int length)
    {
#if NET8_0_OR_GREATER
        if (start + Vector128<byte>.Count <= text.Length)
        {
            var digits = Vector128.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(text), (nuint)start) - Vector128.Create((byte)'0');
            var others = Vector128.GreaterThan(digits, Vector128.Create((byte)9)).ExtractMostSignificantBits();
            return (others & ((1u << length) - 1)) == 0;
        }
#endif
        return TryNumber(text.AsSpan(start, length), out _);
    }
}
