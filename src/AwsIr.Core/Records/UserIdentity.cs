namespace AwsIr;

/// <summary>
/// Who made a request, and with which credentials: CloudTrail's userIdentity.
/// See https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html.
/// </summary>
public sealed class UserIdentity
{
    internal UserIdentity(JsonDictionary fields) => Fields = fields;

    /// <summary>Root, IAMUser, AssumedRole, Role, FederatedUser, Directory, AWSAccount, AWSService, IdentityCenterUser, SAMLUser, WebIdentityUser, Unknown; null where the log has none.</summary>
    public string? Type => Fields.GetString("type");

    /// <summary>The unique id of the principal; for a role session <c>AROA…:session-name</c>.</summary>
    public string? PrincipalId => Fields.GetString("principalId");

    /// <summary>The ARN of the principal that made the call.</summary>
    public string? Arn => Fields.GetString("arn");

    /// <summary>The account that owns the principal, 12 digits.</summary>
    public string? AccountId => Fields.GetString("accountId");

    /// <summary>The access key that signed the request; temporary ones begin with ASIA.</summary>
    public string? AccessKeyId => Fields.GetString("accessKeyId");

    /// <summary>The friendly name; absent for role sessions, whose role is in <see cref="SessionContext"/>.</summary>
    public string? UserName => Fields.GetString("userName");

    /// <summary>The AWS service that made the request on somebody's behalf.</summary>
    public string? InvokedBy => Fields.GetString("invokedBy");

    /// <summary>The external identity provider's name, for SAML and web identity users.</summary>
    public string? IdentityProvider => Fields.GetString("identityProvider");

    /// <summary>The credential id of the request, for bearer tokens and for Identity Center users.</summary>
    public string? CredentialId => Fields.GetString("credentialId");

    /// <summary>The session, if the request was made with temporary credentials.</summary>
    public SessionContext? SessionContext => Fields.GetObject("sessionContext") is { } fields ? new SessionContext(fields) : null;

    /// <summary>The Identity Center user on whose behalf the request was made.</summary>
    public OnBehalfOf? OnBehalfOf => Fields.GetObject("onBehalfOf") is { } fields ? new OnBehalfOf(fields) : null;

    /// <summary>The resource that the credentials were issued to, for requests of AWS services.</summary>
    public InScopeOf? InScopeOf => Fields.GetObject("inScopeOf") is { } fields ? new InScopeOf(fields) : null;

    /// <summary>All of it as logged, to be walked with dots.</summary>
    public JsonDictionary Fields { get; }

    /// <summary>The ARN, or what else there is.</summary>
    public override string ToString() => Arn ?? PrincipalId ?? InvokedBy ?? UserName ?? Type ?? "";
}
