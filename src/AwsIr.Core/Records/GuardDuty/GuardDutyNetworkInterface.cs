using AwsIr.Records;

namespace AwsIr;

/// <summary>A network interface of an instance in a finding.</summary>
public sealed class GuardDutyNetworkInterface
{
    internal GuardDutyNetworkInterface(JsonDictionary fields) => Fields = fields;

    /// <summary>The id, such as <c>eni-0123456789abcdef0</c>.</summary>
    public string? NetworkInterfaceId => Fields.Text("networkInterfaceId");

    /// <summary>The private IPv4 addresses, the first one first.</summary>
    public string[] PrivateIpAddresses =>
        FindingJson.Distinct([Fields.Text("privateIpAddress")], Fields.Objects("privateIpAddresses").Select(address => address.Text("privateIpAddress")));

    /// <summary>The public IPv4 address; null if there is none.</summary>
    public string? PublicIp => Fields.Text("publicIp");

    /// <summary>The IPv6 addresses.</summary>
    public string[] Ipv6Addresses => Fields.Texts("ipv6Addresses");

    /// <summary>The VPC.</summary>
    public string? VpcId => Fields.Text("vpcId");

    /// <summary>The subnet.</summary>
    public string? SubnetId => Fields.Text("subnetId");

    /// <summary>The ids of its security groups.</summary>
    public string[] SecurityGroups => FindingJson.Distinct(Fields.Objects("securityGroups").Select(group => group.Text("groupId")));

    /// <summary>All of it, to be walked with dots.</summary>
    public JsonDictionary Fields { get; }

    /// <summary>Its addresses.</summary>
    internal IEnumerable<string?> Addresses => PrivateIpAddresses.Append(PublicIp).Concat(Ipv6Addresses);

    /// <summary>The id.</summary>
    public override string ToString() => NetworkInterfaceId ?? PrivateIpAddresses.FirstOrDefault() ?? PublicIp ?? "";
}
