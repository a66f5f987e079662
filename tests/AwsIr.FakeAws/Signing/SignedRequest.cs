namespace AwsIr.FakeAws;

/// <summary>A request as its signature sees it.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Target">The path and query exactly as they were sent.</param>
/// <param name="Headers">Every header line, in the order sent.</param>
/// <param name="Body">The body as it was sent, chunk signatures included.</param>
public sealed record SignedRequest(string Method, string Target, IReadOnlyList<KeyValuePair<string, string>> Headers, ReadOnlyMemory<byte> Body)
{
    /// <summary>The target up to the question mark.</summary>
    public string RawPath => Target.Split('?', 2)[0];

    /// <summary>The target after the question mark.</summary>
    public string RawQuery => Target.Contains('?', StringComparison.Ordinal) ? Target.Split('?', 2)[1] : "";

    /// <summary>A header's value, several lines of it joined by commas; null when it was not sent.</summary>
    public string? Header(string name)
    {
        string[] values = [.. Headers.Where(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(static header => header.Value)];
        return values.Length == 0 ? null : string.Join(',', values);
    }
}
