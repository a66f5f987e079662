using Amazon.Runtime;
using AwsIr.Clients;
using AwsIr.Evidence;

namespace AwsIr.Access;

/// <summary>Credentials of a role that IAM Identity Center lets its users have.</summary>
/// <param name="profile">The profile's name, for what to do.</param>
/// <param name="session">The name of the cached token: the sso-session, or the start URL.</param>
/// <param name="region">The region of Identity Center.</param>
/// <param name="accountId">The account.</param>
/// <param name="roleName">The role, as the portal shows it.</param>
/// <param name="settings">Endpoints and the like.</param>
internal sealed class SsoCredentials(string profile, string session, string region, string accountId, string roleName, AwsSettings settings)
{
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

    private readonly AwsTarget _target = new("", region, new AnonymousAWSCredentials()) { Settings = settings };

    private string SignIn => $"Run `aws sso login --profile {profile}` (or Invoke-AWSSSOLogin), then this again.";

    /// <summary>Fetches them with the cached token, which is refreshed where that is possible.</summary>
    /// <exception cref="SourceException">They cannot be had.</exception>
    public async Task<FetchedCredentials> FetchAsync(CancellationToken cancellation)
    {
        var token = SsoToken.Read(session) ?? throw new SourceException(
            AwsErrorIds.Credentials, SourceProblemKind.AccessDenied, $"Nobody has signed in for profile '{profile}'. {SignIn}");
        if (token.Expiration < DateTime.UtcNow + Ahead)
        {
            await RefreshAsync(token, cancellation).ConfigureAwait(false);
        }

        if (token.Expiration <= DateTime.UtcNow)
        {
            throw Expired;
        }

        try
        {
            using var client = new AmazonSSOClient(_target);
            var given = await client.GetRoleCredentialsAsync(token.AccessToken, accountId, roleName, cancellation).ConfigureAwait(false);
            return new FetchedCredentials(given.AccessKeyId, given.SecretAccessKey, given.SessionToken, given.Expiration);
        }
        catch (Exception e) when (AwsErrors.Is(e, cancellation))
        {
            throw AwsErrors.Code(e) switch
            {
                "Unauthorized" => Expired,
                "Forbidden" or "ResourceNotFound" => new SourceException(AwsErrorIds.AccessDenied, SourceProblemKind.AccessDenied,
                    $"Profile '{profile}': IAM Identity Center does not give you the role {roleName} in account {accountId}. Check sso_role_name and sso_account_id, or ask for the assignment."),
                _ => AwsErrors.Exception(e, _target, "sso:GetRoleCredentials", $"Profile '{profile}', role {roleName} in account {accountId}"),
            };
        }
    }

    private SourceException Expired => new(
        AwsErrorIds.CredentialsExpired, SourceProblemKind.AccessDenied, $"The sign-in of profile '{profile}' has expired. {SignIn}");

    private async Task RefreshAsync(SsoToken token, CancellationToken cancellation)
    {
        if (token.Refresh is not { } refresh)
        {
            return;
        }

        try
        {
            using var client = new AmazonSSOOIDCClient(_target);
            var given = await client.CreateTokenAsync(refresh.ClientId, refresh.ClientSecret, refresh.RefreshToken, cancellation).ConfigureAwait(false);
            token.Replace(given.AccessToken, given.RefreshToken, DateTime.UtcNow + given.Lifetime);
        }
        catch (Exception e) when (AwsErrors.Is(e, cancellation))
        {
            // The old token may still do; if not, the user is told to sign in.
        }
    }
}
