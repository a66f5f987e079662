using Amazon.Runtime;
using AwsIr.Clients;
using AwsIr.Evidence;

namespace AwsIr.Access;

/// <summary>Who a cmdlet is toward AWS during one invocation, and where it looks.</summary>
internal sealed class AwsSession
{
    private readonly AwsOptions _options;
    private readonly AWSCredentials _credentials;
    private readonly AwsSettings _settings;
    private readonly string? _region;
    private readonly CancellationToken _cancellation;

    private AwsSession(AwsOptions options, AWSCredentials credentials, AwsSettings settings, string? region, CancellationToken cancellation)
    {
        _options = options;
        _credentials = credentials;
        _settings = settings;
        _region = region;
        _cancellation = cancellation;
    }

    /// <summary>Finds the credentials and the region, and fetches the credentials once, so that what is wrong with them is told at once.</summary>
    /// <param name="options">What the user said.</param>
    /// <param name="verbose">Is told which source was used; never a secret.</param>
    /// <param name="cancellation">Ends it, and all that the session's credentials do later.</param>
    /// <exception cref="SourceException">There are none, or not those that were asked for.</exception>
    public static AwsSession Open(AwsOptions options, Action<string> verbose, CancellationToken cancellation)
    {
        options.Check();
        var files = SharedFiles.Read(options.ProfileLocation);
        var profile = files.Profile(options.ProfileName ?? SharedFiles.Variable("AWS_PROFILE") ?? "default");
        var settings = AwsSettings.Read(options.EndpointUrl, files, profile);
        var (region, from) = DefaultRegion(options, profile);
        var found = new CredentialChain(options, files, region, settings, cancellation).Find();
        var keys = AwsCall.Wait(Task.Run(found.Credentials.GetCredentialsAsync, cancellation), cancellation);
        verbose($"Credentials: {found.Source}; access key {keys.AccessKey}.");
        if (region is null && found.IsInstance)
        {
            (region, from) = (AwsCall.Wait(InstanceMetadata.RegionAsync(cancellation), cancellation), "the instance");
        }

        if (region is not null)
        {
            verbose($"Default region: {region}, from {from}.");
        }

        return new AwsSession(options, found.Credentials, settings, region, cancellation);
    }

    /// <summary>The account of the credentials (with a role given as an ARN, that role's) in the default region: for S3, where keys say the rest. STS is asked only for a role.</summary>
    /// <exception cref="SourceException">It cannot be had.</exception>
    public AwsTarget Home(CancellationToken cancellation)
    {
        // A bucket says itself which region it is in: any region will do to ask.
        var region = _region ?? _options.Regions.FirstOrDefault(Regions.IsKnown) ?? "us-east-1";
        var home = new AwsTarget("", region, _credentials) { Settings = _settings };
        if (_options.RoleName is not { } role)
        {
            return home;
        }

        var arn = RoleArn.Parse(role);
        if (arn is null)
        {
            var caller = AwsAccounts.Identify(home, cancellation);
            arn = new RoleArn(AwsAccounts.PartitionOf(caller.Arn), caller.Account, role.TrimStart('/'));
        }

        var assumed = AwsAccounts.Assume(arn, home, _options.ExternalId, _cancellation);
        AwsCall.Wait(assumed.Credentials.GetCredentialsAsync(), cancellation);
        return assumed;
    }

    /// <summary>Whether accounts were asked for that may either say where to read or narrow what is read: see <see cref="Targets"/>.</summary>
    public bool AccountsMayFilter => _options.RoleName is null && _options.AccountIds.Count > 0;

    /// <summary>Every account and region that was asked for, in order of account and region. Those that are denied or switched off are reported and left out.</summary>
    /// <param name="feed">Is told of those.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <param name="accountsFilter">Without a role: whether the accounts only narrow what is read (of an account that holds other accounts' records), instead of saying where to read.</param>
    /// <exception cref="SourceException">There are none.</exception>
    public IReadOnlyList<AwsTarget> Targets(IEvidenceFeed feed, CancellationToken cancellation, bool accountsFilter = false) =>
        new AwsAccounts(_options, _credentials, _settings, _region, _cancellation).Targets(feed, accountsFilter, cancellation);

    private static (string? Region, string From) DefaultRegion(AwsOptions options, SettingsSection? profile)
    {
        var (region, from) =
            options.StoredRegion is { Length: > 0 } stored ? (stored, "$StoredAWSRegion")
            : SharedFiles.Variable("AWS_REGION") is { } first ? (first, "AWS_REGION")
            : SharedFiles.Variable("AWS_DEFAULT_REGION") is { } second ? (second, "AWS_DEFAULT_REGION")
            : profile?["region"] is { } own ? (own, $"profile '{profile.Name}'")
            : (null, "");
        region = region?.ToLowerInvariant();
        return region is null || Regions.IsKnown(region) || (Regions.IsName(region) && options.EndpointUrl is not null)
            ? (region, from)
            : throw AwsAccounts.Unknown(region, from, Regions.Known);
    }
}
