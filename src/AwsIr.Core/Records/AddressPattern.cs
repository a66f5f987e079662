namespace AwsIr.Records;

/// <summary>
/// What a user says of an address: one IP address (v4 or v6, in any spelling), a CIDR range, or a name with wildcards
/// (CloudTrail's sourceIPAddress holds an AWS service's name as often as an address).
/// </summary>
internal sealed class AddressPattern
{
    private readonly (byte[] Address, int Prefix)? _network;
    private readonly LikePattern? _name;

    /// <summary>Reads a pattern.</summary>
    /// <exception cref="FormatException">It has a slash and is not a CIDR range.</exception>
    public AddressPattern(string pattern)
    {
        _network = IpAddress.ParseNetwork(pattern);
        if (_network is null)
        {
            _name = pattern.IndexOf('/') < 0
                ? new LikePattern(pattern)
                : throw new FormatException($"'{pattern}' is not an address range: write one as 203.0.113.0/24 or 2001:db8::/32.");
        }
    }

    /// <summary>Makes patterns of several texts; null for none, which means no filter.</summary>
    public static AddressPattern[]? From(IEnumerable<string>? patterns)
    {
        var made = patterns?.Select(pattern => new AddressPattern(pattern)).ToArray();
        return made is { Length: > 0 } ? made : null;
    }

    /// <summary>Whether an address, or the name in its place, matches.</summary>
    public bool IsMatch(string? text) => _network is var (network, prefix)
        ? text is not null && IpAddress.Parse(text) is { } address && IpAddress.IsIn(network, prefix, address)
        : _name!.IsMatch(text);
}
