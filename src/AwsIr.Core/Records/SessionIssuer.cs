namespace AwsIr;

/// <summary>The role or user that temporary credentials come from: sessionContext.sessionIssuer.</summary>
public sealed class SessionIssuer
{
    internal SessionIssuer(JsonDictionary fields) => Fields = fields;

    /// <summary>Root, IAMUser or Role.</summary>
    public string? Type => Fields.GetString("type");

    /// <summary>The friendly name of the user or role.</summary>
    public string? UserName => Fields.GetString("userName");

    /// <summary>The unique id.</summary>
    public string? PrincipalId => Fields.GetString("principalId");

    /// <summary>The ARN.</summary>
    public string? Arn => Fields.GetString("arn");

    /// <summary>The account that owns it, 12 digits.</summary>
    public string? AccountId => Fields.GetString("accountId");

    /// <summary>All of it as logged, to be walked with dots.</summary>
    public JsonDictionary Fields { get; }

    /// <summary>The ARN, or the name.</summary>
    public override string ToString() => Arn ?? UserName ?? "";
}
