namespace AwsIr.Clients;

/// <summary>Credentials that a service gave. Not a record: nothing prints them.</summary>
internal sealed class TemporaryCredentials(string accessKeyId, string secretAccessKey, string sessionToken, DateTime expiration)
{
    /// <summary>The access key's id.</summary>
    public string AccessKeyId { get; } = accessKeyId;

    /// <summary>Its secret.</summary>
    public string SecretAccessKey { get; } = secretAccessKey;

    /// <summary>The session token.</summary>
    public string SessionToken { get; } = sessionToken;

    /// <summary>When they expire, in UTC.</summary>
    public DateTime Expiration { get; } = expiration;
}
