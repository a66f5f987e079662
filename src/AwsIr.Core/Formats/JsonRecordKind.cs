namespace AwsIr.Formats;

/// <summary>What a JSON object among logs is, told by its own keys.</summary>
internal enum JsonRecordKind
{
    /// <summary>Nothing known.</summary>
    Unknown,

    /// <summary>A CloudTrail record.</summary>
    CloudTrail,

    /// <summary>An entry of LookupEvents output: the record is text in CloudTrailEvent.</summary>
    LookupEvent,

    /// <summary>An EventBridge envelope: the record is in detail.</summary>
    EventBridge,

    /// <summary>A CloudTrail Insights record.</summary>
    CloudTrailInsight,

    /// <summary>A CloudTrail digest file.</summary>
    CloudTrailDigest,

    /// <summary>A GuardDuty finding.</summary>
    GuardDuty,

    /// <summary>A GuardDuty finding that somebody, or a suppression rule, has put away.</summary>
    ArchivedGuardDuty,

    /// <summary>A finding in the AWS Security Finding Format, as Security Hub has them.</summary>
    SecurityHub,

    /// <summary>An AWS Config snapshot or history.</summary>
    Config,

    /// <summary>A batch of CloudWatch Logs events, as a subscription delivers it.</summary>
    LogBatch,

    /// <summary>A CloudWatch Logs event, as FilterLogEvents and GetLogEvents write it.</summary>
    LogEvent,

    /// <summary>A message of CloudWatch Logs that tries whether a subscription's destination can be reached; in the form of a batch.</summary>
    LogControl,

    /// <summary>Results of a Logs Insights query.</summary>
    InsightsResults,

    /// <summary>A row of a Logs Insights query, as the console exports it.</summary>
    InsightsRow,

    /// <summary>Not an object but a line of text: of a host's or application's log.</summary>
    LogLine,

    /// <summary>Something with a batch of CloudWatch Logs events in base64: what a Lambda function or a Kinesis consumer is given.</summary>
    LogEnvelope,

    /// <summary>An S3 event notification, which looks like a CloudTrail record at first sight.</summary>
    S3Notification,
}
