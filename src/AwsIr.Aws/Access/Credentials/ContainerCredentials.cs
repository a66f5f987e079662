using System.Net.Http;
using AwsIr.Evidence;

namespace AwsIr.Access;

/// <summary>Credentials of a container's role: ECS tasks, EKS pods, CloudShell.</summary>
internal static class ContainerCredentials
{
    private const int Attempts = 3;

    /// <summary>Where the environment says that they are; null if it says nothing.</summary>
    /// <exception cref="SourceException">It says a place where credentials must not come from.</exception>
    public static Uri? Endpoint
    {
        get
        {
            if (SharedFiles.Variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") is { } relative)
            {
                return new Uri("http://169.254.170.2" + (relative[0] == '/' ? relative : "/" + relative));
            }

            if (SharedFiles.Variable("AWS_CONTAINER_CREDENTIALS_FULL_URI") is not { } full)
            {
                return null;
            }

            return Uri.TryCreate(full, UriKind.Absolute, out var uri)
                && (uri.Scheme == "https" || (uri.Scheme == "http" && (uri.IsLoopback || uri.Host is "169.254.170.2" or "169.254.170.23" or "[fd00:ec2::23]")))
                ? uri
                : throw new SourceException(AwsErrorIds.Credentials, SourceProblemKind.InvalidArgument,
                    "AWS_CONTAINER_CREDENTIALS_FULL_URI is no address that credentials may come from: https, or this machine's own.");
        }
    }

    /// <summary>Fetches them.</summary>
    /// <param name="endpoint">Where from.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="SourceException">They cannot be had.</exception>
    public static async Task<FetchedCredentials> FetchAsync(Uri endpoint, CancellationToken cancellation)
    {
        const string What = "The container's credentials endpoint";
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var (status, body) = await LocalHttp.SendAsync(HttpMethod.Get, endpoint, Authorization(), 5, cancellation).ConfigureAwait(false);
                if (status < 500 || attempt == Attempts)
                {
                    return LocalHttp.Credentials(What, status, body);
                }
            }
            catch (IOException e) when (attempt == Attempts)
            {
                throw new SourceException(AwsErrorIds.Credentials, SourceProblemKind.Connection, $"{What} ({endpoint.Host}) does not answer: {e.Message}.");
            }
            catch (IOException)
            {
                // Once more.
            }

            await Task.Delay(200 * attempt, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>The token to show, which EKS keeps in a file that changes.</summary>
    private static (string Name, string Value)? Authorization()
    {
        var token = SharedFiles.Variable("AWS_CONTAINER_AUTHORIZATION_TOKEN");
        if (SharedFiles.Variable("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE") is { } file)
        {
            token = TokenFile.Read(file, "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE");
        }

        return token is null ? null : ("Authorization", token);
    }
}
