namespace AwsIr.Records;

/// <summary>A range of addresses in CIDR notation, as numbers.</summary>
internal readonly struct IpNetwork
{
    private readonly IpNumber _address;
    private readonly ulong _highMask;
    private readonly ulong _lowMask;

    private IpNetwork(IpNumber address, int prefix)
    {
        var bits = prefix + (address.IsV4 ? 96 : 0);
        _highMask = bits >= 64 ? ulong.MaxValue : bits == 0 ? 0 : ulong.MaxValue << (64 - bits);
        _lowMask = bits >= 128 ? ulong.MaxValue : bits <= 64 ? 0 : ulong.MaxValue << (128 - bits);
        _address = address;
    }

    /// <summary>
    /// What is inside unless a user says otherwise: private addresses (RFC 1918, RFC 4193), the shared range that VPCs use as
    /// private too (RFC 6598), loopback and link-local ones.
    /// </summary>
    public static IpNetwork[] Private { get; } = Parse(["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "fc00::/7", "fe80::/10", "::1"]);

    /// <summary>The address, if it is the only one in the range.</summary>
    public IpNumber? Single => _lowMask == ulong.MaxValue ? _address : null;

    /// <summary>Reads ranges; a single address is one of its own.</summary>
    /// <exception cref="FormatException">One of them is none.</exception>
    public static IpNetwork[] Parse(IEnumerable<string> texts) => [.. texts.Select(Parse)];

    /// <summary>Whether an address lies in one of the ranges.</summary>
    public static bool Contains(IpNetwork[] networks, IpNumber address)
    {
        foreach (var network in networks)
        {
            if (network.Contains(address))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether an address lies in it.</summary>
    public bool Contains(IpNumber address) =>
        address.IsV4 == _address.IsV4
        && ((address.High ^ _address.High) & _highMask) == 0
        && ((address.Low ^ _address.Low) & _lowMask) == 0;

    private static IpNetwork Parse(string text) =>
        IpAddress.ParseNetwork(text) is var (address, prefix) && IpNumber.TryParse(new System.Net.IPAddress(address).ToString(), out var number)
            ? new IpNetwork(number, prefix)
            : throw new FormatException($"'{SafeText.Line(text)}' is not an address or a range of them: write 203.0.113.7, 203.0.113.0/24 or 2001:db8::/32.");
}
