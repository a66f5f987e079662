namespace AwsIr.Clients;

/// <summary>A recorder of AWS Config, as DescribeConfigurationRecorders shows it.</summary>
/// <param name="Name">Its name.</param>
internal sealed record ConfigurationRecorder(string Name)
{
    /// <summary>Its ARN.</summary>
    public string? Arn { get; init; }

    /// <summary>Whether it records every supported type, those of IAM aside.</summary>
    public bool HasAllTypes { get; init; }

    /// <summary>Whether it records the types of IAM, which are global.</summary>
    public bool HasGlobalTypes { get; init; }

    /// <summary>ALL_SUPPORTED_RESOURCE_TYPES, INCLUSION_BY_RESOURCE_TYPES or EXCLUSION_BY_RESOURCE_TYPES.</summary>
    public string? Strategy { get; init; }

    /// <summary>With the second of those: the types that it records.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>With the third: those that it does not.</summary>
    public IReadOnlyList<string> ExcludedTypes { get; init; } = [];

    /// <summary>CONTINUOUS or DAILY.</summary>
    public string? Frequency { get; init; }
}
