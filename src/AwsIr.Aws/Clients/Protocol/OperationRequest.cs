using Amazon.Runtime;

namespace AwsIr.Clients;

/// <summary>A request of any operation.</summary>
/// <param name="operation">The operation's name, as the service has it.</param>
internal sealed class OperationRequest(string operation) : AmazonWebServiceRequest
{
    /// <summary>The operation's name.</summary>
    public string Operation { get; } = operation;

    /// <summary>The HTTP method.</summary>
    public string Method { get; init; } = "POST";

    /// <summary>The path, with names in braces for what <see cref="PathParts"/> has.</summary>
    public string Path { get; init; } = "/";

    /// <summary>What stands in the path for the names in braces: it is encoded.</summary>
    public IReadOnlyDictionary<string, string> PathParts { get; init; } = new Dictionary<string, string>();

    /// <summary>The parameters in the URL.</summary>
    public IReadOnlyDictionary<string, string> Query { get; init; } = new Dictionary<string, string>();

    /// <summary>Further headers.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The body; null for none.</summary>
    public byte[]? Body { get; init; }

    /// <summary>Whether it is signed; a few operations that give credentials are not.</summary>
    public bool IsSigned { get; init; } = true;
}
