using System.Net;

namespace AwsIr.Records;

/// <summary>
/// What a user says of an address: one IP address (v4 or v6, in any spelling), a CIDR range, or a name with wildcards
/// (CloudTrail's sourceIPAddress holds an AWS service's name as often as an address).
/// </summary>
internal sealed class AddressPattern
{
    private readonly byte[]? _network;
    private readonly int _bits;
    private readonly LikePattern? _name;

    /// <summary>Reads a pattern.</summary>
    /// <exception cref="FormatException">It has a slash and is not a CIDR range.</exception>
    public AddressPattern(string pattern)
    {
        var slash = pattern.IndexOf('/');
        if (slash >= 0)
        {
            if (!IPAddress.TryParse(pattern.Substring(0, slash), out var network)
                || !int.TryParse(pattern.Substring(slash + 1), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out _bits)
                || _bits > network.GetAddressBytes().Length * 8)
            {
                throw new FormatException($"'{pattern}' is not an address range: write one as 203.0.113.0/24 or 2001:db8::/32.");
            }

            _network = network.GetAddressBytes();
        }
        else if (IPAddress.TryParse(pattern, out var address) && pattern.IndexOfAny(['.', ':']) >= 0)
        {
            _network = Normal(address);
            _bits = _network.Length * 8;
        }
        else
        {
            _name = new LikePattern(pattern);
        }
    }

    /// <summary>Makes patterns of several texts; null for none, which means no filter.</summary>
    public static AddressPattern[]? From(IEnumerable<string>? patterns)
    {
        var made = patterns?.Select(pattern => new AddressPattern(pattern)).ToArray();
        return made is { Length: > 0 } ? made : null;
    }

    /// <summary>Whether an address, or the name in its place, matches.</summary>
    public bool IsMatch(string? text)
    {
        if (_network is null || text is null)
        {
            return _name is not null && _name.IsMatch(text);
        }

        return IPAddress.TryParse(text, out var address) && Contains(Normal(address));
    }

    /// <summary>An IPv4 address that was written as IPv6 (::ffff:192.0.2.1) is the IPv4 address.</summary>
    private static byte[] Normal(IPAddress address) =>
        (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).GetAddressBytes();

    private bool Contains(byte[] address)
    {
        if (address.Length != _network!.Length)
        {
            return false;
        }

        var whole = _bits / 8;
        for (var i = 0; i < whole; i++)
        {
            if (address[i] != _network[i])
            {
                return false;
            }
        }

        var rest = _bits % 8;
        return rest == 0 || ((address[whole] ^ _network[whole]) >> (8 - rest)) == 0;
    }
}
