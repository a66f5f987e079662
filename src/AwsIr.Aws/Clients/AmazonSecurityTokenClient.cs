using System.Globalization;
using AwsIr.Access;

namespace AwsIr.Clients;

/// <summary>AWS STS: who one is, and who one may become.</summary>
/// <param name="target">Where, and who to be; only the region counts for what is not signed.</param>
internal sealed class AmazonSecurityTokenClient(AwsTarget target) : ServiceClient(Service, target)
{
    private static readonly ServiceDescription Service = new("STS", "sts", "sts", "2011-06-15", ServiceProtocol.Query);

    /// <summary>Says whose the credentials are. No permission is needed for it.</summary>
    public async Task<CallerIdentity> GetCallerIdentityAsync(CancellationToken cancellation)
    {
        const string Operation = "GetCallerIdentity";
        var answer = XmlAnswer.Parse(await SendFormAsync(Operation, [], isSigned: true, cancellation).ConfigureAwait(false));
        return answer.Text(Operation + "Result", "Account") is { } account && answer.Text(Operation + "Result", "Arn") is { } arn
            ? new CallerIdentity(account, arn)
            : throw Garbled();
    }

    /// <summary>Assumes a role.</summary>
    /// <param name="roleArn">The role.</param>
    /// <param name="sessionName">What the session is called in logs.</param>
    /// <param name="durationSeconds">How long the credentials are to last, 900 or more; null for an hour.</param>
    /// <param name="externalId">The external id that the role's trust policy asks for; null for none.</param>
    /// <param name="serialNumber">An MFA device; null for none.</param>
    /// <param name="tokenCode">Its code.</param>
    /// <param name="cancellation">Ends it.</param>
    public Task<TemporaryCredentials> AssumeRoleAsync(
        string roleArn, string sessionName, int? durationSeconds, string? externalId, string? serialNumber, string? tokenCode, CancellationToken cancellation) =>
        AssumeAsync(
            "AssumeRole",
            [
                new("RoleArn", roleArn),
                new("RoleSessionName", sessionName),
                new("DurationSeconds", durationSeconds?.ToString(CultureInfo.InvariantCulture)),
                new("ExternalId", externalId),
                new("SerialNumber", serialNumber),
                new("TokenCode", tokenCode),
            ],
            isSigned: true,
            cancellation);

    /// <summary>Assumes a role with a token of an identity provider. It is not signed.</summary>
    /// <param name="roleArn">The role.</param>
    /// <param name="sessionName">What the session is called in logs.</param>
    /// <param name="webIdentityToken">The token.</param>
    /// <param name="durationSeconds">How long the credentials are to last, 900 or more; null for an hour.</param>
    /// <param name="cancellation">Ends it.</param>
    public Task<TemporaryCredentials> AssumeRoleWithWebIdentityAsync(
        string roleArn, string sessionName, string webIdentityToken, int? durationSeconds, CancellationToken cancellation) =>
        AssumeAsync(
            "AssumeRoleWithWebIdentity",
            [
                new("RoleArn", roleArn),
                new("RoleSessionName", sessionName),
                new("WebIdentityToken", webIdentityToken),
                new("DurationSeconds", durationSeconds?.ToString(CultureInfo.InvariantCulture)),
            ],
            isSigned: false,
            cancellation);

    private async Task<TemporaryCredentials> AssumeAsync(string operation, KeyValuePair<string, string?>[] parameters, bool isSigned, CancellationToken cancellation)
    {
        var answer = XmlAnswer.Parse(await SendFormAsync(operation, parameters, isSigned, cancellation).ConfigureAwait(false));
        return answer.Below(operation + "Result", "Credentials").FirstOrDefault() is { } credentials
            && credentials.Text("AccessKeyId") is { } key && credentials.Text("SecretAccessKey") is { } secret && credentials.Text("SessionToken") is { } token
            && DateTime.TryParse(credentials.Text("Expiration"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var expiration)
            ? new TemporaryCredentials(key, secret, token, expiration)
            : throw Garbled();
    }
}
