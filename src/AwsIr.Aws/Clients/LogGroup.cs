namespace AwsIr.Clients;

/// <summary>A log group, as DescribeLogGroups shows it.</summary>
/// <param name="Name">Its name.</param>
internal sealed record LogGroup(string Name)
{
    /// <summary>How long events are kept, in days; null for ever.</summary>
    public long? RetentionInDays { get; init; }

    /// <summary>How much is stored, in bytes.</summary>
    public long? StoredBytes { get; init; }

    /// <summary>When it was made, in milliseconds since 1970.</summary>
    public long? CreationTime { get; init; }

    /// <summary>STANDARD, INFREQUENT_ACCESS or DELIVERY.</summary>
    public string? Class { get; init; }

    /// <summary>Its ARN.</summary>
    public string? Arn { get; init; }
}
