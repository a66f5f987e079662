using System.Text.Json;
using AwsIr.Evidence;

namespace AwsIr.Access;

/// <summary>What <c>aws login</c> (or Invoke-AWSLogin) left in ~/.aws/login/cache: credentials for 15 minutes, which those renew.</summary>
internal static class ConsoleLogin
{
    /// <summary>Reads them as they are now.</summary>
    /// <param name="profile">The profile's name, for what to do.</param>
    /// <param name="session">Its login_session.</param>
    /// <exception cref="SourceException">There are none, or they have expired.</exception>
    public static FetchedCredentials Fetch(string profile, string session)
    {
        var path = CacheFile.OfLogin(session);
        var signIn = $"Run `aws login --profile {profile}`, then this again. For what takes longer than 15 minutes give a profile with `credential_process = aws configure export-credentials --profile {profile}`: the CLI then renews them.";
        try
        {
            if (File.Exists(path) && JsonFields.Parse(File.ReadAllText(path)) is { } json && json.TryGetProperty("accessToken", out var token)
                && token.ValueKind == JsonValueKind.Object
                && token.String("accessKeyId") is { } key && token.String("secretAccessKey") is { } secret && token.Time("expiresAt") is { } end)
            {
                return end > DateTime.UtcNow
                    ? new FetchedCredentials(key, secret, token.String("sessionToken"), end)
                    : throw new SourceException(AwsErrorIds.CredentialsExpired, SourceProblemKind.AccessDenied, $"The sign-in of profile '{profile}' expired at {end:yyyy-MM-dd HH:mm:ss}Z. {signIn}");
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // As if it were not there.
        }

        throw new SourceException(AwsErrorIds.Credentials, SourceProblemKind.AccessDenied, $"Nobody has signed in for profile '{profile}'. {signIn}");
    }
}
