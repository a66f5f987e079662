namespace AwsIr.Records;

/// <summary>Addresses and ranges of them to be found in; single addresses, of which lists of suspects may hold thousands, by hash.</summary>
internal sealed class AddressSet
{
    private readonly HashSet<IpNumber> _addresses = [];
    private readonly IpNetwork[] _networks;

    /// <summary>Makes a set of ranges.</summary>
    public AddressSet(IEnumerable<IpNetwork> networks)
    {
        var wider = new List<IpNetwork>();
        foreach (var network in networks)
        {
            if (network.Single is { } address)
            {
                _addresses.Add(address);
            }
            else
            {
                wider.Add(network);
            }
        }

        _networks = [.. wider];
    }

    /// <summary>Makes a set of texts; null for none, which means no filter.</summary>
    /// <exception cref="FormatException">One of them is neither an address nor a range.</exception>
    public static AddressSet? From(string[]? texts) => texts is { Length: > 0 } ? new AddressSet(IpNetwork.Parse(texts)) : null;

    /// <summary>Whether an address is in the set.</summary>
    public bool Contains(IpNumber address) => _addresses.Contains(address) || IpNetwork.Contains(_networks, address);
}
