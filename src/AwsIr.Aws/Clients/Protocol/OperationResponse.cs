using Amazon.Runtime;

namespace AwsIr.Clients;

/// <summary>The answer to any operation, as it came.</summary>
internal sealed class OperationResponse : AmazonWebServiceResponse
{
    /// <summary>The body.</summary>
    public byte[] Body { get; init; } = [];
}
