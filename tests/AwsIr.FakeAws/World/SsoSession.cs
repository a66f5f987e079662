namespace AwsIr.FakeAws;

/// <summary>Somebody's session at IAM Identity Center's portal.</summary>
public sealed class SsoSession
{
    /// <summary>Whose, as the session name of the roles shows it.</summary>
    public string UserName { get; init; } = "responder@example.com";

    /// <summary>The accounts and the names of their roles that it may take.</summary>
    public HashSet<(string AccountId, string RoleName)> Roles { get; } = [];

    /// <summary>What CreateToken wants to give the next access token, or null when it can't be refreshed.</summary>
    public string? RefreshToken { get; init; }

    /// <summary>The registered client that the refresh token belongs to.</summary>
    public string ClientId { get; init; } = "example-client";

    /// <summary>The client's secret.</summary>
    public string ClientSecret { get; init; } = "example-client-secret";

    /// <summary>When the access token ends, UTC.</summary>
    public DateTime Expires { get; set; } = DateTime.MaxValue;
}
