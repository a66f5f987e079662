namespace AwsIr;

/// <summary>The IAM Identity Center user on whose behalf a request was made: userIdentity.onBehalfOf.</summary>
public sealed class OnBehalfOf
{
    internal OnBehalfOf(JsonDictionary fields) => Fields = fields;

    /// <summary>The user's id in the identity store.</summary>
    public string? UserId => Fields.GetString("userId");

    /// <summary>The identity store's ARN.</summary>
    public string? IdentityStoreArn => Fields.GetString("identityStoreArn");

    /// <summary>All of it as logged, to be walked with dots.</summary>
    public JsonDictionary Fields { get; }

    /// <summary>The user's id.</summary>
    public override string ToString() => UserId ?? "";
}
