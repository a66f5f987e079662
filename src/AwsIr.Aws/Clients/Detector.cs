namespace AwsIr.Clients;

/// <summary>A detector of GuardDuty, as GetDetector shows it.</summary>
/// <param name="IsEnabled">Whether it is on.</param>
internal sealed record Detector(bool IsEnabled)
{
    /// <summary>When it was made, in UTC.</summary>
    public DateTime? CreationTime { get; init; }

    /// <summary>Its features, such as S3_DATA_EVENTS, and whether each is on.</summary>
    public IReadOnlyList<KeyValuePair<string, bool>> Features { get; init; } = [];
}
