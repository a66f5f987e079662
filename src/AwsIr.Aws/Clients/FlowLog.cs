namespace AwsIr.Clients;

/// <summary>A flow log, as DescribeFlowLogs shows it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="ResourceId">What it records: a VPC, a subnet, a network interface, a transit gateway or an attachment of one.</param>
internal sealed record FlowLog(string Id, string ResourceId)
{
    /// <summary>cloud-watch-logs, s3 or kinesis-data-firehose.</summary>
    public string? DestinationType { get; init; }

    /// <summary>The ARN of where it goes.</summary>
    public string? Destination { get; init; }

    /// <summary>The log group that it goes to.</summary>
    public string? LogGroupName { get; init; }

    /// <summary>The format of its lines, such as <c>${version} ${account-id}</c>.</summary>
    public string? LogFormat { get; init; }

    /// <summary>ACTIVE.</summary>
    public string? Status { get; init; }

    /// <summary>SUCCESS or FAILED.</summary>
    public string? DeliveryStatus { get; init; }

    /// <summary>Why delivery fails.</summary>
    public string? DeliveryError { get; init; }

    /// <summary>ACCEPT, REJECT or ALL.</summary>
    public string? TrafficType { get; init; }

    /// <summary>When it was made, in UTC.</summary>
    public DateTime? CreationTime { get; init; }

    /// <summary>In S3: whether the names of folders are as Hive has them, <c>aws-region=eu-west-1</c>.</summary>
    public bool HasHiveNames { get; init; }
}
