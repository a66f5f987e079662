namespace AwsIr.Clients;

/// <summary>A subnet.</summary>
/// <param name="Id">Its id.</param>
/// <param name="VpcId">The VPC that it is in.</param>
internal sealed record Subnet(string Id, string VpcId);
