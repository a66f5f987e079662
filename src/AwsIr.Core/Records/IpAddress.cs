using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace AwsIr.Records;

/// <summary>Reads IP addresses strictly: what inet_aton would make of '1' or '10.1' is not an address in a log.</summary>
internal static class IpAddress
{
    /// <summary>The address as 4 or 16 bytes, an IPv4 address written as IPv6 (::ffff:a.b.c.d) as 4; null if it is none.</summary>
    public static byte[]? Parse(string text)
    {
        if (text.Length is < 2 or > 45)
        {
            return null;
        }

        return text.IndexOf(':') < 0 ? ParseV4(text) : ParseV6(text);
    }

    private static byte[]? ParseV4(string text)
    {
        var bytes = new byte[4];
        int part = 0;
        int value = -1;
        foreach (char c in text)
        {
            if (c == '.' && value >= 0 && part < 3)
            {
                bytes[part++] = (byte)value;
                value = -1;
            }
            else if (c is >= '0' and <= '9' && value != 0)
            {
                value = (value < 0 ? 0 : value * 10) + (c - '0');
                if (value > 255)
                {
                    return null;
                }
            }
            else
            {
                return null;
            }
        }

        if (part != 3 || value < 0)
        {
            return null;
        }

        bytes[3] = (byte)value;
        return bytes;
    }

    private static byte[]? ParseV6(string text)
    {
        foreach (char c in text)
        {
            if (c is not (':' or '.' or (>= '0' and <= '9') or (>= 'a' and <= 'f') or (>= 'A' and <= 'F')))
            {
                return null;
            }
        }

        if (!IPAddress.TryParse(text, out IPAddress? address) || address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return null;
        }

        return (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).GetAddressBytes();
    }

    /// <summary>A network in CIDR notation as its address and prefix length; null if it is none.</summary>
    public static (byte[] Address, int Prefix)? ParseNetwork(string text)
    {
        int slash = text.IndexOf('/');
        byte[]? address = Parse(slash < 0 ? text : text.Substring(0, slash));
        if (address is null)
        {
            return null;
        }

        int longest = address.Length * 8;
        if (slash < 0)
        {
            return (address, longest);
        }

        bool isNumber = int.TryParse(text.Substring(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int prefix);

        // ::ffff:10.0.0.0/104 speaks of the IPv4 network 10.0.0.0/8.
        prefix -= address.Length == 4 && text.IndexOf(':') >= 0 ? 96 : 0;
        return isNumber && prefix >= 0 && prefix <= longest ? (address, prefix) : null;
    }

    /// <summary>Whether an address lies in a network, both as <see cref="ParseNetwork"/> gives them.</summary>
    public static bool IsIn(byte[] network, int prefix, byte[] address)
    {
        if (address.Length != network.Length)
        {
            return false;
        }

        int whole = prefix / 8;
        for (int i = 0; i < whole; i++)
        {
            if (address[i] != network[i])
            {
                return false;
            }
        }

        int rest = prefix % 8;
        return rest == 0 || (address[whole] ^ network[whole]) >> (8 - rest) == 0;
    }
}
