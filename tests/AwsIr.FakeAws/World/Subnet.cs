namespace AwsIr.FakeAws;

/// <summary>A subnet.</summary>
/// <param name="Id">Its id.</param>
/// <param name="VpcId">The VPC that it is in.</param>
/// <param name="CidrBlock">Its addresses.</param>
public sealed record Subnet(string Id, string VpcId, string CidrBlock = "10.0.0.0/24");
