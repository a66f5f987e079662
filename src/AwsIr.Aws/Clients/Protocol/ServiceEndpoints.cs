using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal.Endpoints.StandardLibrary;

namespace AwsIr.Clients;

/// <summary>Where a service is: the rule that the services of this folder share, over the SDK's data on partitions.</summary>
/// <param name="prefix">The first part of its host names.</param>
internal sealed class ServiceEndpoints(string prefix) : IEndpointProvider
{
    private const string Region = "Region";
    private const string Fips = "UseFIPS";
    private const string DualStack = "UseDualStack";
    private const string Custom = "Endpoint";

    /// <summary>What a client's configuration says of the endpoint.</summary>
    public static EndpointParameters Parameters(IClientConfig config) => new()
    {
        [Region] = config.RegionEndpoint?.SystemName ?? config.AuthenticationRegion,
        [Fips] = config.UseFIPSEndpoint,
        [DualStack] = config.UseDualstackEndpoint,
        [Custom] = config.ServiceURL,
    };

    /// <inheritdoc/>
    /// <exception cref="AmazonClientException">There is no such endpoint.</exception>
    public Endpoint ResolveEndpoint(EndpointParameters parameters)
    {
        var fips = parameters[Fips] is true;
        var dualStack = parameters[DualStack] is true;
        if (parameters[Custom] is string { Length: > 0 } custom)
        {
            return fips || dualStack
                ? throw new AmazonClientException($"{(fips ? "FIPS" : "Dual-stack")} endpoints and an endpoint of one's own do not go together: leave out -EndpointUrl (or AWS_ENDPOINT_URL), or set {(fips ? "AWS_USE_FIPS_ENDPOINT" : "AWS_USE_DUALSTACK_ENDPOINT")} to false.")
                : new Endpoint(custom);
        }

        if (parameters[Region] is not string { Length: > 0 } region || Fn.Partition(region) is not { } partition)
        {
            throw new AmazonClientException("There is no region: give one with -Region.");
        }

        if ((fips && !partition.supportsFIPS) || (dualStack && !partition.supportsDualStack))
        {
            throw new AmazonClientException($"The partition {partition.name} of {region} has no {(fips && !partition.supportsFIPS ? "FIPS" : "dual-stack")} endpoints.");
        }

        // In the partition aws-us-gov the plain endpoints are those of FIPS.
        var suffix = dualStack ? partition.dualStackDnsSuffix : partition.dnsSuffix;
        var mark = fips && (dualStack || partition.name != "aws-us-gov") ? "-fips" : "";
        return new Endpoint($"https://{prefix}{mark}.{region}.{suffix}");
    }
}
