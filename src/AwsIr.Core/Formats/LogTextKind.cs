namespace AwsIr.Formats;

/// <summary>What a text is, told by its first lines.</summary>
internal enum LogTextKind
{
    /// <summary>Nothing known.</summary>
    Unknown,

    /// <summary>JSON, at least to begin with.</summary>
    Json,

    /// <summary>No text, but a Parquet file.</summary>
    Parquet,

    /// <summary>A flow log.</summary>
    FlowLog,

    /// <summary>An export of CloudWatch Logs to S3: events that begin with their time.</summary>
    Export,

    /// <summary>What an export writes to try whether it may.</summary>
    ExportTest,

    /// <summary>Batches of log events, compressed, as base64.</summary>
    Envelopes,

    /// <summary>A log of a host or an application, an event a line.</summary>
    Lines,
}
