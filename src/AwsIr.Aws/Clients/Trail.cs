namespace AwsIr.Clients;

/// <summary>A trail, as DescribeTrails shows it.</summary>
/// <param name="Name">Its name.</param>
internal sealed record Trail(string Name)
{
    /// <summary>Its ARN.</summary>
    public string? Arn { get; init; }

    /// <summary>The region that it was made in.</summary>
    public string? HomeRegion { get; init; }

    /// <summary>The bucket that it delivers to.</summary>
    public string? BucketName { get; init; }

    /// <summary>What stands before AWSLogs in the keys there.</summary>
    public string? KeyPrefix { get; init; }

    /// <summary>The log group that it delivers to as well.</summary>
    public string? LogGroupArn { get; init; }

    /// <summary>The KMS key that encrypts its files.</summary>
    public string? KeyId { get; init; }

    /// <summary>Whether it records all regions.</summary>
    public bool IsMultiRegion { get; init; }

    /// <summary>Whether it records all accounts of the organization.</summary>
    public bool IsOrganization { get; init; }

    /// <summary>Whether digests of its files are made.</summary>
    public bool HasValidation { get; init; }

    /// <summary>Whether it writes Insights events.</summary>
    public bool HasInsights { get; init; }
}
