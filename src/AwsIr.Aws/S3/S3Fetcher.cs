using System.Buffers;
using System.Globalization;
using System.Net;
using Amazon.Runtime;
using Amazon.S3.Model;
using AwsIr.Evidence;

namespace AwsIr.S3;

/// <summary>Fetches parts of objects, a few at a time; one that breaks off goes on where it broke.</summary>
internal sealed class S3Fetcher : IDisposable
{
    /// <summary>How often a part may break off without a byte more than the time before.</summary>
    private const int MaxBreaks = 5;

    private readonly S3Clients _clients;
    private readonly SemaphoreSlim _slots;

    /// <param name="clients">Asks.</param>
    /// <param name="inFlight">How many parts are fetched at the same time.</param>
    public S3Fetcher(S3Clients clients, int inFlight)
    {
        _clients = clients;
        _slots = new SemaphoreSlim(inFlight);
    }

    /// <summary>How long nothing may come before a part counts as broken off.</summary>
    public static TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Fetches a part.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="wanted">The object.</param>
    /// <param name="from">Where the part begins, from 0.</param>
    /// <param name="length">How long it is.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>An array of the shared pool, at least as long; it is the caller's.</returns>
    /// <exception cref="SourceException">It cannot be read: says what to do.</exception>
    public async Task<byte[]> FetchAsync(string bucket, S3Object wanted, long from, int length, CancellationToken cancellation)
    {
        await _slots.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            // After a failure it is not given back: a read that nobody waits for any more may still write to it.
            var buffer = ArrayPool<byte>.Shared.Rent(length);
            await FillAsync(bucket, wanted, from, buffer, length, cancellation).ConfigureAwait(false);
            return buffer;
        }
        catch (Exception e) when (AwsErrors.Is(e, cancellation))
        {
            throw S3Errors.OfObject(e, _clients.TargetOf(bucket), $"s3://{bucket}/{wanted.Key}");
        }
        finally
        {
            _slots.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _slots.Dispose();

    private async Task FillAsync(string bucket, S3Object wanted, long from, byte[] buffer, int length, CancellationToken cancellation)
    {
        var filled = 0;
        for (var breaks = 0; ;)
        {
            var before = filled;
            using var response = await _clients.GetAsync(bucket, wanted, from + filled, length - filled, cancellation).ConfigureAwait(false);
            Check(response, wanted, from + filled, length - filled);
            try
            {
                using var stalled = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
                using var abort = stalled.Token.Register(response.Dispose);
                int read;
                do
                {
                    stalled.CancelAfter(Patience);
                    read = await ReadAsync(response.ResponseStream, buffer, filled, length - filled, stalled.Token).ConfigureAwait(false);
                    filled += read;
                }
                while (read > 0 && filled < length);
                if (filled == length)
                {
                    // The end is where a checksum is compared.
                    await ReadAsync(response.ResponseStream, new byte[1], 0, 1, stalled.Token).ConfigureAwait(false);
                    return;
                }
            }
            catch (Exception e) when (IsBroken(e) && !cancellation.IsCancellationRequested)
            {
                if (filled == length)
                {
                    // All came, but not what was stored.
                    filled = before = 0;
                }
            }

            breaks = filled > before ? 0 : breaks + 1;
            if (breaks >= MaxBreaks)
            {
                throw Error(AwsErrorIds.Connection, SourceProblemKind.Connection, "the connection broke off at byte {0} of {1}, {2} times. Run it again.", from + filled, wanted.Size, breaks);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100 << breaks), cancellation).ConfigureAwait(false);
        }
    }

    private static async Task<int> ReadAsync(Stream stream, byte[] buffer, int offset, int count, CancellationToken cancellation) =>
#if NET
        await stream.ReadAsync(buffer.AsMemory(offset, count), cancellation).ConfigureAwait(false);
#else
        await stream.ReadAsync(buffer, offset, count, cancellation).ConfigureAwait(false);
#endif

    private static bool IsBroken(Exception e) => e is IOException or OperationCanceledException or ObjectDisposedException or HttpRequestException or WebException or AmazonClientException;

    /// <summary>Checks that an answer is the part that was asked for, by what it says of itself.</summary>
    private static void Check(GetObjectResponse response, S3Object wanted, long from, int length)
    {
        var isPart = length != wanted.Size;
        if (response.ContentLength != length
            || isPart != (response.HttpStatusCode == HttpStatusCode.PartialContent)
            || (isPart && response.ContentRange?.StartsWith(string.Format(CultureInfo.InvariantCulture, "bytes {0}-", from), StringComparison.Ordinal) != true))
        {
            throw Error(AwsErrorIds.RequestFailed, SourceProblemKind.InvalidData, "the answer is not the part of the object that was asked for. Does a proxy, or -EndpointUrl, change answers?");
        }
    }

    private static SourceException Error(string id, SourceProblemKind problem, string format, params object[] values) =>
        new(id, problem, string.Format(CultureInfo.InvariantCulture, format, values));
}
