using System.Reflection;
using Amazon.Runtime;
using AwsIr.Evidence;

namespace AwsIr.Access;

/// <summary>
/// Credentials of another copy of the SDK, such as AWS.Tools': its types are not ours, but its methods have the same names. They are
/// asked every time, since they refresh themselves.
/// </summary>
internal sealed class ForeignCredentials : AWSCredentials
{
    private readonly object _foreign;
    private readonly MethodInfo _ask;

    private ForeignCredentials(object foreign, MethodInfo ask)
    {
        _foreign = foreign;
        _ask = ask;
    }

    /// <summary>The credentials that an object is; null if it is none.</summary>
    public static AWSCredentials? From(object foreign) => foreign switch
    {
        AWSCredentials ours => ours,
        _ when foreign.GetType().GetMethod("GetCredentials", Type.EmptyTypes) is { } ask && ask.ReturnType != typeof(void) => new ForeignCredentials(foreign, ask),
        _ => null,
    };

    /// <summary>A property's value, whatever copy of its type the object has; null if there is none or it is null.</summary>
    /// <param name="owner">The object.</param>
    /// <param name="name">The property. AWS.Tools' AWSPSCredentials keeps its own internal.</param>
    public static object? Property(object owner, string name)
    {
        for (var type = owner.GetType(); type is not null; type = type.BaseType)
        {
            if (type.GetProperty(name, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly) is { CanRead: true } property
                && property.GetIndexParameters().Length == 0)
            {
                return property.GetValue(owner);
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public override ImmutableCredentials GetCredentials()
    {
        object? given;
        try
        {
            given = _ask.Invoke(_foreign, null);
        }
        catch (TargetInvocationException e)
        {
            throw new SourceException(AwsErrorIds.Credentials, SourceProblemKind.AccessDenied,
                $"The credentials that were given cannot be used: {AwsErrors.WithoutSecrets((e.InnerException ?? e).Message)} Get new ones, or give -ProfileName.");
        }

        return given is not null && Property(given, "AccessKey") is string { Length: > 0 } key && Property(given, "SecretKey") is string { Length: > 0 } secret
            ? new ImmutableCredentials(key, secret, Property(given, "Token") is string { Length: > 0 } token ? token : null)
            : throw new SourceException(AwsErrorIds.Credentials, SourceProblemKind.AccessDenied, "The credentials that were given hold no access key: they are those of nobody. Get others, or give -ProfileName.");
    }

    /// <inheritdoc/>
    public override Task<ImmutableCredentials> GetCredentialsAsync() => Task.Run(GetCredentials);
}
