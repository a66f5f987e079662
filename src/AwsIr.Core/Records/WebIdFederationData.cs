namespace AwsIr;

/// <summary>The web identity that a session was made for: sessionContext.webIdFederationData.</summary>
public sealed class WebIdFederationData
{
    internal WebIdFederationData(JsonDictionary fields) => Fields = fields;

    /// <summary>The provider: its principal name, such as <c>accounts.google.com</c>, or its ARN.</summary>
    public string? FederatedProvider => Fields.GetString("federatedProvider");

    /// <summary>The application and user ids that the provider reported; walkable.</summary>
    public JsonDictionary? Attributes => Fields.GetObject("attributes");

    /// <summary>All of it as logged, to be walked with dots.</summary>
    public JsonDictionary Fields { get; }

    /// <summary>The provider.</summary>
    public override string ToString() => FederatedProvider ?? "";
}
