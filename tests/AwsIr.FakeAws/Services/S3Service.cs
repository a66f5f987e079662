using System.Globalization;
using System.Text;

namespace AwsIr.FakeAws;

/// <summary>Amazon S3, for reading.</summary>
internal sealed class S3Service : AwsService
{
    private const string Namespace = "http://s3.amazonaws.com/doc/2006-03-01/";

    public override string RequestIdHeader => "x-amz-request-id";

    /// <summary>The bucket and the key that a request names, by path or by host; null for what it doesn't name.</summary>
    public static (string? Bucket, string? Key) Place(AwsRequest request)
    {
        string path = request.Path[1..];
        if (HostBucket(request.Signed.Header("Host") ?? "") is string bucket)
        {
            return (bucket, path.Length == 0 ? null : path);
        }

        string[] parts = path.Split('/', 2);
        return (parts[0].Length == 0 ? null : parts[0], parts.Length == 2 && parts[1].Length > 0 ? parts[1] : null);
    }

    public override string OperationOf(AwsRequest request)
    {
        var (bucket, key) = Place(request);
        return (request.Signed.Method, bucket, key) switch
        {
            ("GET", null, _) => "ListBuckets",
            ("HEAD", not null, null) => "HeadBucket",
            ("GET", not null, null) when request["location"] is not null => "GetBucketLocation",
            ("GET", not null, null) when request["list-type"] == "2" => "ListObjectsV2",
            ("GET", not null, not null) => "GetObject",
            ("HEAD", not null, not null) => "HeadObject",
            _ => Unknown,
        };
    }

    public override AwsAnswer Answer(AwsRequest request)
    {
        if (request.Operation == "ListBuckets")
        {
            return ListBuckets(request);
        }

        var (name, key) = Place(request);
        if (request.Operation == Unknown || name is null)
        {
            throw NotHere($"{request.Signed.Method} {request.Path} in S3");
        }

        Bucket bucket = request.World.Buckets.GetValueOrDefault(name) ?? throw new AwsError("NoSuchBucket", "The specified bucket does not exist", 404) { Details = [("BucketName", name)] };
        CheckRegion(request, bucket);
        AwsAnswer answer = request.Operation switch
        {
            "GetBucketLocation" => GetBucketLocation(request, bucket),
            "HeadBucket" => HeadBucket(request, bucket),
            "ListObjectsV2" => ListObjects(request, bucket),
            _ => GetObject(request, bucket, key!),
        };
        if (bucket.RequesterPays && request.Signed.Header("x-amz-request-payer") == "requester" && request.Account != bucket.Owner)
        {
            answer.Headers.Add(("x-amz-request-charged", "requester"));
        }

        return answer;
    }

    public override AwsAnswer Fail(AwsRequest request, AwsError error)
    {
        string details = string.Concat(error.Details.Select(static detail => Element(detail.Name, detail.Value)));
        string xml = $"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>{error.Code}</Code><Message>{Xml(error.Message)}</Message>{details}<RequestId>EXAMPLE123456789</RequestId><HostId>EXAMPLEhostIdEXAMPLE=</HostId></Error>";
        // Neither an answer to HEAD nor one of 304 has a body.
        ReadOnlyMemory<byte> body = request.Signed.Method == "HEAD" || error.Status == 304 ? default : Encoding.UTF8.GetBytes(xml);
        return new AwsAnswer(error.Status, error.Status == 304 ? null : "application/xml", body) { ErrorCode = error.Code, Headers = error.Headers };
    }

    public override AwsError Problem(AwsProblem problem, string message) => problem switch
    {
        AwsProblem.Missing => new AwsError("AccessDenied", "Access Denied", 403),
        AwsProblem.Incomplete => new AwsError("AuthorizationHeaderMalformed", message),
        AwsProblem.UnknownKey => new AwsError("InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.", 403),
        AwsProblem.Expired => new AwsError("ExpiredToken", "The provided token has expired."),
        AwsProblem.Skewed => new AwsError("RequestTimeTooSkewed", "The difference between the request time and the current time is too large.", 403) { Details = [("MaxAllowedSkewMilliseconds", "900000")] },
        AwsProblem.Payload => new AwsError("XAmzContentSHA256Mismatch", message),
        AwsProblem.AccessDenied => new AwsError("AccessDenied", message, 403),
        AwsProblem.Throttled => new AwsError("SlowDown", "Please reduce your request rate.", 503),
        AwsProblem.Internal => new AwsError("InternalError", message, 500),
        AwsProblem.Unavailable => new AwsError("ServiceUnavailable", message, 503),
        _ => new AwsError("SignatureDoesNotMatch", message, 403),
    };

    /// <summary>The bucket in front of a host that is S3's or this machine's, or null.</summary>
    private static string? HostBucket(string host)
    {
        host = host.Split(':')[0];
        int end = host.EndsWith(".localhost", StringComparison.Ordinal) ? host.Length - ".localhost".Length
            : host.EndsWith(".amazonaws.com", StringComparison.Ordinal) ? host.IndexOf(".s3.", StringComparison.Ordinal)
            : -1;
        return end > 0 ? host[..end] : null;
    }

    private static void CheckRegion(AwsRequest request, Bucket bucket)
    {
        // us-east-1 knows where every bucket is.
        if (request.Region == bucket.Region || (request.Operation == "GetBucketLocation" && request.Region == "us-east-1"))
        {
            return;
        }

        List<(string, string)> headers = [("x-amz-bucket-region", bucket.Region)];
        throw request.World.WrongRegion == WrongRegionAnswer.PermanentRedirect
            ? new AwsError("PermanentRedirect", "The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.", 301)
            {
                Headers = headers,
                Details = [("Endpoint", $"{bucket.Name}.s3.{bucket.Region}.amazonaws.com"), ("Bucket", bucket.Name)],
            }
            : new AwsError("AuthorizationHeaderMalformed", $"The authorization header is malformed; the region '{request.Region}' is wrong; expecting '{bucket.Region}'")
            {
                Headers = headers,
                Details = [("Region", bucket.Region)],
            };
    }

    private AwsAnswer ListBuckets(AwsRequest request)
    {
        Allow(request, "s3:ListAllMyBuckets", "arn:aws:s3:::*");
        IEnumerable<Bucket> buckets = request.World.Buckets.Values
            .Where(bucket => bucket.Owner == request.Account && (request["bucket-region"] is not string region || bucket.Region == region) && bucket.Name.StartsWith(request["prefix"] ?? "", StringComparison.Ordinal))
            .OrderBy(static bucket => bucket.Name, StringComparer.Ordinal);
        string list = string.Concat(buckets.Select(static bucket => $"<Bucket>{Element("Name", bucket.Name)}<CreationDate>2025-01-01T00:00:00.000Z</CreationDate>{Element("BucketRegion", bucket.Region)}</Bucket>"));
        return Answer($"<ListAllMyBucketsResult xmlns=\"{Namespace}\">{Owner(request.Account)}<Buckets>{list}</Buckets></ListAllMyBucketsResult>");
    }

    private AwsAnswer GetBucketLocation(AwsRequest request, Bucket bucket)
    {
        AllowBucket(request, bucket, "s3:GetBucketLocation", bucket.Arn);
        return Answer(bucket.Region == "us-east-1"
            ? $"<LocationConstraint xmlns=\"{Namespace}\"/>"
            : $"<LocationConstraint xmlns=\"{Namespace}\">{bucket.Region}</LocationConstraint>");
    }

    private AwsAnswer HeadBucket(AwsRequest request, Bucket bucket)
    {
        try
        {
            AllowBucket(request, bucket, "s3:ListBucket", bucket.Arn);
        }
        catch (AwsError denied)
        {
            // Even a denied one says where the bucket is.
            denied.Headers.Add(("x-amz-bucket-region", bucket.Region));
            throw;
        }

        return new AwsAnswer(200, "application/xml", default) { Headers = [("x-amz-bucket-region", bucket.Region), ("x-amz-access-point-alias", "false")] };
    }

    private AwsAnswer ListObjects(AwsRequest request, Bucket bucket)
    {
        AllowBucket(request, bucket, "s3:ListBucket", bucket.Arn);
        string prefix = request["prefix"] ?? "";
        string delimiter = request["delimiter"] ?? "";
        string? after = request["start-after"];
        int size = int.TryParse(request["max-keys"] ?? "1000", NumberStyles.None, CultureInfo.InvariantCulture, out int asked)
            ? Math.Min(asked, 1000)
            : throw new AwsError("InvalidArgument", "Provided max-keys not an integer or within integer range") { Details = [("ArgumentName", "max-keys")] };
        bool encoded = request["encoding-type"] switch
        {
            null => false,
            "url" => true,
            _ => throw new AwsError("InvalidArgument", "Invalid Encoding Method specified in Request") { Details = [("ArgumentName", "encoding-type")] },
        };
        var (entries, next) = request.World.Pages.Take(
            request,
            request["continuation-token"],
            $"{bucket.Name} {prefix} {delimiter}",
            size,
            () => Entries(bucket, prefix, delimiter, after),
            static () => new AwsError("InvalidArgument", "The continuation token provided is incorrect") { Details = [("ArgumentName", "continuation-token")] });

        string contents = string.Concat(entries.Where(static entry => entry.Object is not null).Select(entry =>
            $"<Contents>{Element("Key", Show(entry.Name))}{Element("LastModified", Iso(entry.Object!.LastModified))}{Element("ETag", $"\"{entry.Object.ETag}\"")}"
            + $"{Element("Size", entry.Object.Content.Length.ToString(CultureInfo.InvariantCulture))}{(request["fetch-owner"] == "true" ? Owner(bucket.Owner) : "")}{Element("StorageClass", entry.Object.StorageClass)}{Restored(entry.Object)}</Contents>"));
        string prefixes = string.Concat(entries.Where(static entry => entry.Object is null).Select(entry => $"<CommonPrefixes>{Element("Prefix", Show(entry.Name))}</CommonPrefixes>"));
        return Answer(
            $"<ListBucketResult xmlns=\"{Namespace}\">{Element("Name", bucket.Name)}{Element("Prefix", Show(prefix))}{(delimiter.Length > 0 ? Element("Delimiter", Show(delimiter)) : "")}"
            + $"{Element("StartAfter", after is null ? null : Show(after))}{Element("ContinuationToken", request["continuation-token"])}{Element("NextContinuationToken", next)}"
            + $"<KeyCount>{entries.Count}</KeyCount><MaxKeys>{size}</MaxKeys>{(encoded ? "<EncodingType>url</EncodingType>" : "")}<IsTruncated>{(next is null ? "false" : "true")}</IsTruncated>{contents}{prefixes}</ListBucketResult>");

        string Restored(StoredObject stored) => stored.Restored && request.Signed.Header("x-amz-optional-object-attributes") == "RestoreStatus"
            ? $"<RestoreStatus><IsRestoreInProgress>false</IsRestoreInProgress><RestoreExpiryDate>{Iso(request.World.Now.AddDays(7))}</RestoreExpiryDate></RestoreStatus>"
            : "";

        // S3 writes a space as a plus, and leaves the slashes.
        string Show(string text) => encoded ? SigV4.Encode(text, keepSlashes: true).Replace("%20", "+", StringComparison.Ordinal) : text;
    }

    /// <summary>The keys and the common prefixes of a listing, together in order.</summary>
    private static List<(string Name, StoredObject? Object)> Entries(Bucket bucket, string prefix, string delimiter, string? after)
    {
        List<(string Name, StoredObject? Object)> entries = [];
        foreach ((string key, StoredObject stored) in bucket.Objects)
        {
            if (!key.StartsWith(prefix, StringComparison.Ordinal) || (after is not null && bucket.Objects.Comparer.Compare(key, after) <= 0))
            {
                continue;
            }

            int end = delimiter.Length == 0 ? -1 : key.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal);
            if (end < 0)
            {
                entries.Add((key, stored));
            }
            else if (entries.Count == 0 || entries[^1].Name != key[..(end + delimiter.Length)])
            {
                entries.Add((key[..(end + delimiter.Length)], null));
            }
        }

        return entries;
    }

    private AwsAnswer GetObject(AwsRequest request, Bucket bucket, string key)
    {
        AllowBucket(request, bucket, "s3:GetObject", $"{bucket.Arn}/{key}");
        if (!bucket.Objects.TryGetValue(key, out StoredObject? stored))
        {
            // Who may not list may not learn either that a key isn't there.
            AllowBucket(request, bucket, "s3:ListBucket", bucket.Arn);
            throw new AwsError("NoSuchKey", "The specified key does not exist.", 404) { Details = [("Key", key)] };
        }

        bool head = request.Operation == "HeadObject";
        if (!head && stored.IsArchived)
        {
            throw new AwsError("InvalidObjectState", "The operation is not valid for the object's storage class", 403) { Details = [("StorageClass", stored.StorageClass)] };
        }

        if (stored.KmsKeyArn is string kmsKey)
        {
            Allow(request, "kms:Decrypt", kmsKey);
        }

        CheckConditions(request, stored);
        List<(string, string)> headers =
        [
            ("ETag", $"\"{stored.ETag}\""),
            ("Last-Modified", stored.LastModified.ToString("R", CultureInfo.InvariantCulture)),
            ("Accept-Ranges", "bytes"),
            ("x-amz-server-side-encryption", stored.KmsKeyArn is null ? "AES256" : "aws:kms"),
        ];
        AddIf(headers, "x-amz-storage-class", stored.StorageClass == "STANDARD" ? null : stored.StorageClass);
        AddIf(headers, "x-amz-restore", stored.Restored ? "ongoing-request=\"false\", expiry-date=\"Fri, 31 Dec 2027 00:00:00 GMT\"" : null);
        AddIf(headers, "x-amz-server-side-encryption-aws-kms-key-id", stored.KmsKeyArn);
        AddIf(headers, "Content-Encoding", stored.ContentEncoding);

        ReadOnlyMemory<byte> body = stored.Content;
        int status = 200;
        if (Range(request.Signed.Header("Range"), body.Length) is (int from, int count))
        {
            headers.Add(("Content-Range", $"bytes {from}-{from + count - 1}/{body.Length}"));
            body = body.Slice(from, count);
            status = 206;
        }

        return new AwsAnswer(status, stored.ContentType, head ? default : body) { Headers = headers, Length = head ? body.Length : null };

        static void AddIf(List<(string, string)> headers, string name, string? value)
        {
            if (value is not null)
            {
                headers.Add((name, value));
            }
        }
    }

    private static void CheckConditions(AwsRequest request, StoredObject stored)
    {
        if (request.Signed.Header("If-Match") is string match && !Names(match, stored))
        {
            throw new AwsError("PreconditionFailed", "At least one of the pre-conditions you specified did not hold", 412) { Details = [("Condition", "If-Match")] };
        }

        if (request.Signed.Header("If-None-Match") is string none && Names(none, stored))
        {
            throw new AwsError("NotModified", "Not Modified", 304) { Headers = [("ETag", $"\"{stored.ETag}\"")] };
        }

        static bool Names(string header, StoredObject stored) => header.Trim() == "*" || header.Split(',').Any(tag => tag.Trim().Trim('"') == stored.ETag);
    }

    /// <summary>Where a range begins and how long it is; null for none, or for one that S3 passes over.</summary>
    private static (int From, int Count)? Range(string? header, int length)
    {
        if (header is null || !header.StartsWith("bytes=", StringComparison.Ordinal) || header.Contains(',', StringComparison.Ordinal))
        {
            return null;
        }

        string[] ends = header["bytes=".Length..].Split('-');
        if (ends.Length != 2)
        {
            return null;
        }

        long? first = Number(ends[0]);
        long? last = Number(ends[1]);
        if ((first is null && last is null) || first > last)
        {
            return null;
        }

        long from = first ?? Math.Max(0, length - last!.Value);
        long to = first is null ? length - 1 : Math.Min(last ?? length - 1, length - 1);
        return from >= length || to < from
            ? throw new AwsError("InvalidRange", "The requested range is not satisfiable", 416)
            {
                Details = [("RangeRequested", header), ("ActualObjectSize", length.ToString(CultureInfo.InvariantCulture))],
                Headers = [("Content-Range", $"bytes */{length}")],
            }
            : ((int)from, (int)(to - from + 1));

        static long? Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;
    }

    /// <summary>Checks an action on a bucket: whose it is, who pays, what is denied.</summary>
    private void AllowBucket(AwsRequest request, Bucket bucket, string action, string resource)
    {
        bool own = request.Account == bucket.Owner;
        // To another account's principal S3 says no more than this.
        if ((!own && !bucket.SharedWith.Contains(request.Account.Id)) || (!own && bucket.RequesterPays && request.Signed.Header("x-amz-request-payer") != "requester"))
        {
            throw new AwsError("AccessDenied", "Access Denied", 403);
        }

        if (request.Signed.Header("x-amz-expected-bucket-owner") is string expected && expected != bucket.Owner.Id)
        {
            throw new AwsError("AccessDenied", "Access Denied", 403);
        }

        try
        {
            Allow(request, action, resource);
        }
        catch (AwsError denied) when (own)
        {
            throw new AwsError(denied.Code, denied.Message.Replace(resource, $"\"{resource}\"", StringComparison.Ordinal), denied.Status);
        }
        catch (AwsError denied)
        {
            throw new AwsError(denied.Code, "Access Denied", denied.Status);
        }
    }

    private static string Owner(AwsAccount account) => $"<Owner><ID>{SigV4.Hash(Encoding.UTF8.GetBytes(account.Id))}</ID></Owner>";

    private static string Iso(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss'.000Z'", CultureInfo.InvariantCulture);

    private static AwsAnswer Answer(string xml) => new(200, "application/xml", Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + xml));
}
