namespace AwsIr.S3;

/// <summary>How deep in the layout of AWS's logs a folder lies.</summary>
internal enum LogLevel
{
    /// <summary>Outside, or where the layout is not known.</summary>
    Unknown,

    /// <summary>AWSLogs itself.</summary>
    Root,

    /// <summary>An organization: o-….</summary>
    Organization,

    /// <summary>An account.</summary>
    Account,

    /// <summary>A service.</summary>
    Service,

    /// <summary>A region, or a date in it.</summary>
    Region,
}
