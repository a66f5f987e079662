using AwsIr.Records;

namespace AwsIr;

/// <summary>A resource that had a part in an attack sequence.</summary>
public sealed class GuardDutySequenceResource
{
    internal GuardDutySequenceResource(JsonDictionary fields) => Fields = fields;

    /// <summary>The id by which the signals name it, mostly an ARN.</summary>
    public string? Uid => Fields.Text("uid");

    /// <summary>Its name.</summary>
    public string? Name => Fields.Text("name");

    /// <summary>EC2_INSTANCE, S3_BUCKET, S3_OBJECT, ACCESS_KEY, EKS_CLUSTER, KUBERNETES_WORKLOAD, CONTAINER, ECS_CLUSTER, ECS_TASK…</summary>
    public string? ResourceType => Fields.Text("resourceType");

    /// <summary>The account that it is in, 12 digits.</summary>
    public string? AccountId => Fields.Text("accountId");

    /// <summary>The region that it is in.</summary>
    public string? Region => Fields.Text("region");

    /// <summary>Its tags.</summary>
    public GuardDutyTag[] Tags => [.. Fields.Objects("tags").Select(tag => new GuardDutyTag(tag))];

    /// <summary>What there is to know about a resource of its type; walkable.</summary>
    public JsonDictionary? Data => Fields.At("data");

    /// <summary>All of it, to be walked with dots.</summary>
    public JsonDictionary Fields { get; }

    /// <summary>The type, and the name or id.</summary>
    public override string ToString() => $"{ResourceType} {Name ?? Uid}".Trim();
}
