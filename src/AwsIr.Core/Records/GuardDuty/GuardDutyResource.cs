using AwsIr.Records;

namespace AwsIr;

/// <summary>
/// The resources that a finding is about. Most findings have one kind of them, and only its properties have values.
/// See https://docs.aws.amazon.com/guardduty/latest/APIReference/API_Resource.html.
/// </summary>
public sealed class GuardDutyResource
{
    internal GuardDutyResource(JsonDictionary fields) => Fields = fields;

    /// <summary>Instance, AccessKey, S3Bucket, EKSCluster, ECSCluster, Container, RDSDBInstance, Lambda…</summary>
    public string? ResourceType => Fields.Text("resourceType");

    /// <summary>The EC2 instance.</summary>
    public string? InstanceId => Instance.Text("instanceId");

    /// <summary>The instance's type, such as <c>m5.large</c>.</summary>
    public string? InstanceType => Instance.Text("instanceType");

    /// <summary>The image that the instance was started from.</summary>
    public string? ImageId => Instance.Text("imageId");

    /// <summary>When the instance was started, in UTC.</summary>
    public DateTime? LaunchTime => Instance.Time("launchTime");

    /// <summary>The ARN of the instance profile, through which the instance has its role.</summary>
    public string? InstanceProfileArn => Instance.At("iamInstanceProfile").Text("arn");

    /// <summary>The network interfaces of the instance, with their addresses.</summary>
    public GuardDutyNetworkInterface[] NetworkInterfaces => [.. Instance.Objects("networkInterfaces").Select(one => new GuardDutyNetworkInterface(one))];

    /// <summary>The access key that was used; temporary ones begin with ASIA.</summary>
    public string? AccessKeyId => AccessKey.Text("accessKeyId");

    /// <summary>The unique id of the principal; for a role session <c>AROA…:session-name</c>.</summary>
    public string? PrincipalId => AccessKey.Text("principalId");

    /// <summary>The name of the user, or of the role of a session.</summary>
    public string? UserName => AccessKey.Text("userName");

    /// <summary>Root, IAMUser, AssumedRole, Role, FederatedUser, Directory, AWSAccount or AWSService.</summary>
    public string? UserType => AccessKey.Text("userType");

    /// <summary>The S3 buckets.</summary>
    public GuardDutyBucket[] Buckets => [.. Fields.Objects("s3BucketDetails").Select(bucket => new GuardDutyBucket(bucket))];

    /// <summary>The name of the EKS cluster.</summary>
    public string? EksClusterName => Fields.At("eksClusterDetails").Text("name");

    /// <summary>The Kubernetes user.</summary>
    public string? KubernetesUser => Kubernetes.At("kubernetesUserDetails").Text("username");

    /// <summary>The groups of the Kubernetes user.</summary>
    public string[] KubernetesGroups => Kubernetes.At("kubernetesUserDetails").Texts("groups");

    /// <summary>The Kubernetes workload; null if there is none.</summary>
    public GuardDutyWorkload? Workload => Kubernetes.At("kubernetesWorkloadDetails") is { } workload ? new GuardDutyWorkload(workload) : null;

    /// <summary>The name of the ECS cluster.</summary>
    public string? EcsClusterName => Ecs.Text("name");

    /// <summary>The ARN of the ECS task.</summary>
    public string? EcsTaskArn => Ecs.At("taskDetails").Text("arn");

    /// <summary>Whether the task runs on EC2 or FARGATE.</summary>
    public string? EcsLaunchType => Ecs.At("taskDetails").Text("launchType");

    /// <summary>The container, and those of the task or workload.</summary>
    public GuardDutyContainer[] Containers =>
    [
        .. Fields.Objects("containerDetails").Concat(Ecs.At("taskDetails").Objects("containers")).Concat(Kubernetes.At("kubernetesWorkloadDetails").Objects("containers"))
            .Select(container => new GuardDutyContainer(container)),
    ];

    /// <summary>The name of the Lambda function.</summary>
    public string? FunctionName => Lambda.Text("functionName");

    /// <summary>The ARN of the Lambda function.</summary>
    public string? FunctionArn => Lambda.Text("functionArn");

    /// <summary>The ARN of the role that the function runs with.</summary>
    public string? FunctionRole => Lambda.Text("role");

    /// <summary>The RDS instance.</summary>
    public string? DbInstanceIdentifier => Rds.Text("dbInstanceIdentifier");

    /// <summary>The RDS cluster.</summary>
    public string? DbClusterIdentifier => Rds.Text("dbClusterIdentifier") ?? Limitless.Text("dbClusterIdentifier");

    /// <summary>The database user.</summary>
    public string? DbUser => Fields.At("rdsDbUserDetails").Text("user");

    /// <summary>The database that the user logged in to.</summary>
    public string? DbName => Fields.At("rdsDbUserDetails").Text("database");

    /// <summary>The ARNs of the EBS volumes that were scanned.</summary>
    public string[] VolumeArns => FindingJson.Distinct(Fields.At("ebsVolumeDetails").Objects("scannedVolumeDetails").Select(volume => volume.Text("volumeArn")));

    /// <summary>The ARN of the EBS snapshot, image or recovery point that was scanned.</summary>
    public string? ScannedArn => Fields.At("ebsSnapshotDetails").Text("snapshotArn") ?? Fields.At("ec2ImageDetails").Text("imageArn") ?? Fields.At("recoveryPointDetails").Text("recoveryPointArn");

    /// <summary>The tags of the resources.</summary>
    public GuardDutyTag[] Tags =>
    [
        .. Fields.Values.SelectMany(value => value is object?[] many ? many : [value]).OfType<JsonDictionary>()
            .SelectMany(details => details.Objects("tags")).Concat(Ecs.At("taskDetails").Objects("tags")).Select(tag => new GuardDutyTag(tag)),
    ];

    /// <summary>All of it, to be walked with dots.</summary>
    public JsonDictionary Fields { get; }

    /// <summary>The names by which the resources go, the one that the finding is about first.</summary>
    internal string[] Ids
    {
        get
        {
            string?[] cluster = [EksClusterName, Fields.At("eksClusterDetails").Text("arn")];
            string?[] task = [EcsClusterName, EcsTaskArn, Ecs.Text("arn")];
            string?[] key = [AccessKeyId, UserName, PrincipalId];
            string?[] database = [DbInstanceIdentifier, Limitless.Text("dbShardGroupIdentifier"), DbClusterIdentifier, Rds.Text("dbInstanceArn")];
            var buckets = Buckets.Select(bucket => bucket.Name).Concat(Buckets.Select(bucket => bucket.Arn)).Concat(Buckets.SelectMany(bucket => bucket.Objects));
            var workload = new[] { Workload?.Name, Workload?.Uid };
            var containers = Containers.SelectMany(container => new[] { container.Name, container.Id });
            IEnumerable<string?> first = ResourceType switch
            {
                "AccessKey" => key,
                "S3Bucket" or "S3Object" => buckets,
                "EKSCluster" or "KubernetesCluster" => cluster,
                "ECSCluster" => task,
                "Container" => containers,
                _ => [],
            };
            return FindingJson.Distinct(
                first, [InstanceId], buckets, cluster, task, database, [FunctionName, FunctionArn, ScannedArn], workload, containers, VolumeArns, key);
        }
    }

    private JsonDictionary? Instance => Fields.At("instanceDetails");

    private JsonDictionary? AccessKey => Fields.At("accessKeyDetails");

    private JsonDictionary? Kubernetes => Fields.At("kubernetesDetails");

    private JsonDictionary? Ecs => Fields.At("ecsClusterDetails");

    private JsonDictionary? Lambda => Fields.At("lambdaDetails");

    private JsonDictionary? Rds => Fields.At("rdsDbInstanceDetails");

    private JsonDictionary? Limitless => Fields.At("rdsLimitlessDbDetails");

    /// <summary>The type, and the name of the resource.</summary>
    public override string ToString() => Ids is [var id, ..] ? $"{ResourceType} {id}".TrimStart() : ResourceType ?? "";
}
