namespace AwsIr.FakeAws;

/// <summary>A flow log.</summary>
/// <param name="Id">Its id.</param>
/// <param name="ResourceId">The VPC, subnet or interface.</param>
public sealed record FlowLog(string Id, string ResourceId)
{
    /// <summary>The format of version 2, which is the default.</summary>
    public const string DefaultFormat = "${version} ${account-id} ${interface-id} ${srcaddr} ${dstaddr} ${srcport} ${dstport} ${protocol} ${packets} ${bytes} ${start} ${end} ${action} ${log-status}";

    /// <summary>The log group of one that goes to CloudWatch Logs.</summary>
    public string? LogGroupName { get; init; }

    /// <summary>The bucket's ARN, with a prefix after a slash, of one that goes to S3.</summary>
    public string? S3Destination { get; init; }

    /// <summary>ACCEPT, REJECT or ALL.</summary>
    public string TrafficType { get; init; } = "ALL";

    /// <summary>The fields.</summary>
    public string Format { get; init; } = DefaultFormat;

    /// <summary>60 or 600 seconds.</summary>
    public int MaxAggregationInterval { get; init; } = 600;

    /// <summary>Whether files in S3 are Parquet.</summary>
    public bool Parquet { get; init; }

    /// <summary>Whether keys in S3 have Hive's names of partitions.</summary>
    public bool HiveCompatiblePartitions { get; init; }

    /// <summary>Whether keys in S3 have the hour.</summary>
    public bool PerHourPartition { get; init; }

    /// <summary>SUCCESS or FAILED.</summary>
    public string DeliverLogsStatus { get; init; } = "SUCCESS";

    /// <summary>Why they can't be delivered: Access error, Unknown error, Rate limited.</summary>
    public string? DeliverLogsErrorMessage { get; init; }

    /// <summary>When it was made, UTC.</summary>
    public DateTime CreationTime { get; init; } = new(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc);
}
