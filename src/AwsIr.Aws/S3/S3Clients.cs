using System.Collections.Concurrent;
using System.Net;
using Amazon.Runtime.Internal;
using Amazon.S3;
using Amazon.S3.Model;
using AwsIr.Access;

namespace AwsIr.S3;

/// <summary>S3's client for each region, and where each bucket was found to be. For any number of threads.</summary>
internal sealed class S3Clients : IDisposable
{
    private const string RegionHeader = "x-amz-bucket-region";

    private readonly AwsTarget _home;
    private readonly bool _requesterPays;
    private readonly ConcurrentDictionary<string, Lazy<AmazonS3Client>> _clients = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _regions = new(StringComparer.Ordinal);
    private long _requests;

    /// <param name="home">Who asks, and where buckets are looked for first.</param>
    /// <param name="requesterPays">Whether to say that whoever asks pays.</param>
    public S3Clients(AwsTarget home, bool requesterPays)
    {
        _home = home;
        _requesterPays = requesterPays;
    }

    /// <summary>How many listings were asked for.</summary>
    public long Listings => Interlocked.Read(ref _requests);

    /// <summary>Who asks for a bucket, and where that was found to be.</summary>
    public AwsTarget TargetOf(string bucket) => _regions.TryGetValue(bucket, out var region) ? _home.In(region) : _home;

    /// <summary>A page of a listing.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="prefix">What the keys begin with.</param>
    /// <param name="delimiter">What ends the common beginning of keys that are listed as one; null lists every key.</param>
    /// <param name="startAfter">The key behind which the listing begins; null for the first.</param>
    /// <param name="token">The token of the page; null for the first.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<S3Page> ListAsync(string bucket, string prefix, string? delimiter, string? startAfter, string? token, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _requests);
        var answer = await CallAsync(
            bucket,
            client => client.ListObjectsV2Async(
                new ListObjectsV2Request
                {
                    BucketName = bucket,
                    Prefix = prefix,
                    Delimiter = delimiter,
                    StartAfter = token is null ? startAfter : null,
                    ContinuationToken = token,

                    // Keys may hold what XML may not.
                    Encoding = EncodingType.Url,
                    OptionalObjectAttributes = ["RestoreStatus"],
                    RequestPayer = _requesterPays ? RequestPayer.Requester : null,
                },
                cancellation)).ConfigureAwait(false);
        var isEncoded = answer.Encoding == EncodingType.Url;
        var entries = new List<S3Object>((answer.S3Objects?.Count ?? 0) + (answer.CommonPrefixes?.Count ?? 0));
        foreach (var found in answer.S3Objects ?? [])
        {
            entries.Add(new S3Object(Decode(found.Key), found.Size ?? 0, found.ETag ?? "", found.LastModified?.ToUniversalTime() ?? DateTime.MinValue, ArchiveClass(found)));
        }

        foreach (var found in answer.CommonPrefixes ?? [])
        {
            entries.Add(new S3Object(Decode(found), 0, "", DateTime.MinValue, null, IsPrefix: true));
        }

        entries.Sort(static (left, right) => Utf8Order.Compare(left.Key, right.Key));
        return new S3Page(entries, answer.IsTruncated == true && answer.NextContinuationToken is { Length: > 0 } next ? next : null);

        string Decode(string text) => isEncoded ? WebUtility.UrlDecode(text) : text;
    }

    /// <summary>Asks for an object, or for a part of it.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="wanted">The object; the answer is of it as it was listed.</param>
    /// <param name="from">Where the part begins, from 0.</param>
    /// <param name="length">How long it is.</param>
    /// <param name="cancellation">Ends it.</param>
    public Task<GetObjectResponse> GetAsync(string bucket, S3Object wanted, long from, int length, CancellationToken cancellation) => CallAsync(
        bucket,
        client => client.GetObjectAsync(
            new GetObjectRequest
            {
                BucketName = bucket,
                Key = wanted.Key,
                EtagToMatch = wanted.ETag.Length > 0 ? wanted.ETag : null,
                ByteRange = length == wanted.Size ? null : new ByteRange(from, from + length - 1),
                RequestPayer = _requesterPays ? RequestPayer.Requester : null,
            },
            cancellation));

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var client in _clients.Values)
        {
            client.Value.Dispose();
        }
    }

    /// <summary>The class of an object that has to be restored first.</summary>
    private static string? ArchiveClass(Amazon.S3.Model.S3Object found) =>
        found.StorageClass?.Value is "GLACIER" or "DEEP_ARCHIVE" && !(found.RestoreStatus is { IsRestoreInProgress: not true, RestoreExpiryDate: { } expiry } && expiry.ToUniversalTime() > DateTime.UtcNow)
            ? found.StorageClass.Value
            : null;

    /// <summary>Calls S3 in the bucket's region; where that is not known yet, S3 says it.</summary>
    private async Task<T> CallAsync<T>(string bucket, Func<AmazonS3Client, Task<T>> call)
    {
        var region = TargetOf(bucket).Region;
        try
        {
            return await call(ClientIn(region)).ConfigureAwait(false);
        }
        catch (AmazonS3Exception e) when (RegionIn(e) is { } other && other != region)
        {
            _regions[bucket] = other;
            return await call(ClientIn(other)).ConfigureAwait(false);
        }
    }

    private static string? RegionIn(AmazonS3Exception e) =>
        (e.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.TemporaryRedirect or HttpStatusCode.BadRequest or HttpStatusCode.Forbidden)
        && e.InnerException is HttpErrorResponseException { Response: { } response }
        && response.IsHeaderPresent(RegionHeader)
        && response.GetHeaderValue(RegionHeader) is { Length: > 0 and < 64 } region
            ? region
            : null;

    private AmazonS3Client ClientIn(string region) => _clients.GetOrAdd(region, _ => new Lazy<AmazonS3Client>(() =>
    {
        var target = _home.In(region);
        var config = target.Configure(new AmazonS3Config());

        // An access point's ARN names its region.
        config.UseArnRegion = true;

        // A server of one's own seldom has a name for each bucket.
        config.ForcePathStyle = target.Settings.Endpoint(AmazonS3Config.ServiceId) is not null;
        return new AmazonS3Client(target.Credentials, config);
    })).Value;
}
