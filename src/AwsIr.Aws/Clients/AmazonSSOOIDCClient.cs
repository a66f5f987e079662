using AwsIr.Access;

namespace AwsIr.Clients;

/// <summary>The sign-in of IAM Identity Center. Nothing that is called here is signed.</summary>
/// <param name="target">The region of the sign-in.</param>
internal sealed class AmazonSSOOIDCClient(AwsTarget target) : ServiceClient(Service, target)
{
    private static readonly ServiceDescription Service = new("SSO OIDC", "oidc", "sso-oauth", "2019-06-10", ServiceProtocol.RestJson);

    /// <summary>Gives a new access token for a refresh token.</summary>
    /// <param name="clientId">The client that signed in, as its registration says.</param>
    /// <param name="clientSecret">Its secret.</param>
    /// <param name="refreshToken">What the sign-in, or the last refresh, gave.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<RefreshedToken> CreateTokenAsync(string clientId, string clientSecret, string refreshToken, CancellationToken cancellation)
    {
        const string Operation = "CreateToken";
        var request = new OperationRequest(Operation)
        {
            Path = "/token",
            Body = JsonAnswer.Write(body =>
            {
                body.WriteString("clientId", clientId);
                body.WriteString("clientSecret", clientSecret);
                body.WriteString("grantType", "refresh_token");
                body.WriteString("refreshToken", refreshToken);
            }),
            IsSigned = false,
        };
        var answer = JsonAnswer.Parse(await SendAsync(request, cancellation).ConfigureAwait(false));
        return answer.Text("accessToken") is { } token
            ? new RefreshedToken(token, answer.Text("refreshToken"), TimeSpan.FromSeconds(Math.Min(Math.Max(answer.Number("expiresIn") ?? 0, 0), int.MaxValue)))
            : throw Garbled();
    }
}
