using System.Collections;
using Amazon.Runtime;
using AwsIr.Evidence;

namespace AwsIr.Access;

/// <summary>Credentials that a user hands over as an object.</summary>
internal static class GivenCredentials
{
    private static readonly string[] KeyNames = ["AccessKeyId", "AccessKey"];
    private static readonly string[] SecretNames = ["SecretAccessKey", "SecretKey"];
    private static readonly string[] TokenNames = ["SessionToken", "Token"];

    /// <summary>The credentials that an object is, or holds.</summary>
    /// <param name="given">AWSCredentials of any copy of the SDK, what AWS.Tools keep them in, an answer of STS or the credentials in it, or a dictionary.</param>
    /// <param name="name">Where they were given, for the error.</param>
    /// <exception cref="SourceException">It is none of these.</exception>
    public static AWSCredentials From(object given, string name) => Read(given, name) ?? throw new SourceException(
        AwsErrorIds.Parameters, SourceProblemKind.InvalidArgument,
        $"{name} is no AWS credentials (it is a {given.GetType().Name}). Give what Get-AWSCredential gives, the Credentials of Use-STSRole, a PSCredential with the access key as its user name, or a hashtable with AccessKeyId, SecretAccessKey and SessionToken.");

    /// <summary>A key and its secret as credentials, without the white space that comes with pasting.</summary>
    public static AWSCredentials Static(string key, string secret, string? token) => token?.Trim() is { Length: > 0 } session
        ? new SessionAWSCredentials(key.Trim(), secret.Trim(), session)
        : new BasicAWSCredentials(key.Trim(), secret.Trim());

    private static AWSCredentials? Read(object given, string name)
    {
        if (Value(given, KeyNames) is { } key)
        {
            return Value(given, SecretNames) is { } secret
                ? Static(key, secret, Value(given, TokenNames))
                : throw new SourceException(AwsErrorIds.Parameters, SourceProblemKind.InvalidArgument, $"{name} has an access key but not its secret (SecretAccessKey).");
        }

        return ForeignCredentials.From(given) ?? (Member(given, "Credentials") is { } inner ? Read(inner, name) : null);
    }

    private static string? Value(object given, string[] names) =>
        names.Select(name => Member(given, name) as string).FirstOrDefault(value => !string.IsNullOrWhiteSpace(value));

    private static object? Member(object given, string name) => given is IDictionary dictionary
        ? dictionary.Keys.OfType<string>().FirstOrDefault(key => string.Equals(key, name, StringComparison.OrdinalIgnoreCase)) is { } key ? dictionary[key] : null
        : ForeignCredentials.Property(given, name);
}
