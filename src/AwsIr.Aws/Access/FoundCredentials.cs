using Amazon.Runtime;

namespace AwsIr.Access;

/// <summary>The credentials that count, and where they come from. Not a record: nothing prints them.</summary>
/// <param name="credentials">The credentials.</param>
/// <param name="source">Where they come from, for the verbose stream.</param>
internal sealed class FoundCredentials(AWSCredentials credentials, string source)
{
    /// <summary>The credentials.</summary>
    public AWSCredentials Credentials { get; } = credentials;

    /// <summary>Where they come from.</summary>
    public string Source { get; } = source;

    /// <summary>Whether they are those of an EC2 instance, which then knows its region as well.</summary>
    public bool IsInstance { get; init; }
}
