using System.Globalization;

namespace AwsIr.Detection;

/// <summary>Passes addresses of a network, IPv4 or IPv6.</summary>
internal sealed class NetworkTest : ValueTest
{
    private readonly byte[] _network;
    private readonly int _prefix;

    public NetworkTest(byte[] network, int prefix)
    {
        _network = network;
        _prefix = prefix;
    }

    public override int Cost => 5;

    public override string Key =>
        string.Format(CultureInfo.InvariantCulture, "network {0}/{1}", BitConverter.ToString(_network), _prefix);

    public override bool IsMatch(string text)
    {
        byte[]? address = IpAddress.Parse(text);
        if (address is null || address.Length != _network.Length)
        {
            return false;
        }

        int whole = _prefix / 8;
        for (int i = 0; i < whole; i++)
        {
            if (address[i] != _network[i])
            {
                return false;
            }
        }

        int rest = _prefix % 8;
        return rest == 0 || (address[whole] ^ _network[whole]) >> (8 - rest) == 0;
    }
}
