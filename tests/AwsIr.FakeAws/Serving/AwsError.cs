namespace AwsIr.FakeAws;

/// <summary>An error that a service answers with.</summary>
/// <param name="code">Its code.</param>
/// <param name="message">What it says.</param>
/// <param name="status">The HTTP status.</param>
internal sealed class AwsError(string code, string message, int status = 400) : Exception(message)
{
    /// <summary>Its code.</summary>
    public string Code { get; } = code;

    /// <summary>The HTTP status.</summary>
    public int Status { get; } = status;

    /// <summary>Further elements of S3's errors.</summary>
    public List<(string Name, string Value)> Details { get; init; } = [];

    /// <summary>Further headers.</summary>
    public List<(string Name, string Value)> Headers { get; init; } = [];
}
