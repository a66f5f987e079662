namespace AwsIr.Records;

/// <summary>Where the network interfaces of flows are, for flow logs without columns for it. Immutable.</summary>
/// <param name="vpcId">The VPC of those that are not among the next; null if it is not known.</param>
/// <param name="subnetId">Their subnet, likewise.</param>
/// <param name="interfaces">Network interfaces, and the VPC and subnet that each is in.</param>
internal sealed class FlowLogPlaces(string? vpcId, string? subnetId, IReadOnlyDictionary<string, (string VpcId, string SubnetId)> interfaces)
{
    /// <summary>The VPC that a network interface is in; null if unknown.</summary>
    public string? VpcOf(string? interfaceId) => interfaceId is not null && interfaces.TryGetValue(interfaceId, out var place) ? place.VpcId : vpcId;

    /// <summary>The subnet that a network interface is in; null if unknown.</summary>
    public string? SubnetOf(string? interfaceId) => interfaceId is not null && interfaces.TryGetValue(interfaceId, out var place) ? place.SubnetId : subnetId;
}
