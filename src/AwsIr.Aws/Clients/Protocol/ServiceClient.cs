using System.Text;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using AwsIr.Access;

namespace AwsIr.Clients;

/// <summary>
/// A client on the SDK's own pipeline, which signs, retries, corrects the clock's skew, and minds proxies and endpoint settings.
/// Services' clients derive from it, with the operations that are called. Any thread may use one.
/// </summary>
internal abstract class ServiceClient : AmazonServiceClient
{
    private readonly ServiceDescription _service;
    private readonly InvokeOptions _options;

    /// <param name="service">The service.</param>
    /// <param name="target">The account and region, and who to be there.</param>
    protected ServiceClient(ServiceDescription service, AwsTarget target)
        : base(target.Credentials, target.Configure(new ServiceConfig(service)))
    {
        _service = service;
        _options = new InvokeOptions { RequestMarshaller = new OperationMarshaller(service), ResponseUnmarshaller = new OperationUnmarshaller(service) };
    }

    /// <summary>Sends a request.</summary>
    /// <returns>The answer's body, of no more than <see cref="OperationUnmarshaller.MaxBody"/> bytes.</returns>
    /// <exception cref="AmazonServiceException">The service says no.</exception>
    protected async Task<byte[]> SendAsync(OperationRequest request, CancellationToken cancellation) =>
        (await InvokeAsync<OperationResponse>(request, _options, cancellation).ConfigureAwait(false)).Body;

    /// <summary>Sends the parameters of an operation of <see cref="ServiceProtocol.Query"/>; those that are null are left out.</summary>
    protected Task<byte[]> SendFormAsync(string operation, IEnumerable<KeyValuePair<string, string?>> parameters, bool isSigned, CancellationToken cancellation)
    {
        var form = new StringBuilder($"Action={operation}&Version={_service.Version}");
        foreach (var parameter in parameters)
        {
            if (parameter.Value is not null)
            {
                form.Append('&').Append(parameter.Key).Append('=').Append(Uri.EscapeDataString(parameter.Value));
            }
        }

        return SendAsync(new OperationRequest(operation) { Body = Encoding.UTF8.GetBytes(form.ToString()), IsSigned = isSigned }, cancellation);
    }

    /// <summary>What to throw of an answer that is not what the service's protocol allows.</summary>
    internal static AmazonUnmarshallingException Garbled(Exception? inner = null) => new(null, null, inner);

    /// <inheritdoc/>
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        pipeline.RemoveHandler<EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(new ServiceEndpointHandler());
        pipeline.AddHandlerAfter<Marshaller>(new ServiceAuthHandler());
    }
}
