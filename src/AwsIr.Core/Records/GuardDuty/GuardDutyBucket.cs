using AwsIr.Records;

namespace AwsIr;

/// <summary>An S3 bucket in a finding.</summary>
public sealed class GuardDutyBucket
{
    internal GuardDutyBucket(JsonDictionary fields) => Fields = fields;

    /// <summary>The bucket's name.</summary>
    public string? Name => Fields.Text("name");

    /// <summary>Its ARN.</summary>
    public string? Arn => Fields.Text("arn");

    /// <summary>Whether it was the source or the destination of what was done.</summary>
    public string? Type => Fields.Text("type");

    /// <summary>When it was made, in UTC.</summary>
    public DateTime? CreatedAt => Fields.Time("createdAt");

    /// <summary>PUBLIC or NOT_PUBLIC, all policies and access lists together.</summary>
    public string? EffectivePermission => Fields.At("publicAccess").Text("effectivePermission");

    /// <summary>The ARNs of the objects that the finding names.</summary>
    public string[] Objects => FindingJson.Distinct(Fields.Objects("s3ObjectDetails").Select(one => one.Text("objectArn")));

    /// <summary>Its tags.</summary>
    public GuardDutyTag[] Tags => [.. Fields.Objects("tags").Select(tag => new GuardDutyTag(tag))];

    /// <summary>All of it, to be walked with dots.</summary>
    public JsonDictionary Fields { get; }

    /// <summary>The name.</summary>
    public override string ToString() => Name ?? Arn ?? "";
}
