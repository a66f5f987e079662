using System.Text.RegularExpressions;

namespace AwsIr.S3;

/// <summary>Where objects lie: a bucket (or an access point) and what their keys begin with.</summary>
/// <param name="Bucket">The bucket's name, or the ARN of an access point.</param>
/// <param name="Prefix">What the keys begin with; empty for all of the bucket.</param>
internal sealed record S3Location(string Bucket, string Prefix)
{
    private static readonly Regex BucketName = new("\\A[A-Za-z0-9][A-Za-z0-9._-]{1,253}[A-Za-z0-9]\\z", RegexOptions.CultureInvariant);

    // arn:aws:s3:region:account:accesspoint/name, with a slash or a colon before the name, and what may follow it.
    private static readonly Regex AccessPoint = new("\\A(arn:[a-z-]+:s3[a-z-]*:[a-z0-9-]*:[0-9]{12}:accesspoint[/:][A-Za-z0-9.-]+)(?:/object)?(?:/(.*))?\\z", RegexOptions.CultureInvariant | RegexOptions.Singleline);
    private static readonly Regex BucketArn = new("\\Aarn:[a-z-]+:s3:::([^/]*)(?:/(.*))?\\z", RegexOptions.CultureInvariant | RegexOptions.Singleline);
    private static readonly Regex S3Host = new("\\A(?:(.+)\\.)?s3[.-](?:(?:fips|dualstack|accelerate)[.-])*(?:[a-z0-9-]+\\.)?amazonaws\\.com(?:\\.cn)?\\z", RegexOptions.CultureInvariant);
    private static readonly Regex ConsoleHost = new("\\A(?:[a-z0-9-]+\\.)*console\\.(?:aws\\.amazon\\.com|amazonaws\\.cn|amazonaws-us-gov\\.com)\\z", RegexOptions.CultureInvariant);

    /// <summary>Reads an address: s3://bucket/prefix, an ARN, or a URL of S3 or of its console.</summary>
    /// <exception cref="FormatException">It is none; the message repeats nothing of a query, in which secrets may be.</exception>
    public static S3Location Parse(string text)
    {
        if (text.StartsWith("s3://", StringComparison.OrdinalIgnoreCase))
        {
            var path = text.Substring("s3://".Length);
            return path.StartsWith("arn:", StringComparison.Ordinal) ? FromArn(path, text) : FromPath(path, text);
        }

        if (text.StartsWith("arn:", StringComparison.Ordinal))
        {
            return FromArn(text, text);
        }

        return Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "https" or "http" ? FromUrl(url) : throw None(text, "it begins with none of s3://, arn: and https://");
    }

    /// <summary>Whether everything here is there too.</summary>
    public bool IsIn(S3Location other) => Bucket == other.Bucket && Prefix.StartsWith(other.Prefix, StringComparison.Ordinal);

    /// <summary>The address of an object here.</summary>
    public string UriOf(string key) => $"s3://{Bucket}/{key}";

    /// <summary>The address, <c>s3://bucket/prefix</c>.</summary>
    public override string ToString() => UriOf(Prefix);

    private static S3Location FromPath(string path, string text)
    {
        var slash = path.IndexOf('/');
        return Make(slash < 0 ? path : path.Substring(0, slash), slash < 0 ? "" : path.Substring(slash + 1), text);
    }

    private static S3Location FromArn(string arn, string text)
    {
        if (BucketArn.Match(arn) is { Success: true } bucket)
        {
            return Make(bucket.Groups[1].Value, bucket.Groups[2].Value, text);
        }

        return AccessPoint.Match(arn) is { Success: true } point
            ? new S3Location(point.Groups[1].Value, point.Groups[2].Value)
            : throw None(text, "the ARN is neither of a bucket nor of an access point");
    }

    private static S3Location FromUrl(Uri url)
    {
        var shown = url.GetLeftPart(UriPartial.Path);
        var path = Uri.UnescapeDataString(url.AbsolutePath.TrimStart('/'));
        if (ConsoleHost.IsMatch(url.Host))
        {
            string[] parts = path.Split('/');
            return parts is ["s3", "buckets" or "object", var name, ..] ? Make(name, Query(url, "prefix"), shown) : throw None(shown, "the page of the console is not that of a bucket");
        }

        return S3Host.Match(url.Host) is not { Success: true } host ? throw None(shown, "the host is not one of S3")
            : host.Groups[1].Length > 0 ? Make(host.Groups[1].Value, path, shown)
            : FromPath(path, shown);
    }

    private static string Query(Uri url, string name)
    {
        foreach (var pair in url.Query.TrimStart('?').Split('&'))
        {
            if (pair.StartsWith(name + "=", StringComparison.Ordinal))
            {
                return Uri.UnescapeDataString(pair.Substring(name.Length + 1).Replace('+', ' '));
            }
        }

        return "";
    }

    private static S3Location Make(string bucket, string prefix, string text) =>
        BucketName.IsMatch(bucket) ? new S3Location(bucket, prefix) : throw None(text, bucket.Length == 0 ? "the bucket is missing" : "what stands for the bucket is no name of one");

    private static FormatException None(string text, string why)
    {
        // What follows a question mark may be a signature.
        var query = text.IndexOf('?');
        return new FormatException($"'{(query < 0 ? text : text.Remove(query) + "?…")}' is no address in S3: {why}. Write s3://bucket/prefix.");
    }
}
