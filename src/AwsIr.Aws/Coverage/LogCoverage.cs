using AwsIr.Records;

namespace AwsIr;

/// <summary>
/// Whether one thing is recorded in an account and region: a trail, a recorder, a detector, a VPC, a log group; or that there is none.
/// Control characters in texts are written out, so that printing any property is safe.
/// </summary>
public sealed record LogCoverage
{
    internal LogCoverage(string accountId, string region, LogCoverageSource source, LogCoverageStatus status, string detail)
    {
        AccountId = accountId;
        Region = region;
        Source = source;
        Status = status;
        Detail = detail;
    }

    /// <summary>The account, 12 digits.</summary>
    public string AccountId { get; }

    /// <summary>The region's name.</summary>
    public string Region { get; }

    /// <summary>What records.</summary>
    public LogCoverageSource Source { get; }

    /// <summary>The name of the trail, recorder or log group, or the id of the detector or VPC; null if there is none, or it could not be asked.</summary>
    public string? Name { get; internal init => field = value is null ? null : SafeText.Line(value); }

    /// <summary>The verdict.</summary>
    public LogCoverageStatus Status { get; }

    /// <summary>Why, and what is worth knowing besides, in words.</summary>
    public string Detail { get; internal init => field = SafeText.Line(value); }

    /// <summary>Where it is delivered to: <c>s3://bucket/prefix</c> (what -S3Uri takes), a log group's name, an ARN; several with commas. Null if nowhere.</summary>
    public string? Destination { get; internal init => field = value is null ? null : SafeText.Line(value); }

    /// <summary>How many days it is kept where that is known; null where it is not, or for ever.</summary>
    public int? RetentionDays { get; internal init; }

    /// <summary>Since when it records, or when it was made, in UTC; null if unknown.</summary>
    public DateTime? Since { get; internal init; }

    /// <summary>When it delivered last, in UTC; null if unknown.</summary>
    public DateTime? LastDelivery { get; internal init; }

    /// <summary>The ARN or id of the thing; null if there is none.</summary>
    public string? ResourceId { get; internal init => field = value is null ? null : SafeText.Line(value); }

    /// <summary>A line for logs.</summary>
    public override string ToString() => $"{AccountId}/{Region} {Source} {Name}{(Name is null ? "" : " ")}{Status}: {Detail}";
}
