namespace AwsIr;

/// <summary>What the message of a log event is, told by its own form.</summary>
public enum LogMessageKind
{
    /// <summary>Text of no form that is known.</summary>
    Text,

    /// <summary>A JSON object, also one after a time, a request id and a level as AWS Lambda's runtimes write them.</summary>
    Json,

    /// <summary>A CloudTrail record.</summary>
    CloudTrail,

    /// <summary>A line of a VPC or Transit Gateway flow log in a default format.</summary>
    FlowLog,

    /// <summary>A line of syslog or journald: sshd, sudo, cron and the other programs of a host.</summary>
    Syslog,

    /// <summary>What AWS Lambda itself says of an invocation: START, END, REPORT, a timeout; as text or as JSON.</summary>
    LambdaReport,

    /// <summary>A Windows event: XML, the text that the CloudWatch agent makes of one, or JSON.</summary>
    WindowsEvent,

    /// <summary>JSON in the embedded metric format.</summary>
    EmbeddedMetric,

    /// <summary>A line of an access log: Apache and nginx (common, combined), a load balancer, CloudFront.</summary>
    AccessLog,

    /// <summary>Pairs of key=value, as logfmt and auditd write them.</summary>
    KeyValue,
}
