namespace AwsIr.FakeAws;

/// <summary>What may be wrong with any request, whatever the service. Each says it in its own words.</summary>
public enum AwsProblem
{
    /// <summary>It is not signed.</summary>
    Missing,

    /// <summary>The Authorization header is malformed, or a header that has to be signed is not.</summary>
    Incomplete,

    /// <summary>No such access key, or one whose session token is missing or another's, or that is of no use in the region.</summary>
    UnknownKey,

    /// <summary>The session of the temporary credentials is over.</summary>
    Expired,

    /// <summary>The date is too far from the server's.</summary>
    Skewed,

    /// <summary>The signature is not the one that the secret key gives.</summary>
    Mismatch,

    /// <summary>The body is not the one whose hash was signed.</summary>
    Payload,

    /// <summary>The principal may not do that.</summary>
    AccessDenied,

    /// <summary>Too many requests.</summary>
    Throttled,

    /// <summary>500.</summary>
    Internal,

    /// <summary>503.</summary>
    Unavailable,
}
