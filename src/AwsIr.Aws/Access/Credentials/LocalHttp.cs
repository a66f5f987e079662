using System.Net.Http;
using AwsIr.Evidence;

namespace AwsIr.Access;

/// <summary>Asks the servers that are part of a machine or container, never through a proxy, with bounds on time and size.</summary>
internal static class LocalHttp
{
    private static readonly HttpClient Client = new(new HttpClientHandler { UseProxy = false, AllowAutoRedirect = false })
    {
        MaxResponseContentBufferSize = 1 << 20,
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>Sends a request.</summary>
    /// <param name="method">GET or PUT.</param>
    /// <param name="uri">Where to.</param>
    /// <param name="header">A header's name and value, if one is needed.</param>
    /// <param name="seconds">How long to wait.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The status and the body.</returns>
    /// <exception cref="IOException">There was no answer, or too long a one.</exception>
    public static async Task<(int Status, string Body)> SendAsync(HttpMethod method, Uri uri, (string Name, string Value)? header, double seconds, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(TimeSpan.FromSeconds(seconds));
        using var request = new HttpRequestMessage(method, uri);
        if (header is { } named)
        {
            request.Headers.TryAddWithoutValidation(named.Name, named.Value);
        }

        try
        {
            using var response = await Client.SendAsync(request, limit.Token).ConfigureAwait(false);

            // The body is there already, by what SendAsync waits for.
#pragma warning disable CA2016
            return ((int)response.StatusCode, await response.Content.ReadAsStringAsync().ConfigureAwait(false));
#pragma warning restore CA2016
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new IOException($"there was no answer in {seconds:0.#} s");
        }
        catch (HttpRequestException e)
        {
            throw new IOException((e.InnerException ?? e).Message);
        }
    }

    /// <summary>The credentials in an answer in JSON.</summary>
    /// <param name="what">Who answered, for the error.</param>
    /// <param name="status">The answer's status.</param>
    /// <param name="body">Its body.</param>
    /// <exception cref="SourceException">There are none in it.</exception>
    public static FetchedCredentials Credentials(string what, int status, string body) =>
        (status == 200 ? JsonFields.Parse(body)?.Credentials("Token") : null) ?? throw new SourceException(
            AwsErrorIds.Credentials, SourceProblemKind.AccessDenied, $"{what} gave no credentials (status {status}). Is a role attached, and allowed?");
}
