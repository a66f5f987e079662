using Amazon;
using Amazon.Runtime;

namespace AwsIr.Access;

/// <summary>One account in one region, with the credentials for it: what a client is made for.</summary>
internal sealed class AwsTarget
{
    /// <param name="accountId">The account, 12 digits.</param>
    /// <param name="region">The region's name, one that exists.</param>
    /// <param name="credentials">Credentials of that account; they refresh themselves.</param>
    /// <param name="endpointUrl">The endpoint of every service; null for AWS's own, or what environment and profile say.</param>
    public AwsTarget(string accountId, string region, AWSCredentials credentials, string? endpointUrl = null)
    {
        AccountId = accountId;
        Region = region;
        Credentials = credentials;
        EndpointUrl = endpointUrl;
    }

    /// <summary>The account, 12 digits.</summary>
    public string AccountId { get; }

    /// <summary>The region's name.</summary>
    public string Region { get; }

    /// <summary>Credentials of that account.</summary>
    public AWSCredentials Credentials { get; }

    /// <summary>Whether STS has accepted the credentials: if a region does not, the region is switched off for the account.</summary>
    public bool IsVerified { get; init; }

    /// <summary>The endpoint that the user gave for every service; null for none.</summary>
    public string? EndpointUrl { get; }

    /// <summary>Sets a client's configuration up for this target: region, endpoint, retries, timeouts.</summary>
    public T Configure<T>(T config)
        where T : ClientConfig
    {
        // The region first: the endpoint is asked for by what comes after.
        config.RegionEndpoint = RegionEndpoint.GetBySystemName(Region);
        if (EndpointUrl is not null)
        {
            config.ServiceURL = EndpointUrl;
            config.AuthenticationRegion = Region;
        }

        config.Timeout = TimeSpan.FromSeconds(60);
#if NET
        config.ConnectTimeout = TimeSpan.FromSeconds(10);
#endif
        return config;
    }

    /// <summary>The same account in another region.</summary>
    public AwsTarget In(string region) => new(AccountId, region, Credentials, EndpointUrl) { IsVerified = IsVerified };

    /// <summary>For messages: <c>111122223333/eu-west-1</c>.</summary>
    public override string ToString() => AccountId + "/" + Region;
}
