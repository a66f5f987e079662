namespace AwsIr.Evidence;

/// <summary>Why something could not be read; PowerShell's error categories follow from it.</summary>
internal enum SourceProblemKind
{
    /// <summary>For none of the other reasons.</summary>
    Other,

    /// <summary>Access was denied, or there are no credentials that are valid.</summary>
    AccessDenied,

    /// <summary>It does not exist.</summary>
    NotFound,

    /// <summary>What was asked for makes no sense.</summary>
    InvalidArgument,

    /// <summary>The connection failed, or broke off again and again.</summary>
    Connection,

    /// <summary>It exists but cannot be read now: in an archive class, switched off, throttled for too long.</summary>
    Unavailable,

    /// <summary>The answer was not what the service's protocol allows.</summary>
    InvalidData,
}
