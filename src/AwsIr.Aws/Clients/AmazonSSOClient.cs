using AwsIr.Access;

namespace AwsIr.Clients;

/// <summary>The portal of IAM Identity Center. Nothing in it is signed: an access token says who asks.</summary>
/// <param name="target">The portal's region.</param>
internal sealed class AmazonSSOClient(AwsTarget target) : ServiceClient(Service, target)
{
    private static readonly ServiceDescription Service = new("SSO", "portal.sso", "awsssoportal", "2019-06-10", ServiceProtocol.RestJson);

    /// <summary>Gives credentials of a role in an account.</summary>
    /// <param name="accessToken">What the sign-in gave.</param>
    /// <param name="accountId">The account.</param>
    /// <param name="roleName">The permission set's role, by the name that the portal shows.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<TemporaryCredentials> GetRoleCredentialsAsync(string accessToken, string accountId, string roleName, CancellationToken cancellation)
    {
        const string Operation = "GetRoleCredentials";
        var request = new OperationRequest(Operation)
        {
            Method = "GET",
            Path = "/federation/credentials",
            Query = new Dictionary<string, string> { ["account_id"] = accountId, ["role_name"] = roleName },
            Headers = new Dictionary<string, string> { ["x-amz-sso_bearer_token"] = accessToken },
            IsSigned = false,
        };
        var answer = JsonAnswer.Parse(await SendAsync(request, cancellation).ConfigureAwait(false));
        return answer.Property("roleCredentials") is { } credentials
            && credentials.Text("accessKeyId") is { } key && credentials.Text("secretAccessKey") is { } secret && credentials.Text("sessionToken") is { } token
            && credentials.Number("expiration") is { } expiration and >= 0 and < 253_402_300_800_000
            ? new TemporaryCredentials(key, secret, token, DateTimeOffset.FromUnixTimeMilliseconds(expiration).UtcDateTime)
            : throw Garbled();
    }
}
