namespace AwsIr;

/// <summary>The four kinds of log that AwsIr reads. A rule runs only on records of its own source.</summary>
public enum RecordSource
{
    /// <summary>AWS CloudTrail: API calls, console sign-ins and service events.</summary>
    CloudTrail,

    /// <summary>VPC Flow Logs.</summary>
    FlowLog,

    /// <summary>CloudWatch Logs: messages of applications and hosts.</summary>
    CloudWatchLogs,

    /// <summary>Amazon GuardDuty findings.</summary>
    GuardDuty,
}
