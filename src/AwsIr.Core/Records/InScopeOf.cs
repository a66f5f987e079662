namespace AwsIr;

/// <summary>The resource that a service's credentials were issued to: userIdentity.inScopeOf.</summary>
public sealed class InScopeOf
{
    internal InScopeOf(JsonDictionary fields) => Fields = fields;

    /// <summary>The ARN of the resource that made the service act.</summary>
    public string? SourceArn => Fields.GetString("sourceArn");

    /// <summary>The account that owns it, 12 digits.</summary>
    public string? SourceAccount => Fields.GetString("sourceAccount");

    /// <summary>What issued the credentials, such as <c>AWS::Lambda::Function</c>.</summary>
    public string? IssuerType => Fields.GetString("issuerType");

    /// <summary>The ARN of the resource that the credentials were issued to.</summary>
    public string? CredentialsIssuedTo => Fields.GetString("credentialsIssuedTo");

    /// <summary>All of it as logged, to be walked with dots.</summary>
    public JsonDictionary Fields { get; }

    /// <summary>The resource that the credentials were issued to.</summary>
    public override string ToString() => CredentialsIssuedTo ?? SourceArn ?? "";
}
