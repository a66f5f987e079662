using Amazon;
using Amazon.Runtime;

namespace AwsIr.Access;

/// <summary>One account in one region, with the credentials for it: what a client is made for.</summary>
internal sealed class AwsTarget
{
    /// <param name="accountId">The account, 12 digits; empty if unknown.</param>
    /// <param name="region">The region's name, one that exists.</param>
    /// <param name="credentials">Credentials of that account; they refresh themselves.</param>
    /// <param name="endpointUrl">The endpoint of every service; null for AWS's own. <see cref="Settings"/> say more.</param>
    public AwsTarget(string accountId, string region, AWSCredentials credentials, string? endpointUrl = null)
    {
        AccountId = accountId;
        Region = region;
        Credentials = credentials;
        Settings = AwsSettings.With(endpointUrl);
    }

    /// <summary>The account, 12 digits; empty if unknown.</summary>
    public string AccountId { get; }

    /// <summary>The region's name.</summary>
    public string Region { get; }

    /// <summary>Credentials of that account.</summary>
    public AWSCredentials Credentials { get; }

    /// <summary>Where STS accepted the credentials; null if it was not asked. If another region does not, that is switched off for the account.</summary>
    public string? VerifiedIn { get; init; }

    /// <summary>Endpoints, retries and the like.</summary>
    public AwsSettings Settings { get; init; }

    /// <summary>Sets a client's configuration up for this target: region, endpoint, retries, timeouts.</summary>
    /// <param name="config">The configuration. Its ServiceId decides which endpoint settings concern it.</param>
    public T Configure<T>(T config)
        where T : ClientConfig
    {
        // The region first: the endpoint is asked for by what comes after.
        config.RegionEndpoint = RegionEndpoint.GetBySystemName(Region);

        // What the SDK would read of environment and profile stands in the settings already.
        config.IgnoreConfiguredEndpointUrls = true;
        config.UseFIPSEndpoint = Settings.UseFips;
        config.UseDualstackEndpoint = Settings.UseDualStack;
        config.RetryMode = Settings.RetryMode;
        config.MaxErrorRetry = Settings.MaxAttempts - 1;

        // Beside those, and ten if nothing is said: connections that break off before an answer count as left over from before.
        config.MaxStaleConnectionRetries = 2;
        if (Settings.Endpoint(config.ServiceId) is { } endpoint)
        {
            config.ServiceURL = endpoint;
            config.AuthenticationRegion = Region;
        }

        if (Settings.Proxy is { } proxy)
        {
            config.SetWebProxy(proxy);
        }

        config.Timeout = TimeSpan.FromSeconds(60);
#if NET
        config.ConnectTimeout = TimeSpan.FromSeconds(10);
#endif
        return config;
    }

    /// <summary>The same account in another region.</summary>
    public AwsTarget In(string region) => new(AccountId, region, Credentials) { Settings = Settings, VerifiedIn = VerifiedIn };

    /// <summary>For messages: <c>111122223333/eu-west-1</c>.</summary>
    public override string ToString() => AccountId.Length == 0 ? Region : AccountId + "/" + Region;
}
