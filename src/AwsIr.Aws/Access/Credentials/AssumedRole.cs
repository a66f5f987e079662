using Amazon.Runtime;
using AwsIr.Clients;
using AwsIr.Evidence;

namespace AwsIr.Access;

/// <summary>A role that is assumed with other credentials, or with a token.</summary>
/// <param name="arn">The role's ARN.</param>
/// <param name="region">The region whose STS is asked.</param>
/// <param name="settings">Endpoints and the like.</param>
internal sealed class AssumedRole(string arn, string region, AwsSettings settings)
{
    /// <summary>What sessions are called in the account's own logs, unless a profile says otherwise.</summary>
    public const string DefaultSessionName = "AwsIr";

    private const int DefaultSeconds = 3600;

    /// <summary>What the session is called.</summary>
    public string SessionName { get; init; } = DefaultSessionName;

    /// <summary>The external id that the trust policy asks for; null for none.</summary>
    public string? ExternalId { get; init; }

    /// <summary>How long the credentials are to last; null for an hour.</summary>
    public int? Seconds { get; init; }

    /// <summary>Assumes it.</summary>
    /// <param name="source">The credentials to do so with.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="SourceException">It cannot be assumed.</exception>
    public Task<FetchedCredentials> FetchAsync(AWSCredentials source, CancellationToken cancellation) =>
        AskAsync(source, "sts:AssumeRole", client => client.AssumeRoleAsync(arn, SessionName, Seconds, ExternalId, null, null, cancellation), cancellation);

    /// <summary>Assumes it with a token that stands in a file.</summary>
    /// <param name="tokenFile">The file, read anew each time.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="SourceException">It cannot be assumed.</exception>
    public Task<FetchedCredentials> FetchWithTokenAsync(string tokenFile, CancellationToken cancellation)
    {
        var token = TokenFile.Read(tokenFile, "web_identity_token_file");
        return AskAsync(new AnonymousAWSCredentials(), "sts:AssumeRoleWithWebIdentity",
            client => client.AssumeRoleWithWebIdentityAsync(arn, SessionName, token, Seconds, cancellation), cancellation);
    }

    private async Task<FetchedCredentials> AskAsync(
        AWSCredentials source, string action, Func<AmazonSecurityTokenClient, Task<TemporaryCredentials>> ask, CancellationToken cancellation)
    {
        var target = new AwsTarget("", region, source) { Settings = settings };
        try
        {
            using var client = new AmazonSecurityTokenClient(target);
            var asked = DateTime.UtcNow;
            var given = await ask(client).ConfigureAwait(false);

            // The time by this machine's clock, which need not be that of AWS.
            var end = asked.AddSeconds(Seconds ?? DefaultSeconds);
            return new FetchedCredentials(given.AccessKeyId, given.SecretAccessKey, given.SessionToken, given.Expiration < end ? given.Expiration : end);
        }
        catch (Exception e) when (AwsErrors.Is(e, cancellation))
        {
            var error = AwsErrors.Exception(e, target, action, arn);
            throw error.ErrorId == AwsErrorIds.AccessDenied
                ? new SourceException(error.ErrorId, error.Problem, error.Message + " A role that does not exist is denied in the same way, and so is one whose trust policy does not name who asks, or wants an -ExternalId.")
                : error;
        }
    }
}
