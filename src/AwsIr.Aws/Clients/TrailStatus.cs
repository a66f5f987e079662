namespace AwsIr.Clients;

/// <summary>How a trail does, as GetTrailStatus shows it.</summary>
/// <param name="IsLogging">Whether it is on.</param>
internal sealed record TrailStatus(bool IsLogging)
{
    /// <summary>When it was switched on last, in UTC.</summary>
    public DateTime? StartTime { get; init; }

    /// <summary>When it was switched off last, in UTC.</summary>
    public DateTime? StopTime { get; init; }

    /// <summary>When it delivered last to its bucket, in UTC.</summary>
    public DateTime? DeliveryTime { get; init; }

    /// <summary>Why it cannot deliver to its bucket: an error code of S3.</summary>
    public string? DeliveryError { get; init; }

    /// <summary>Why it cannot deliver to its log group.</summary>
    public string? LogGroupError { get; init; }

    /// <summary>Why it cannot deliver its digests.</summary>
    public string? DigestError { get; init; }
}
