using System.Globalization;
using Amazon.Runtime;
using AwsIr.Evidence;

namespace AwsIr.Access;

/// <summary>Makes of a profile the credentials that it stands for. What it lacks is an error: nothing else is tried in its place.</summary>
/// <param name="files">The profiles.</param>
/// <param name="region">The region whose STS is asked where a profile has none; null if unknown.</param>
/// <param name="settings">Endpoints and the like.</param>
/// <param name="cancellation">Ends what the credentials do, as long as they live.</param>
internal sealed class ProfileCredentials(SharedFiles files, string? region, AwsSettings settings, CancellationToken cancellation)
{
    /// <summary>The credentials of a profile, and how it comes by them.</summary>
    /// <exception cref="SourceException">There is no such profile, or something about it is wrong.</exception>
    public (AWSCredentials Credentials, string How) Resolve(string name) => Resolve(Find(name), []);

    /// <summary>A profile.</summary>
    /// <exception cref="SourceException">There is none of that name.</exception>
    public SettingsSection Find(string name) => files.Profile(name) ?? throw new SourceException(
        AwsErrorIds.ProfileNotFound, SourceProblemKind.NotFound,
        $"There is no AWS profile '{name}' in {files.CredentialsPath} or {files.ConfigPath}. {(files.ProfileNames.Count == 0 ? "There are none at all: `aws configure` or `aws configure sso` makes one." : $"There are: {string.Join(", ", files.ProfileNames)}.")}");

    /// <summary>Whether a profile says anything of credentials; one may be there for its region only.</summary>
    public static bool HasCredentials(SettingsSection profile) =>
        ((string[])["role_arn", "sso_session", "sso_start_url", "login_session", "aws_access_key_id", "aws_secret_access_key", "credential_process", "web_identity_token_file"])
        .Any(key => profile[key] is not null);

    private (AWSCredentials Credentials, string How) Resolve(SettingsSection profile, List<string> chain)
    {
        var first = chain.Count == 0;
        chain.Add(profile.Name);
        if (profile["role_arn"] is { } role)
        {
            return Role(profile, role, chain);
        }

        if (profile["web_identity_token_file"] is not null)
        {
            throw Wrong(profile, "has web_identity_token_file but no role_arn");
        }

        if (profile["sso_session"] is not null || profile["sso_start_url"] is not null)
        {
            return Sso(profile);
        }

        if (profile["login_session"] is { } login)
        {
            return (Refreshed(_ => Task.FromResult(ConsoleLogin.Fetch(profile.Name, login))), "aws login");
        }

        return Static(profile) is { } keys ? (keys, "an access key")
            : profile["credential_process"] is { } command ? (Refreshed(cancel => ProcessCredentials.FetchAsync(profile.Name, command, cancel)), "credential_process")
            : throw Wrong(profile, first ? "says nothing of credentials" : $"is a source_profile (of '{chain[chain.Count - 2]}') but says nothing of credentials");
    }

    private (AWSCredentials Credentials, string How) Role(SettingsSection profile, string arn, List<string> chain)
    {
        if (RoleArn.Parse(arn) is not { } parsed)
        {
            throw Wrong(profile, $"has a role_arn that is none: {arn}. It looks like arn:aws:iam::111122223333:role/IRReadOnly");
        }

        var role = new AssumedRole(arn, profile["region"] ?? region ?? Regions.First(parsed.Partition), settings)
        {
            SessionName = profile["role_session_name"] ?? AssumedRole.DefaultSessionName,
            ExternalId = profile["external_id"],
            Seconds = Seconds(profile),
        };
        var how = "role " + arn;
        if (profile["web_identity_token_file"] is { } file)
        {
            return (Refreshed(cancel => role.FetchWithTokenAsync(file, cancel)), how + " by web identity");
        }

        if (profile["mfa_serial"] is { } device)
        {
            throw new SourceException(AwsErrorIds.Credentials, SourceProblemKind.AccessDenied,
                $"Profile '{profile.Name}' wants a code of the MFA device {device}, which cannot be asked for in the middle of a script. Get a session first and give that: "
                + $"$c = aws sts assume-role{(profile["source_profile"] is { } from ? " --profile " + from : "")} --role-arn {arn} --role-session-name {role.SessionName} --serial-number {device} --token-code 123456 | ConvertFrom-Json, then -Credential $c.Credentials.");
        }

        var (source, sourceHow) = Source(profile, chain);
        return (Refreshed(cancel => role.FetchAsync(source, cancel)), $"{how}, from {sourceHow}");
    }

    private (AWSCredentials Credentials, string How) Source(SettingsSection profile, List<string> chain)
    {
        switch (profile["source_profile"], profile["credential_source"])
        {
            case ({ } name, null) when name == profile.Name:
                return Static(profile) is { } own ? (own, "its own access key") : throw Wrong(profile, "is its own source_profile but has no access key");
            case ({ } name, null) when chain.Contains(name):
                throw Wrong(profile, $"leads back to itself by source_profile: {string.Join(" → ", chain)} → {name}");
            case ({ } name, null):
                var source = files.Profile(name) ?? throw Wrong(profile, $"has source_profile '{name}', which does not exist");
                var (credentials, how) = Resolve(source, chain);
                return (credentials, $"profile '{name}' ({how})");
            case (null, "Environment"):
                return EnvironmentKeys() is { } keys ? (keys, "the environment") : throw Wrong(profile, "has credential_source Environment, but AWS_ACCESS_KEY_ID is not set");
            case (null, "Ec2InstanceMetadata"):
                return (Refreshed(InstanceMetadata.FetchAsync), "instance metadata");
            case (null, "EcsContainer"):
                return ContainerCredentials.Endpoint is { } endpoint
                    ? (Refreshed(cancel => ContainerCredentials.FetchAsync(endpoint, cancel)), "the container")
                    : throw Wrong(profile, "has credential_source EcsContainer, but this is no container with a role");
            case (null, null):
                throw Wrong(profile, "has a role_arn but neither source_profile nor credential_source to assume it with");
            case (null, { } other):
                throw Wrong(profile, $"has a credential_source that is none: {other}. There are Environment, Ec2InstanceMetadata and EcsContainer");
            default:
                throw Wrong(profile, "has both source_profile and credential_source: keep one");
        }
    }

    private (AWSCredentials Credentials, string How) Sso(SettingsSection profile)
    {
        var session = profile["sso_session"];
        var from = session is null ? profile : files.SsoSession(session) ?? throw Wrong(profile, $"has sso_session '{session}', which does not exist");
        string Need(SettingsSection section, string key) => section[key] ?? throw Wrong(profile, $"lacks {key}, which IAM Identity Center needs");
        var url = Need(from, "sso_start_url");
        var account = Need(profile, "sso_account_id");
        var role = Need(profile, "sso_role_name");
        var sso = new SsoCredentials(profile.Name, session ?? url, Need(from, "sso_region"), account, role, settings);
        return (Refreshed(sso.FetchAsync), $"IAM Identity Center, role {role} in account {account}");
    }

    private AWSCredentials? Static(SettingsSection profile) => (profile["aws_access_key_id"], profile["aws_secret_access_key"]) switch
    {
        ({ } key, { } secret) => GivenCredentials.Static(key, secret, profile["aws_session_token"]),
        (null, null) => null,
        (null, _) => throw Wrong(profile, "has aws_secret_access_key but no aws_access_key_id"),
        _ => throw Wrong(profile, "has aws_access_key_id but no aws_secret_access_key"),
    };

    /// <summary>The access key of the environment; null if there is none.</summary>
    /// <exception cref="SourceException">There is half of one.</exception>
    public static AWSCredentials? EnvironmentKeys() => (SharedFiles.Variable("AWS_ACCESS_KEY_ID"), SharedFiles.Variable("AWS_SECRET_ACCESS_KEY")) switch
    {
        ({ } key, { } secret) => GivenCredentials.Static(key, secret, SharedFiles.Variable("AWS_SESSION_TOKEN")),
        (null, null) => null,
        (null, _) => throw new SourceException(AwsErrorIds.Credentials, SourceProblemKind.InvalidArgument, "AWS_SECRET_ACCESS_KEY is set but AWS_ACCESS_KEY_ID is not: set both or none."),
        _ => throw new SourceException(AwsErrorIds.Credentials, SourceProblemKind.InvalidArgument, "AWS_ACCESS_KEY_ID is set but AWS_SECRET_ACCESS_KEY is not: set both or none."),
    };

    private int? Seconds(SettingsSection profile) => profile["duration_seconds"] is not { } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 900 and <= 43200 ? seconds
        : throw Wrong(profile, "has a duration_seconds that is no number of 900 to 43200");

    private RefreshedCredentials Refreshed(Func<CancellationToken, Task<FetchedCredentials>> fetch) => new(fetch, cancellation);

    private SourceException Wrong(SettingsSection profile, string what) => new(
        AwsErrorIds.Credentials, SourceProblemKind.InvalidArgument, $"AWS profile '{profile.Name}' {what}. See {files.ConfigPath} and {files.CredentialsPath}.");
}
