namespace AwsIr;

/// <summary>A resource that an event touched: an entry of CloudTrail's resources.</summary>
public sealed class CloudTrailResource
{
    internal CloudTrailResource(JsonDictionary fields) => Fields = fields;

    /// <summary>The ARN; null where the log gives only a prefix or nothing.</summary>
    public string? Arn => Fields.GetString("ARN");

    /// <summary>The account that owns the resource, 12 digits.</summary>
    public string? AccountId => Fields.GetString("accountId");

    /// <summary>The type, such as <c>AWS::S3::Bucket</c>.</summary>
    public string? Type => Fields.GetString("type");

    /// <summary>All of it as logged, to be walked with dots.</summary>
    public JsonDictionary Fields { get; }

    /// <summary>The ARN, or the type.</summary>
    public override string ToString() => Arn ?? Fields.GetString("ARNPrefix") ?? Type ?? "";
}
