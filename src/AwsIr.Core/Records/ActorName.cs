using AwsIr.Formats;

namespace AwsIr.Records;

/// <summary>Makes one readable name of a userIdentity, whatever its type.</summary>
internal static class ActorName
{
    /// <summary>Who did it; <c>unknown</c> if the record does not say.</summary>
    public static string Of(CloudTrailEvent record)
    {
        var identity = record.UserIdentity;
        if (identity is null)
        {
            return "unknown";
        }

        return Named(identity, record)
            ?? (identity.UserName == CloudTrailEvent.HiddenName ? "hidden user name" : null)
            ?? CloudTrailEvent.Shown(identity.InvokedBy)
            ?? LastPart(identity.Arn)
            ?? CloudTrailEvent.Shown(identity.PrincipalId)
            ?? (identity.AccountId is { Length: > 0 } account ? "account " + account : "unknown");
    }

    /// <summary>The user's name as <see cref="CloudTrailEvent.UserName"/> gives it.</summary>
    public static string? UserNameOf(CloudTrailEvent record)
    {
        var identity = record.UserIdentity;
        return CloudTrailEvent.Shown(identity?.UserName)
            ?? SessionName(identity)
            ?? CloudTrailEvent.Shown(record.Object(RecordKey.AdditionalEventData)?.GetString("UserName"));
    }

    private static string? Named(UserIdentity identity, CloudTrailEvent record)
    {
        switch (identity.Type)
        {
            case "Root":
                return "root";
            case "AssumedRole":
                // The ARN has both names: arn:aws:sts::account:assumed-role/role/session.
                return PermissionSetUser(AfterFirstSlash(identity.Arn))
                    ?? AfterFirstSlash(identity.Arn)
                    ?? Join(identity.SessionContext?.SessionIssuer?.UserName, SessionName(identity));
            case "FederatedUser":
                return AfterFirstSlash(identity.Arn) is { } name ? name + " (federated)" : null;
            case "AWSAccount":
                return identity.AccountId is { Length: > 0 } account
                    ? Join("account " + account, SessionName(identity))
                    : null;
            case "SAMLUser":
                return UserNameOf(record) is { } saml ? saml + " (SAML)" : null;
            case "WebIdentityUser":
                return UserNameOf(record) is { } web ? web + " (web identity)" : null;
            default:
                return UserNameOf(record) ?? IdentityCenterUser(identity);
        }
    }

    /// <summary>
    /// An Identity Center user in a role made for a permission set, <c>AWSReservedSSO_set_hash/user</c>, as <c>user (set)</c>:
    /// the role's name is long and the user is who matters.
    /// </summary>
    internal static string? PermissionSetUser(string? roleAndSession)
    {
        const string Prefix = "AWSReservedSSO_";
        var slash = roleAndSession?.IndexOf('/') ?? -1;
        if (slash < 0 || !roleAndSession!.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        var hash = roleAndSession.LastIndexOf('_', slash);
        var end = hash > Prefix.Length ? hash : slash;
        return $"{roleAndSession.Substring(slash + 1)} ({roleAndSession.Substring(Prefix.Length, end - Prefix.Length)})";
    }

    private static string? IdentityCenterUser(UserIdentity identity) =>
        identity.OnBehalfOf?.UserId is { Length: > 0 } id ? id + " (Identity Center)" : null;

    /// <summary>A role session's name: what follows the colon in <c>AROA…:session</c>.</summary>
    private static string? SessionName(UserIdentity? identity)
    {
        var id = identity?.PrincipalId;
        var colon = identity?.Type is "AssumedRole" or "AWSAccount" && id is not null ? id.IndexOf(':') : -1;
        return colon < 0 || colon == id!.Length - 1 ? null : id.Substring(colon + 1);
    }

    private static string? Join(string? first, string? second) =>
        first is null ? second : second is null ? first : first + "/" + second;

    private static string? AfterFirstSlash(string? arn)
    {
        var slash = arn?.IndexOf('/') ?? -1;
        return slash < 0 || slash == arn!.Length - 1 ? null : arn.Substring(slash + 1);
    }

    private static string? LastPart(string? arn)
    {
        var cut = arn is null ? -1 : Math.Max(arn.LastIndexOf('/'), arn.LastIndexOf(':'));
        return cut < 0 || cut == arn!.Length - 1 ? null : arn.Substring(cut + 1);
    }
}
