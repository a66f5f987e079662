namespace AwsIr;

/// <summary>What records.</summary>
public enum LogCoverageSource
{
    /// <summary>CloudTrail: its trails.</summary>
    CloudTrail,

    /// <summary>AWS Config: its recorder.</summary>
    Config,

    /// <summary>GuardDuty: its detector.</summary>
    GuardDuty,

    /// <summary>VPC Flow Logs: those of each VPC.</summary>
    FlowLog,

    /// <summary>CloudWatch Logs: its log groups.</summary>
    CloudWatchLogs,
}
