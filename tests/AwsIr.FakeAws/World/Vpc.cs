namespace AwsIr.FakeAws;

/// <summary>A VPC.</summary>
/// <param name="Id">Its id.</param>
/// <param name="CidrBlock">Its addresses.</param>
/// <param name="IsDefault">Whether it is the region's default one.</param>
/// <param name="Name">Its Name tag, or null.</param>
public sealed record Vpc(string Id, string CidrBlock, bool IsDefault = false, string? Name = null)
{
    /// <summary>The account that shares it, or null for its own.</summary>
    public string? OwnerId { get; init; }
}
