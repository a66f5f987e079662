using Amazon.Runtime;
using Amazon.Runtime.Credentials.Internal;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;

namespace AwsIr.Clients;

/// <summary>The step of the SDK's pipeline that says how a request is signed.</summary>
internal sealed class ServiceAuthHandler : BaseAuthResolverHandler
{
    /// <inheritdoc/>
    protected override List<IAuthSchemeOption> ResolveAuthOptions(IExecutionContext executionContext) =>
        ((OperationRequest)executionContext.RequestContext.OriginalRequest).IsSigned ? AuthSchemeOption.DEFAULT_SIGV4 : AuthSchemeOption.DEFAULT_NOAUTH;
}
