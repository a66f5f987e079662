namespace AwsIr.FakeAws;

/// <summary>A request that came in.</summary>
public sealed class LoggedRequest
{
    /// <summary>When it came, the server's time, UTC.</summary>
    public required DateTime Time { get; init; }

    /// <summary>The service as its signatures name it: cloudtrail, logs, guardduty, ec2, config, sts, s3…</summary>
    public required string Service { get; init; }

    /// <summary>The operation's name in the API.</summary>
    public required string Operation { get; init; }

    /// <summary>The path, decoded.</summary>
    public required string Path { get; init; }

    /// <summary>The region of its signature.</summary>
    public string? Region { get; init; }

    /// <summary>The access key that it is signed with, or claims to be.</summary>
    public string? AccessKeyId { get; init; }

    /// <summary>The account of whoever asked; null when the signature didn't hold.</summary>
    public string? AccountId { get; internal set; }

    /// <summary>Who asked; null when the signature didn't hold.</summary>
    public string? Arn { get; internal set; }

    /// <summary>The parameters by their names on the wire: of the query, of the form, or the top level of the JSON body as JSON.</summary>
    public required IReadOnlyDictionary<string, string> Parameters { get; init; }

    /// <summary>The bucket, of a request to S3.</summary>
    public string? Bucket { get; internal set; }

    /// <summary>The key, of a request for an object.</summary>
    public string? Key { get; internal set; }

    /// <summary>The headers as they came.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; }

    /// <summary>The HTTP status of the answer; 0 while there is none.</summary>
    public int Status { get; internal set; }

    /// <summary>The answer's error code.</summary>
    public string? ErrorCode { get; internal set; }

    /// <summary>The fault that was put in its way, or null.</summary>
    public Fault? Fault { get; internal set; }

    /// <summary>The Range header.</summary>
    public string? Range => Header("Range");

    /// <summary>A parameter, or null.</summary>
    public string? this[string name] => Parameters.GetValueOrDefault(name);

    /// <summary>A header, or null.</summary>
    public string? Header(string name) => Headers.Where(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(static header => header.Value).FirstOrDefault();

    /// <inheritdoc/>
    public override string ToString() => $"{Service}:{Operation} {Region} {AccountId} {Bucket}{(Key is null ? "" : "/" + Key)} {Range} -> {Status} {ErrorCode}";
}
