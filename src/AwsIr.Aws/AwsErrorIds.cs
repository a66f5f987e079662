namespace AwsIr;

/// <summary>The error ids of what goes wrong with AWS. Public API by way of the module's list: they do not change.</summary>
internal static class AwsErrorIds
{
    /// <summary>Parameters on who to be or where to look contradict each other or lack one another.</summary>
    public const string Parameters = "InvalidAwsParameter";

    /// <summary>There are no credentials, or AWS does not accept them.</summary>
    public const string Credentials = "AwsCredentials";

    /// <summary>Temporary credentials, or the sign-in that they come from, have expired.</summary>
    public const string CredentialsExpired = "AwsCredentialsExpired";

    /// <summary>There is no profile of the name that was asked for.</summary>
    public const string ProfileNotFound = "AwsProfileNotFound";

    /// <summary>There is no region, no such region, or the account does not have it switched on.</summary>
    public const string Region = "AwsRegion";

    /// <summary>The credentials are good but not allowed to do it.</summary>
    public const string AccessDenied = "AwsAccessDenied";

    /// <summary>What was asked for does not exist.</summary>
    public const string NotFound = "AwsNotFound";

    /// <summary>The service went on refusing because of too many requests.</summary>
    public const string Throttled = "AwsThrottled";

    /// <summary>The service failed, or cannot be used in the account or region.</summary>
    public const string Unavailable = "AwsUnavailable";

    /// <summary>The service could not be reached: name, network, proxy, certificate.</summary>
    public const string Connection = "AwsConnection";

    /// <summary>This machine's clock is too far off.</summary>
    public const string ClockSkew = "AwsClockSkew";

    /// <summary>A request failed for another reason, or its answer made no sense.</summary>
    public const string RequestFailed = "AwsRequestFailed";

    /// <summary>There is no room for a temporary file.</summary>
    public const string TemporaryFile = "AwsTemporaryFile";
}
