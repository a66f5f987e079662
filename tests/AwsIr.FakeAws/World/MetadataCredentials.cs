namespace AwsIr.FakeAws;

/// <summary>What a container or an instance is told of itself.</summary>
/// <param name="Account">Its account.</param>
/// <param name="RoleName">Its role.</param>
public sealed record MetadataCredentials(AwsAccount Account, string RoleName)
{
    /// <summary>The path of the container's credentials, for AWS_CONTAINER_CREDENTIALS_FULL_URI.</summary>
    public const string ContainerPath = "/container/credentials";

    /// <summary>What the container endpoint wants as Authorization header, or null.</summary>
    public string? AuthorizationToken { get; init; }

    /// <summary>The instance's region.</summary>
    public string Region { get; init; } = "eu-west-1";

    /// <summary>How long the credentials last.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromHours(6);
}
