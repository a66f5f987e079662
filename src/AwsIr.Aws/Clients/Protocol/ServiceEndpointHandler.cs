using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;

namespace AwsIr.Clients;

/// <summary>The step of the SDK's pipeline that finds the endpoint.</summary>
internal sealed class ServiceEndpointHandler : BaseEndpointResolver
{
    /// <inheritdoc/>
    protected override EndpointParameters MapEndpointsParameters(IRequestContext requestContext) => ServiceEndpoints.Parameters(requestContext.ClientConfig);
}
