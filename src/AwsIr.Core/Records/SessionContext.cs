namespace AwsIr;

/// <summary>The session of temporary credentials: userIdentity.sessionContext.</summary>
public sealed class SessionContext
{
    internal SessionContext(JsonDictionary fields) => Fields = fields;

    /// <summary>The role or user that the session comes from; null if the log leaves it empty.</summary>
    public SessionIssuer? SessionIssuer => Fields.GetObject("sessionIssuer") is { Count: > 0 } fields ? new SessionIssuer(fields) : null;

    /// <summary>The web identity that the session was made for; null if the log leaves it empty.</summary>
    public WebIdFederationData? WebIdFederationData => Fields.GetObject("webIdFederationData") is { Count: > 0 } fields ? new WebIdFederationData(fields) : null;

    /// <summary>When the credentials were issued, in UTC.</summary>
    public DateTime? CreationDate => Records.UtcTime.Parse(Fields.GetObject("attributes")?.GetString("creationDate"));

    /// <summary>Whether MFA was used when the credentials were issued; null where the log has none.</summary>
    public bool? MfaAuthenticated => bool.TryParse(Fields.GetObject("attributes")?.GetString("mfaAuthenticated"), out var value) ? value : null;

    /// <summary>The source identity that was set when the first role was assumed, and that stays through role chains.</summary>
    public string? SourceIdentity => Fields.GetString("sourceIdentity");

    /// <summary>The version of the instance metadata service that gave the credentials, such as <c>1.0</c> or <c>2.0</c>.</summary>
    public string? Ec2RoleDelivery => Fields.GetString("ec2RoleDelivery");

    /// <summary>Whether the session is one of AssumeRoot.</summary>
    public bool? AssumedRoot => bool.TryParse(Fields.GetString("assumedRoot"), out var value) ? value : null;

    /// <summary>All of it as logged, to be walked with dots.</summary>
    public JsonDictionary Fields { get; }

    /// <summary>The issuer's ARN.</summary>
    public override string ToString() => SessionIssuer?.ToString() ?? "";
}
