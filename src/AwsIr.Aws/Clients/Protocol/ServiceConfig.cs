using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Util.Internal;

namespace AwsIr.Clients;

/// <summary>The SDK's configuration of a client: endpoints, retries, proxies and the rest are as for the SDK's own clients.</summary>
internal sealed class ServiceConfig : ClientConfig
{
    private static readonly string Agent = InternalSDKUtils.BuildUserAgentString("AwsIr", typeof(ServiceConfig).Assembly.GetName().Version!.ToString(3));

    /// <param name="service">The service that the client is for.</param>
    public ServiceConfig(ServiceDescription service)
        : base(new DefaultConfigurationProvider(Defaults()))
    {
        Service = service;
        ServiceId = service.ServiceId;
        AuthenticationServiceName = service.SigningName;
        EndpointProvider = new ServiceEndpoints(service.EndpointPrefix);
    }

    /// <summary>The service that the client is for.</summary>
    public ServiceDescription Service { get; }

    /// <inheritdoc/>
    public override string RegionEndpointServiceName => Service.EndpointPrefix;

    /// <inheritdoc/>
    public override string ServiceVersion => Service.Version;

    /// <inheritdoc/>
    public override string UserAgent => Agent;

    /// <inheritdoc/>
    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        EndpointProvider.ResolveEndpoint(ServiceEndpoints.Parameters(this));

    /// <summary>The same for every mode that AWS_DEFAULTS_MODE may ask for: timeouts are set by who makes the client.</summary>
    private static IEnumerable<IDefaultConfiguration> Defaults() =>
        from DefaultConfigurationMode mode in Enum.GetValues(typeof(DefaultConfigurationMode))
        select new DefaultConfiguration
        {
            Name = mode,
            RetryMode = RequestRetryMode.Standard,
            S3UsEast1RegionalEndpoint = S3UsEast1RegionalEndpointValue.Regional,
        };
}
