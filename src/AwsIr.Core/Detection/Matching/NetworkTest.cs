using System.Globalization;
using AwsIr.Records;

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

    public override bool IsMatch(string text) => IpAddress.Parse(text) is byte[] address && IpAddress.IsIn(_network, _prefix, address);
}
