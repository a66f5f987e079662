namespace AwsIr.Clients;

/// <summary>A network interface.</summary>
/// <param name="Id">Its id.</param>
/// <param name="SubnetId">The subnet that it is in.</param>
/// <param name="VpcId">The VPC that it is in.</param>
internal sealed record NetworkInterface(string Id, string SubnetId, string VpcId);
