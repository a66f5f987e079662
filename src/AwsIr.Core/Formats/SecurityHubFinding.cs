using System.Globalization;
using System.Text;
using AwsIr.Records;

namespace AwsIr.Formats;

/// <summary>
/// Gives a GuardDuty finding that Security Hub keeps in its own format (ASFF) the shape back that GuardDuty gave it, so that rules and
/// properties work on it. Security Hub flattens most of <c>service</c> into ProductFields and keeps of the resources what its format has room for.
/// See https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-findings-format.html.
/// </summary>
internal static class SecurityHubFinding
{
    private const string ServicePrefix = "aws/guardduty/service/";

    /// <summary>Security Hub takes fifty ProductFields. What somebody put in beyond this many stays flat: a level costs memory.</summary>
    private const int MaxFields = 1000;

    /// <summary>The names in <c>service</c> whose values are numbers; ProductFields holds texts only.</summary>
    private static readonly HashSet<string> Numbers = new(StringComparer.Ordinal)
    {
        "count", "euid", "failedLoginAttempts", "files", "ianaProtocolNumber", "itemCount", "lat", "lon", "namespacePid", "number", "pid", "port",
        "statusCode", "successfulLoginAttempts", "totalGb", "uniqueThreatCount", "uniqueThreatNameCount", "userId", "volumes",
    };

    /// <summary>Whether a finding is GuardDuty's: <c>arn:aws:securityhub:eu-west-1::product/aws/guardduty</c>.</summary>
    public static bool IsGuardDuty(ReadOnlySpan<byte> record, RecordIndex index)
    {
        var arn = index.Value(record, RecordKey.ProductArn);
        return arn.Length > 1 && arn[0] == '"' && JsonText.Decode(arn.Slice(1, arn.Length - 2)).EndsWith("product/aws/guardduty", StringComparison.Ordinal);
    }

    /// <summary>The finding as GuardDuty writes it.</summary>
    /// <param name="record">A finding of Security Hub, which has been validated.</param>
    public static byte[] ToGuardDuty(ReadOnlySpan<byte> record)
    {
        var asff = JsonDictionary.ParseAsLogged(record);
        var arn = asff.Text("Id") ?? "";
        var finding = new JsonTree();
        finding.Set("schemaVersion", "2.0");
        finding.Set("accountId", asff.Text("AwsAccountId"));
        finding.Set("region", asff.Text("Region") ?? ArnPart(arn, 3));
        finding.Set("partition", ArnPart(arn, 1));
        finding.Set("id", arn.Length == 0 ? null : LastPart(arn, "/"));
        finding.Set("arn", arn.Length == 0 ? null : arn);
        finding.Set("type", Type(asff));
        finding.Set("resource", Resource(asff));
        finding.Set("service", Service(asff));
        finding.Set("severity", Severity(asff));
        finding.Set("createdAt", asff.Text("CreatedAt"));
        finding.Set("updatedAt", asff.Text("UpdatedAt"));
        finding.Set("title", asff.Text("Title"));
        finding.Set("description", asff.Text("Description"));
        var text = new StringBuilder();
        JsonText.Append(text, finding);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string? Type(JsonDictionary asff)
    {
        // What the provider said first: a user may have changed the other.
        var types = asff.At("FindingProviderFields").Texts("Types");
        types = types.Length > 0 ? types : asff.Texts("Types");
        return types.Length == 0 ? null : GuardDutyFindingType.FromSecurityHub(types[0]);
    }

    /// <summary>GuardDuty's own number; without it the least that the label or the normalized number can mean.</summary>
    private static object? Severity(JsonDictionary asff)
    {
        JsonDictionary?[] severities = [asff.At("FindingProviderFields", "Severity"), asff.At("Severity")];
        foreach (var key in new[] { "Product", "Original" })
        {
            foreach (var severity in severities)
            {
                if (decimal.TryParse(severity.Text(key), NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
                {
                    return number;
                }
            }
        }

        foreach (var severity in severities)
        {
            if (severity.Number("Normalized") is { } normalized and > 0)
            {
                return normalized / 10;
            }

            if (FindingSeverity.Parse(severity.Text("Label")) is { } least)
            {
                return least;
            }
        }

        return null;
    }

    private static JsonTree Service(JsonDictionary asff)
    {
        var service = new JsonTree();
        var count = 0;
        foreach (var field in asff.At("ProductFields") ?? JsonDictionary.Empty)
        {
            // In its first years Security Hub left GuardDuty's prefix out.
            var prefixed = field.Key.StartsWith(ServicePrefix, StringComparison.Ordinal);
            var path = field.Key.Substring(prefixed ? ServicePrefix.Length : 0);
            var value = Unflattened(field.Key, field.Value);
            if (!prefixed && path.StartsWith("aws/", StringComparison.Ordinal))
            {
                continue;
            }

            if (++count <= MaxFields)
            {
                service.SetPath(path, value);
            }
            else
            {
                service.Set(path, value);
            }
        }

        // What ProductFields has no room for is elsewhere, under the same names but for the case.
        SetIfMissing(service, "action", asff.At("Action"));
        SetIfMissing(service, "detection", asff.At("Detection"));
        SetIfMissing(service, "eventFirstSeen", asff.Text("FirstObservedAt"));
        SetIfMissing(service, "eventLastSeen", asff.Text("LastObservedAt"));
        SetIfMissing(service, "archived", asff.Text("RecordState") == "ARCHIVED" ? true : null);
        if (asff.Objects("Threats") is { Length: > 0 } threats && service["ebsVolumeScanDetails"] is null)
        {
            service.SetPath("ebsVolumeScanDetails/scanDetections/threatDetectedByName/threatNames", threats);
        }

        if (asff.At("Process") is { } process && service["runtimeDetails"] is null)
        {
            foreach (var (name, key) in new[] { ("name", "Name"), ("executablePath", "Path"), ("pid", "Pid"), ("startTime", "LaunchedAt") })
            {
                service.SetPath("runtimeDetails/process/" + name, process[key]);
            }
        }

        if (service["additionalInfo"] is null && asff["Sample"] is true)
        {
            service.SetPath("additionalInfo/sample", true);
        }

        return service;
    }

    private static void SetIfMissing(JsonTree service, string name, object? value)
    {
        if (service[name] is null)
        {
            service.Set(name, value);
        }
    }

    private static object? Unflattened(string path, object? value)
    {
        if (value is not string text)
        {
            return value;
        }

        var name = LastPart(path, "/");
        return text switch
        {
            "" => null,
            "true" => true,
            "false" => false,
            "[]" => Array.Empty<object?>(),
            _ when Numbers.Contains(name) && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
            _ => text,
        };
    }

    private static JsonTree Resource(JsonDictionary asff)
    {
        var resource = new JsonTree();
        var buckets = new List<object?>();
        var volumes = new List<object?>();
        foreach (var one in asff.Objects("Resources"))
        {
            var id = one.Text("Id") ?? "";
            var type = one.Text("Type");
            var details = one.At("Details", type ?? "");
            switch (type)
            {
                case "AwsEc2Instance":
                    Offer(resource, "Instance", "instanceDetails", Instance(id, one, details));
                    break;
                case "AwsIamAccessKey":
                    Offer(resource, "AccessKey", "accessKeyDetails", Tree(
                        ("accessKeyId", LastPart(id, ":/")), ("principalId", details.Text("PrincipalId")),
                        ("userName", details.Text("PrincipalName") ?? details.Text("UserName")), ("userType", details.Text("PrincipalType"))));
                    break;
                case "AwsS3Bucket":
                    buckets.Add(Tree(("name", LastPart(id, ":/")), ("arn", id), ("owner", Tree(("id", details.Text("OwnerId")))), ("createdAt", details.Text("CreatedAt")), ("tags", Tags(one))));
                    break;
                case "AwsS3Object":
                    var path = LastPart(id, ":");
                    buckets.Add(Tree(("name", path.Split('/')[0]), ("s3ObjectDetails", new object?[] { Tree(("objectArn", id), ("key", path.Substring(path.IndexOf('/') + 1))) })));
                    break;
                case "AwsEksCluster":
                    Offer(resource, "EKSCluster", "eksClusterDetails", Tree(("name", LastPart(id, ":/")), ("arn", id), ("tags", Tags(one))));
                    break;
                case "AwsEcsCluster":
                    Offer(resource, "ECSCluster", "ecsClusterDetails", Tree(("name", LastPart(id, ":/")), ("arn", id), ("tags", Tags(one))));
                    break;
                case "Container":
                    Offer(resource, "Container", "containerDetails", Tree(("id", id), ("name", details.Text("Name")), ("image", details.Text("ImageName")), ("containerRuntime", details.Text("ContainerRuntime"))));
                    break;
                case "AwsLambdaFunction":
                    Offer(resource, "Lambda", "lambdaDetails", Tree(("functionName", details.Text("FunctionName") ?? FunctionName(id)), ("functionArn", id), ("role", details.Text("Role")), ("tags", Tags(one))));
                    break;
                case "AwsRdsDbInstance":
                    Offer(resource, "RDSDBInstance", "rdsDbInstanceDetails", Tree(
                        ("dbInstanceIdentifier", details.Text("DBInstanceIdentifier") ?? LastPart(id, ":")), ("dbInstanceArn", id),
                        ("dbClusterIdentifier", details.Text("DBClusterIdentifier")), ("engine", details.Text("Engine")), ("engineVersion", details.Text("EngineVersion")), ("tags", Tags(one))));
                    break;
                case "AwsEc2Volume":
                    volumes.Add(Tree(("volumeArn", id)));
                    break;
            }
        }

        Offer(resource, "S3Bucket", "s3BucketDetails", buckets.ToArray());
        Offer(resource, "Instance", "ebsVolumeDetails", volumes.Count == 0 ? null : Tree(("scannedVolumeDetails", volumes.ToArray())));
        return resource;
    }

    /// <summary>Adds a resource; the first says what type the finding's is.</summary>
    private static void Offer(JsonTree resource, string type, string name, object? details)
    {
        if (details is null or JsonTree { IsEmpty: true } or object?[] { Length: 0 } || resource[name] is not null)
        {
            return;
        }

        SetIfMissing(resource, "resourceType", type);
        resource.Set(name, details);
    }

    private static JsonTree Instance(string id, JsonDictionary one, JsonDictionary? details)
    {
        // Security Hub lists public and private addresses together.
        var addresses = details.Texts("IpV4Addresses").ToLookup(IsPrivate);
        var network = Tree(
            ("privateIpAddress", addresses[true].FirstOrDefault()),
            ("privateIpAddresses", addresses[true].Select(address => Tree(("privateIpAddress", address))).ToArray<object?>()),
            ("publicIp", addresses[false].FirstOrDefault()),
            ("ipv6Addresses", details.Texts("IpV6Addresses").ToArray<object?>()),
            ("vpcId", details.Text("VpcId")),
            ("subnetId", details.Text("SubnetId")));
        return Tree(
            ("instanceId", LastPart(id, ":/")),
            ("instanceType", details.Text("Type")),
            ("imageId", details.Text("ImageId")),
            ("launchTime", details.Text("LaunchedAt")),
            ("iamInstanceProfile", Tree(("arn", details.Text("IamInstanceProfileArn")))),
            ("networkInterfaces", network.IsEmpty ? null : new object?[] { network }),
            ("tags", Tags(one)));
    }

    private static bool IsPrivate(string address) =>
        IpAddress.Parse(address) is [10, _, _, _] or [172, >= 16 and <= 31, _, _] or [192, 168, _, _] or [100, >= 64 and <= 127, _, _];

    private static object?[] Tags(JsonDictionary resource) =>
        [.. (resource.At("Tags") ?? JsonDictionary.Empty).Select(tag => Tree(("key", tag.Key), ("value", tag.Value)))];

    private static JsonTree Tree(params (string Name, object? Value)[] members)
    {
        var tree = new JsonTree();
        foreach (var (name, value) in members)
        {
            tree.Set(name, value is "" ? null : value);
        }

        return tree;
    }

    /// <summary>The name in <c>arn:aws:lambda:region:account:function:name:version</c>.</summary>
    private static string? FunctionName(string arn) => ArnPart(arn, 6) ?? LastPart(arn, ":");

    private static string? ArnPart(string arn, int part) =>
        arn.Split(':') is var parts && parts.Length > part && parts[0] == "arn" && parts[part].Length > 0 ? parts[part] : null;

    private static string LastPart(string text, string separators) => text.Substring(text.LastIndexOfAny(separators.ToCharArray()) + 1);
}
