namespace AwsIr.FakeAws;

/// <summary>A response, before it is written.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="ContentType">The body's type; null without a body.</param>
/// <param name="Body">The body.</param>
internal sealed record AwsAnswer(int Status, string? ContentType, ReadOnlyMemory<byte> Body)
{
    /// <summary>The error's code, of an error.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>Headers beside type, length and date.</summary>
    public List<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>The Content-Length of an answer to HEAD, which has no body.</summary>
    public long? Length { get; init; }
}
