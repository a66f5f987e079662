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
}
