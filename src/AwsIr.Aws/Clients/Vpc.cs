namespace AwsIr.Clients;

/// <summary>A VPC, as DescribeVpcs shows it.</summary>
/// <param name="Id">Its id.</param>
internal sealed record Vpc(string Id)
{
    /// <summary>The account that owns it.</summary>
    public string? OwnerId { get; init; }

    /// <summary>Whether it is the region's default one.</summary>
    public bool IsDefault { get; init; }

    /// <summary>Its first range of addresses.</summary>
    public string? CidrBlock { get; init; }

    /// <summary>The value of its tag Name.</summary>
    public string? Name { get; init; }
}
