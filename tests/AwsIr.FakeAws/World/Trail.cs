using System.Text.Json.Nodes;

namespace AwsIr.FakeAws;

/// <summary>A trail.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Arn">Its ARN.</param>
/// <param name="HomeRegion">Where it was made.</param>
/// <param name="S3BucketName">Where its files go.</param>
public sealed record Trail(string Name, string Arn, string HomeRegion, string S3BucketName)
{
    /// <summary>What comes before AWSLogs/ in the keys.</summary>
    public string? S3KeyPrefix { get; set; }

    /// <summary>Whether it is shown in every region of the account.</summary>
    public bool IsMultiRegion { get; set; } = true;

    /// <summary>Whether the organization's management account made it.</summary>
    public bool IsOrganization { get; set; }

    /// <summary>Whether it writes digests.</summary>
    public bool LogFileValidation { get; set; } = true;

    /// <summary>Where its log group is.</summary>
    public string? LogGroupArn { get; set; }

    /// <summary>The key that encrypts its files.</summary>
    public string? KmsKeyId { get; set; }

    /// <summary>Whether it is on.</summary>
    public bool IsLogging { get; set; } = true;

    /// <summary>When it was switched on last, UTC.</summary>
    public DateTime? StartLoggingTime { get; set; }

    /// <summary>When it was switched off last, UTC.</summary>
    public DateTime? StopLoggingTime { get; set; }

    /// <summary>When it delivered last, UTC.</summary>
    public DateTime? LatestDeliveryTime { get; set; }

    /// <summary>Why it can't deliver, S3's error code.</summary>
    public string? LatestDeliveryError { get; set; }

    /// <summary>The classic event selectors, in the form of the API; null when there are advanced ones.</summary>
    public JsonArray? EventSelectors { get; set; } = [new JsonObject { ["ReadWriteType"] = "All", ["IncludeManagementEvents"] = true, ["DataResources"] = new JsonArray(), ["ExcludeManagementEventSources"] = new JsonArray() }];

    /// <summary>The advanced event selectors, in the form of the API.</summary>
    public JsonArray? AdvancedEventSelectors { get; set; }

    /// <summary>ApiCallRateInsight, ApiErrorRateInsight: none when Insights is off.</summary>
    public List<string> InsightTypes { get; } = [];
}
