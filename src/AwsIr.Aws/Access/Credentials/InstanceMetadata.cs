using System.Net.Http;
using AwsIr.Evidence;

namespace AwsIr.Access;

/// <summary>The metadata service of an EC2 instance: its role's credentials and its region. Asked last, since elsewhere nobody answers.</summary>
internal static class InstanceMetadata
{
    private const string TokenHeader = "X-aws-ec2-metadata-token";
    private const int Attempts = 2;

    /// <summary>Whether it may be asked.</summary>
    public static bool IsEnabled => !string.Equals(SharedFiles.Variable("AWS_EC2_METADATA_DISABLED"), "true", StringComparison.OrdinalIgnoreCase);

    private static string Endpoint => (SharedFiles.Variable("AWS_EC2_METADATA_SERVICE_ENDPOINT")
        ?? (string.Equals(SharedFiles.Variable("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"), "IPv6", StringComparison.OrdinalIgnoreCase) ? "http://[fd00:ec2::254]" : "http://169.254.169.254")).TrimEnd('/');

    /// <summary>Fetches the credentials of the instance's role.</summary>
    /// <exception cref="IOException">Nobody answers: this is no instance.</exception>
    /// <exception cref="SourceException">It is one, but without a role.</exception>
    public static async Task<FetchedCredentials> FetchAsync(CancellationToken cancellation)
    {
        const string Folder = "/latest/meta-data/iam/security-credentials/";
        var token = await TokenAsync(cancellation).ConfigureAwait(false);
        var (status, names) = await GetAsync(Folder, token, cancellation).ConfigureAwait(false);
        var role = names.Trim().Split('\n')[0].Trim();
        if (status != 200 && token is null)
        {
            // Another cloud's, or a proxy's.
            throw new IOException("it is not EC2 that answers");
        }

        if (status != 200 || role.Length == 0)
        {
            throw new SourceException(AwsErrorIds.Credentials, SourceProblemKind.AccessDenied, $"The instance has no role (its metadata service answered {status}). Attach an instance profile, or give -ProfileName.");
        }

        (status, var body) = await GetAsync(Folder + System.Uri.EscapeDataString(role), token, cancellation).ConfigureAwait(false);
        return LocalHttp.Credentials($"The instance's metadata service, for role {role},", status, body);
    }

    /// <summary>The instance's region; null if it does not say.</summary>
    public static async Task<string?> RegionAsync(CancellationToken cancellation)
    {
        try
        {
            var (status, region) = await GetAsync("/latest/meta-data/placement/region", await TokenAsync(cancellation).ConfigureAwait(false), cancellation).ConfigureAwait(false);
            return status == 200 && Regions.IsName(region.Trim()) ? region.Trim() : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>The token that version 2 of the service wants; null where there is only version 1.</summary>
    private static async Task<string?> TokenAsync(CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var (status, token) = await LocalHttp.SendAsync(HttpMethod.Put, Uri("/latest/api/token"), (TokenHeader + "-ttl-seconds", "21600"), 1, cancellation).ConfigureAwait(false);
                return status == 200 ? token.Trim() : null;
            }
            catch (IOException) when (attempt < Attempts)
            {
                // A busy instance may be slow once.
            }
        }
    }

    private static Task<(int Status, string Body)> GetAsync(string path, string? token, CancellationToken cancellation) =>
        LocalHttp.SendAsync(HttpMethod.Get, Uri(path), token is null ? null : (TokenHeader, token), 5, cancellation);

    private static Uri Uri(string path) => System.Uri.TryCreate(Endpoint + path, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https")
        ? uri
        : throw new SourceException(AwsErrorIds.Credentials, SourceProblemKind.InvalidArgument, "AWS_EC2_METADATA_SERVICE_ENDPOINT is no http address.");
}
