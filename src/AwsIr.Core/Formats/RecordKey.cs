namespace AwsIr.Formats;

/// <summary>
/// The top-level keys of JSON records that readers look at, each with a slot in <see cref="RecordIndex"/>.
/// First the fields of a CloudTrail record, then the keys that tell other content apart.
/// </summary>
internal enum RecordKey
{
    EventVersion,
    UserIdentity,
    EventTime,
    EventSource,
    EventName,
    AwsRegion,
    SourceIPAddress,
    UserAgent,
    ErrorCode,
    ErrorMessage,
    RequestParameters,
    ResponseElements,
    AdditionalEventData,
    RequestId,
    EventId,
    EventType,
    ApiVersion,
    ManagementEvent,
    ReadOnly,
    Resources,
    RecipientAccountId,
    ServiceEventDetails,
    SharedEventId,
    VpcEndpointId,
    VpcEndpointAccountId,
    EventCategory,
    Addendum,
    SessionCredentialFromConsole,
    EventContext,
    EdgeDeviceDetails,
    TlsDetails,
    InsightDetails,

    /// <summary>The array of a log file.</summary>
    Records,

    /// <summary>The array of LookupEvents output.</summary>
    Events,

    /// <summary>The array of FilterLogEvents and GetLogEvents output.</summary>
    LogEventsPage,

    /// <summary>The array of GetFindings output as most SDKs and the CLI write it.</summary>
    Findings,

    /// <summary>The array of GetFindings output as the service writes it, and of a Security Hub event.</summary>
    FindingsLower,

    /// <summary>In LookupEvents output: the record as JSON text.</summary>
    CloudTrailEvent,

    /// <summary>In an EventBridge envelope: the record.</summary>
    Detail,
    DetailType,
    DigestStartTime,
    DigestS3Bucket,
    ConfigurationItems,
    ConfigSnapshotId,
    SchemaVersion,
    Severity,
    Service,
    SchemaVersionUpper,
    SeverityUpper,
    ServiceUpper,
    Resource,
    ResourceUpper,
    ProductArn,
    MessageType,
    LogEvents,
    LogGroup,
    LogStream,
    LogStreamName,
    Message,
    Timestamp,
    IngestionTime,

    /// <summary>In what a Lambda function is given: a batch of log events, compressed, as base64.</summary>
    AwsLogs,
    Kinesis,
    S3,

    /// <summary>In an event of FilterLogEvents.</summary>
    LogEventId,

    /// <summary>In an event of a subscription's batch.</summary>
    Id,

    /// <summary>In a subscription's batch: the account.</summary>
    Owner,

    /// <summary>In an envelope of a batch: the base64; the upper case one in Kinesis' GetRecords output.</summary>
    Data,
    DataUpper,
    PartitionKey,

    /// <summary>The members of a log event as .NET's serializers and PowerShell write them.</summary>
    LogEventIdUpper,
    LogStreamNameUpper,
    MessageUpper,
    TimestampUpper,
    IngestionTimeUpper,

    /// <summary>In results of Logs Insights: the rows, each an array of fields.</summary>
    Results,
    ResultsUpper,
    Statistics,
    StatisticsUpper,

    /// <summary>The fields of a row of Logs Insights, as members where the console exported it.</summary>
    AtTimestamp,
    AtMessage,
    AtIngestionTime,
    AtLog,
    AtLogStream,
    AtPointer,

    /// <summary>Not a key: how many there are.</summary>
    Count,
}
