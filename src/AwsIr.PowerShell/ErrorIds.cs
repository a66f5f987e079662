namespace AwsIr;

/// <summary>
/// The error ids of this module's cmdlets, the first part of FullyQualifiedErrorId. Public API: they do not change.
/// Problems of content have the names of <see cref="ReadProblemKind"/>.
/// </summary>
public static class ErrorIds
{
    /// <summary>A -Path or -LiteralPath names nothing.</summary>
    public const string PathNotFound = nameof(PathNotFound);

    /// <summary>A folder could not be listed.</summary>
    public const string FolderUnreadable = nameof(FolderUnreadable);

    /// <summary>-StartTime together with -Last, or a start after the end.</summary>
    public const string InvalidTimeRange = nameof(InvalidTimeRange);

    /// <summary>A filter's value is not an address range.</summary>
    public const string InvalidAddress = nameof(InvalidAddress);

    /// <summary>A filter's value is not a port or a range of ports.</summary>
    public const string InvalidPort = nameof(InvalidPort);

    /// <summary>A filter's value is not a protocol.</summary>
    public const string InvalidProtocol = nameof(InvalidProtocol);

    /// <summary>A -Format is not one of a flow log.</summary>
    public const string InvalidFormat = nameof(InvalidFormat);

    /// <summary>A -Pattern is no regular expression.</summary>
    public const string InvalidPattern = nameof(InvalidPattern);

    /// <summary>A -FilterPattern is not of CloudWatch Logs' syntax.</summary>
    public const string InvalidFilterPattern = nameof(InvalidFilterPattern);

    /// <summary>A -Pattern took too long on a message.</summary>
    public const string PatternTimeout = nameof(PatternTimeout);

    /// <summary>CloudWatch Logs is to be read live, and no -LogGroup says which.</summary>
    public const string LogGroupRequired = nameof(LogGroupRequired);

    /// <summary>No rule has a name that was asked for.</summary>
    public const string RuleNotFound = nameof(RuleNotFound);

    /// <summary>There is no rule left to run.</summary>
    public const string NoRules = nameof(NoRules);

    /// <summary>A rule could not be evaluated on a record.</summary>
    public const string RuleFailed = nameof(RuleFailed);

    /// <summary>Correlations needed a temporary file that could not be written or read; their alerts are missing.</summary>
    public const string CorrelationIncomplete = nameof(CorrelationIncomplete);

    /// <summary>Parameters on credentials, roles or accounts contradict each other or lack one another.</summary>
    public const string InvalidAwsParameter = AwsErrorIds.Parameters;

    /// <summary>There are no AWS credentials, or AWS does not accept them.</summary>
    public const string AwsCredentials = AwsErrorIds.Credentials;

    /// <summary>Temporary credentials, or the sign-in that they come from, have expired.</summary>
    public const string AwsCredentialsExpired = AwsErrorIds.CredentialsExpired;

    /// <summary>There is no AWS profile of that name.</summary>
    public const string AwsProfileNotFound = AwsErrorIds.ProfileNotFound;

    /// <summary>No region is known, there is none of that name, or it is not switched on for the account.</summary>
    public const string AwsRegion = AwsErrorIds.Region;

    /// <summary>The credentials are not allowed to do something; the message names the IAM action.</summary>
    public const string AwsAccessDenied = AwsErrorIds.AccessDenied;

    /// <summary>Something in AWS does not exist.</summary>
    public const string AwsNotFound = AwsErrorIds.NotFound;

    /// <summary>A service went on refusing because of too many requests.</summary>
    public const string AwsThrottled = AwsErrorIds.Throttled;

    /// <summary>A service failed again and again, or cannot be used in the account or region.</summary>
    public const string AwsUnavailable = AwsErrorIds.Unavailable;

    /// <summary>A service could not be reached.</summary>
    public const string AwsConnection = AwsErrorIds.Connection;

    /// <summary>This machine's clock is too far from AWS's.</summary>
    public const string AwsClockSkew = AwsErrorIds.ClockSkew;

    /// <summary>A request failed for another reason, or its answer made no sense.</summary>
    public const string AwsRequestFailed = AwsErrorIds.RequestFailed;

    /// <summary>There is no room for the temporary file of a live source.</summary>
    public const string AwsTemporaryFile = AwsErrorIds.TemporaryFile;

    /// <summary>An -S3Uri is none.</summary>
    public const string InvalidS3Uri = nameof(InvalidS3Uri);

    /// <summary>An object lies in an archive class and must be restored before it can be read.</summary>
    public const string S3ObjectArchived = S3.S3ErrorIds.Archived;

    /// <summary>An object changed, or went away, after it was listed.</summary>
    public const string S3ObjectChanged = S3.S3ErrorIds.Changed;

    /// <summary>The file of -ResumeFrom is no checkpoint, is damaged, or is of another command.</summary>
    public const string CheckpointInvalid = Evidence.Checkpoint.InvalidErrorId;

    /// <summary>The file of -ResumeFrom cannot be read or written, or another run uses it.</summary>
    public const string CheckpointFile = Evidence.Checkpoint.FileErrorId;
}
