using AwsIr.Evidence;

namespace AwsIr.Access;

/// <summary>What a user said of who to be and where, as the parameters of the cmdlets have it.</summary>
internal sealed record AwsOptions
{
    /// <summary>A profile of the shared configuration files. If it does not exist nothing else is tried.</summary>
    public string? ProfileName { get; init; }

    /// <summary>The credentials file to look in, instead of ~/.aws/credentials and ~/.aws/config.</summary>
    public string? ProfileLocation { get; init; }

    /// <summary>An access key's id; with <see cref="SecretKey"/>.</summary>
    public string? AccessKey { get; init; }

    /// <summary>Its secret.</summary>
    public string? SecretKey { get; init; }

    /// <summary>The session token of temporary credentials.</summary>
    public string? SessionToken { get; init; }

    /// <summary>Credentials as an object: AWS.Tools' AWSCredentials or STS credentials, from whatever copy of the SDK; a PSCredential is unwrapped before.</summary>
    public object? Credential { get; init; }

    /// <summary>The session's $StoredAWSCredentials, if AWS.Tools set it.</summary>
    public object? StoredCredentials { get; init; }

    /// <summary>The session's $StoredAWSRegion, if AWS.Tools set it.</summary>
    public string? StoredRegion { get; init; }

    /// <summary>Regions by name or with wildcards; none for the default one.</summary>
    public IReadOnlyList<string> Regions { get; init; } = [];

    /// <summary>Accounts, 12 digits or with wildcards; none for that of the credentials. With <see cref="RoleName"/> the accounts to assume it in.</summary>
    public IReadOnlyList<string> AccountIds { get; init; } = [];

    /// <summary>A role's name or path and name, assumed in each account; or an ARN.</summary>
    public string? RoleName { get; init; }

    /// <summary>The external id that the role's trust policy asks for.</summary>
    public string? ExternalId { get; init; }

    /// <summary>The endpoint of every service.</summary>
    public string? EndpointUrl { get; init; }

    /// <summary>Says what makes no sense together, before anything is asked.</summary>
    /// <exception cref="SourceException">Something does not.</exception>
    public void Check()
    {
        var keys = AccessKey is not null || SecretKey is not null || SessionToken is not null;
        string[] ways = [.. new[] { Credential is null ? null : "-Credential", keys ? "-AccessKey" : null, ProfileName is null ? null : "-ProfileName" }.OfType<string>()];
        if (ways.Length > 1)
        {
            throw Wrong($"{string.Join(" and ", ways)} both say who to be: give one of them.");
        }

        if (keys && (AccessKey is null || SecretKey is null))
        {
            throw Wrong($"{(AccessKey is not null ? "-AccessKey" : SecretKey is not null ? "-SecretKey" : "-SessionToken")} alone is no credentials: give -AccessKey and -SecretKey, and -SessionToken if they are temporary.");
        }

        if (ExternalId is not null && RoleName is null)
        {
            throw Wrong("-ExternalId goes with a role: give -RoleName as well.");
        }

        if (RoleName is { } role && RoleArn.Parse(role) is null && !RoleArn.IsName(role.TrimStart('/')))
        {
            throw Wrong($"-RoleName {role} is no role: give its name (IRReadOnly, or path/IRReadOnly), or its ARN (arn:aws:iam::111122223333:role/IRReadOnly).");
        }

        _ = AwsSettings.Url(EndpointUrl, "-EndpointUrl");
    }

    private static SourceException Wrong(string message) => new(AwsErrorIds.Parameters, SourceProblemKind.InvalidArgument, message);
}
