namespace AwsIr.Clients;

/// <summary>An access token that a service gave. Not a record: nothing prints it.</summary>
internal sealed class RefreshedToken(string accessToken, string? refreshToken, TimeSpan lifetime)
{
    /// <summary>The access token.</summary>
    public string AccessToken { get; } = accessToken;

    /// <summary>The refresh token for the next time; null if the one that was used stays.</summary>
    public string? RefreshToken { get; } = refreshToken;

    /// <summary>How long the access token lasts from now.</summary>
    public TimeSpan Lifetime { get; } = lifetime;
}
