namespace AwsIr.FakeAws;

/// <summary>A network interface that exists now.</summary>
/// <param name="Id">Its id.</param>
/// <param name="SubnetId">The subnet that it is in.</param>
/// <param name="VpcId">The VPC that it is in.</param>
public sealed record NetworkInterface(string Id, string SubnetId, string VpcId);
