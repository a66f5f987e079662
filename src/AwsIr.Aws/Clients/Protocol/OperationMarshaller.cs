using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace AwsIr.Clients;

/// <summary>Makes the SDK's request of ours.</summary>
/// <param name="service">The service that it goes to.</param>
internal sealed class OperationMarshaller(ServiceDescription service) : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    /// <inheritdoc/>
    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var operation = (OperationRequest)input;
        var request = new DefaultRequest(operation, service.ServiceId)
        {
            HttpMethod = operation.Method,
            ResourcePath = operation.Path,
            Content = operation.Body,
        };
        foreach (var part in operation.PathParts)
        {
            request.AddPathResource("{" + part.Key + "}", part.Value);
        }

        foreach (var parameter in operation.Query)
        {
            request.UseQueryString = true;
            request.Parameters[parameter.Key] = parameter.Value;
        }

        foreach (var header in operation.Headers)
        {
            request.Headers[header.Key] = header.Value;
        }

        if (service.Protocol == ServiceProtocol.Json)
        {
            request.Headers["X-Amz-Target"] = service.TargetPrefix + "." + operation.Operation;
        }

        // Signed or not, a request without a body has no Content-Type: it would be signed and not sent.
        if (operation.Body is not null)
        {
            request.Headers["Content-Type"] = service.Protocol switch
            {
                ServiceProtocol.Json => "application/x-amz-json-1.1",
                ServiceProtocol.RestJson => "application/json",
                _ => "application/x-www-form-urlencoded; charset=utf-8",
            };
        }

        return request;
    }
}
