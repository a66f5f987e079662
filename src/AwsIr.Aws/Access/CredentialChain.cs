using Amazon.Runtime;
using AwsIr.Evidence;

namespace AwsIr.Access;

/// <summary>Finds who to be: what the user said, what AWS.Tools keep for the session, and then the places where the SDK looks, in its order.</summary>
/// <param name="options">What the user said.</param>
/// <param name="files">The profiles.</param>
/// <param name="region">The default region; null if unknown.</param>
/// <param name="settings">Endpoints and the like.</param>
/// <param name="cancellation">Ends what the credentials do, as long as they live.</param>
internal sealed class CredentialChain(AwsOptions options, SharedFiles files, string? region, AwsSettings settings, CancellationToken cancellation)
{
    private readonly ProfileCredentials _profiles = new(files, region, settings, cancellation);

    /// <summary>The credentials that count.</summary>
    /// <exception cref="SourceException">There are none, or something about the first that there are is wrong.</exception>
    public FoundCredentials Find() => Given() ?? Stored() ?? Environment() ?? Profile() ?? Container() ?? Instance();

    private FoundCredentials? Given()
    {
        if (options.Credential is { } given)
        {
            return new FoundCredentials(GivenCredentials.From(given, "-Credential"), "-Credential");
        }

        if (options is { AccessKey: { } key, SecretKey: { } secret })
        {
            return new FoundCredentials(GivenCredentials.Static(key, secret, options.SessionToken), "-AccessKey and -SecretKey");
        }

        return options.ProfileName is { } name ? Named(name, "-ProfileName")
            : options.ProfileLocation is null ? null
            : Named(SharedFiles.Variable("AWS_PROFILE") ?? "default", "-ProfileLocation");
    }

    private FoundCredentials? Stored() =>
        options.StoredCredentials is { } stored ? new FoundCredentials(GivenCredentials.From(stored, "$StoredAWSCredentials"), "$StoredAWSCredentials") : null;

    private FoundCredentials? Environment()
    {
        if (ProfileCredentials.EnvironmentKeys() is { } keys)
        {
            return new FoundCredentials(keys, "the environment (AWS_ACCESS_KEY_ID)");
        }

        if (SharedFiles.Variable("AWS_WEB_IDENTITY_TOKEN_FILE") is not { } file || SharedFiles.Variable("AWS_ROLE_ARN") is not { } arn)
        {
            return null;
        }

        if (RoleArn.Parse(arn) is not { } parsed)
        {
            throw new SourceException(AwsErrorIds.Credentials, SourceProblemKind.InvalidArgument, $"AWS_ROLE_ARN is no role's ARN: {arn}.");
        }

        var role = new AssumedRole(arn, region ?? Regions.First(parsed.Partition), settings) { SessionName = SharedFiles.Variable("AWS_ROLE_SESSION_NAME") ?? AssumedRole.DefaultSessionName };
        return new FoundCredentials(Refreshed(cancel => role.FetchWithTokenAsync(file, cancel)), $"the environment (AWS_WEB_IDENTITY_TOKEN_FILE), role {arn}");
    }

    private FoundCredentials? Profile()
    {
        if (SharedFiles.Variable("AWS_PROFILE") is { } name)
        {
            return Named(name, "AWS_PROFILE");
        }

        return files.Profile("default") is { } profile && ProfileCredentials.HasCredentials(profile) ? Named("default", "the default profile") : null;
    }

    private FoundCredentials? Container() => ContainerCredentials.Endpoint is { } endpoint
        ? new FoundCredentials(Refreshed(cancel => ContainerCredentials.FetchAsync(endpoint, cancel)), "the container's role")
        : null;

    private FoundCredentials Instance()
    {
        if (!InstanceMetadata.IsEnabled)
        {
            throw None("instance metadata is switched off by AWS_EC2_METADATA_DISABLED");
        }

        return new FoundCredentials(Refreshed(async cancel =>
        {
            try
            {
                return await InstanceMetadata.FetchAsync(cancel).ConfigureAwait(false);
            }
            catch (IOException)
            {
                throw None("this is no EC2 instance (no metadata service of one answers)");
            }
        }), "the instance's role")
        { IsInstance = true };
    }

    private FoundCredentials Named(string name, string why)
    {
        try
        {
            var (credentials, how) = _profiles.Resolve(name);
            return new FoundCredentials(credentials, $"{why}, profile '{name}' ({how})");
        }
        catch (SourceException e) when (e.ErrorId == AwsErrorIds.ProfileNotFound && why == "AWS_PROFILE")
        {
            throw new SourceException(e.ErrorId, e.Problem, "AWS_PROFILE names a profile that is not there. " + e.Message);
        }
    }

    private RefreshedCredentials Refreshed(Func<CancellationToken, Task<FetchedCredentials>> fetch) => new(fetch, cancellation);

    private SourceException None(string last) => new(
        AwsErrorIds.Credentials, SourceProblemKind.AccessDenied,
        $"There are no AWS credentials: no parameter gives any, $StoredAWSCredentials and AWS_ACCESS_KEY_ID are not set, {files.CredentialsPath} and {files.ConfigPath} have no default profile with credentials, this is no container with a role, and {last}. "
        + (files.ProfileNames.Count > 0 ? $"Give -ProfileName: there are {string.Join(", ", files.ProfileNames)}." : "Give -ProfileName or -Credential, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; `aws configure sso` makes a profile."));
}
