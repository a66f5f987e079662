using Amazon.Runtime;

namespace AwsIr.Access;

/// <summary>Credentials that something gave, with the time at which they end. Not a record: nothing prints them.</summary>
internal sealed class FetchedCredentials
{
    /// <param name="accessKeyId">The access key's id.</param>
    /// <param name="secretAccessKey">Its secret.</param>
    /// <param name="sessionToken">The session token; null for a long-term key.</param>
    /// <param name="expiration">When they expire, in UTC; null for never.</param>
    public FetchedCredentials(string accessKeyId, string secretAccessKey, string? sessionToken, DateTime? expiration)
    {
        Keys = new ImmutableCredentials(accessKeyId, secretAccessKey, sessionToken is { Length: > 0 } ? sessionToken : null);
        Expiration = expiration;
    }

    /// <summary>The key, its secret and the token.</summary>
    public ImmutableCredentials Keys { get; }

    /// <summary>When they expire, in UTC; null for never.</summary>
    public DateTime? Expiration { get; }
}
