using System.Net;

namespace AwsIr.Records;

/// <summary>An IP address as a number: read from UTF-8 strictly and without allocating, as tens of millions of flows need it.</summary>
/// <param name="High">The upper 64 bits of an IPv6 address; 0 for IPv4.</param>
/// <param name="Low">The lower 64 bits, or the 32 of an IPv4 address.</param>
/// <param name="IsV4">Whether it is an IPv4 address; one written as IPv6 (::ffff:a.b.c.d) is.</param>
internal readonly record struct IpNumber(ulong High, ulong Low, bool IsV4)
{
    /// <summary>Reads an address; what <see cref="IpAddress"/> takes, this takes.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out IpNumber address)
    {
        if (TryV4(text, out var v4))
        {
            address = new IpNumber(0, v4, true);
            return true;
        }

        return TryV6(text, out address);
    }

    /// <summary>Reads an address of text.</summary>
    public static bool TryParse(string text, out IpNumber address)
    {
        address = default;
        return text.Length <= 45 && TryParse(System.Text.Encoding.UTF8.GetBytes(text), out address);
    }

    /// <summary>The address as .NET has it.</summary>
    public IPAddress ToIPAddress()
    {
        var bytes = new byte[IsV4 ? 4 : 16];
        for (var i = 0; i < bytes.Length; i++)
        {
            var fromEnd = bytes.Length - 1 - i;
            bytes[i] = (byte)((fromEnd < 8 ? Low : High) >> (fromEnd % 8 * 8));
        }

        return new IPAddress(bytes);
    }

    private static bool TryV4(ReadOnlySpan<byte> text, out uint address)
    {
        address = 0;
        var at = 0;
        for (var part = 0; part < 4; part++)
        {
            if (part > 0 && (at >= text.Length || text[at++] != '.'))
            {
                return false;
            }

            var value = Digit(text, at++);
            if (Digit(text, at) is <= 9 and var second)
            {
                // No leading zeros: some read them as octal.
                if (value == 0)
                {
                    return false;
                }

                value = (value * 10) + second;
                at++;
                if (Digit(text, at) is <= 9 and var third)
                {
                    value = (value * 10) + third;
                    at++;
                }
            }

            if (value > 255)
            {
                return false;
            }

            address = (address << 8) | value;
        }

        return at == text.Length;
    }

    /// <summary>The digit at a place; a large number if there is none.</summary>
    private static uint Digit(ReadOnlySpan<byte> text, int at) =>
        (uint)at < (uint)text.Length && (uint)(text[at] - '0') is <= 9 and var digit ? digit : 1000;

    private static bool TryV6(ReadOnlySpan<byte> text, out IpNumber address)
    {
        address = default;
        if (text.Length is < 2 or > 45)
        {
            return false;
        }

        // Groups of 16 bits; where :: stands, as many zeros as are missing go in.
        ulong high = 0, low = 0;
        var groups = 0;
        var gap = -1;
        ulong highBefore = 0, lowBefore = 0;
        var at = 0;
        if (text[0] == ':')
        {
            if (text[1] != ':')
            {
                return false;
            }

            gap = 0;
            at = 2;
        }

        while (at < text.Length)
        {
            var end = at;
            uint value = 0;
            while (end < text.Length && HexDigit(text[end]) is >= 0 and var digit)
            {
                value = (value << 4) | (uint)digit;
                end++;
                if (end - at > 4)
                {
                    return false;
                }
            }

            if (end < text.Length && text[end] == '.')
            {
                if (groups > 6 || !TryV4(text.Slice(at), out var v4))
                {
                    return false;
                }

                Push(ref high, ref low, v4 >> 16);
                Push(ref high, ref low, v4 & 0xffff);
                groups += 2;
                break;
            }

            if (end == at || groups == 8)
            {
                return false;
            }

            Push(ref high, ref low, value);
            groups++;
            if (end == text.Length)
            {
                break;
            }

            if (text[end] != ':' || end + 1 == text.Length)
            {
                return false;
            }

            at = end + 1;
            if (text[at] == ':')
            {
                if (gap >= 0)
                {
                    return false;
                }

                gap = groups;
                (highBefore, lowBefore) = (high, low);
                (high, low) = (0, 0);
                at++;
            }
        }

        if (gap < 0)
        {
            if (groups != 8)
            {
                return false;
            }
        }
        else
        {
            if (groups > 7)
            {
                return false;
            }

            for (var i = gap; i < 8; i++)
            {
                Push(ref highBefore, ref lowBefore, 0);
            }

            (high, low) = (high | highBefore, low | lowBefore);
        }

        address = high == 0 && low >> 32 == 0xffff ? new IpNumber(0, (uint)low, true) : new IpNumber(high, low, false);
        return true;
    }

    private static void Push(ref ulong high, ref ulong low, uint group)
    {
        high = (high << 16) | (low >> 48);
        low = (low << 16) | group;
    }

    private static int HexDigit(byte c) => c switch
    {
        >= (byte)'0' and <= (byte)'9' => c - '0',
        >= (byte)'a' and <= (byte)'f' => c - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => c - 'A' + 10,
        _ => -1,
    };
}
