using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AwsIr.FakeAws;

/// <summary>
/// The example incident as a world: its evidence in a bucket as it lies in the folder, and behind the services what they would
/// have an hour after it. See docs/example-incident.md.
/// </summary>
public static class IncidentWorld
{
    /// <summary>The production account.</summary>
    public const string Shop = "111122223333";

    /// <summary>The staging account.</summary>
    public const string Staging = "444455556666";

    /// <summary>Where the shop works.</summary>
    public const string Home = "eu-west-1";

    /// <summary>The bucket with the evidence.</summary>
    public const string BucketName = "example-shop-cloudtrail";

    /// <summary>The role that an investigator has in both accounts.</summary>
    public const string RoleName = "IRReadOnly";

    /// <summary>The network.</summary>
    public const string Vpc = "vpc-0e1a2b3c4d5e6f701";

    private static readonly DateTime Day = new(2026, 3, 17, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Fills a world.</summary>
    /// <param name="world">The world, empty.</param>
    /// <param name="evidence">The folder examples/incident/evidence.</param>
    /// <returns>The credentials of the user responder in the production account.</returns>
    public static AwsCredentials Fill(AwsWorld world, string evidence)
    {
        ArgumentNullException.ThrowIfNull(world);
        world.EventsNow = Day.AddHours(16);
        AwsAccount shop = world.AddAccount(Shop);
        AwsAccount staging = world.AddAccount(Staging);
        shop.AddRole(RoleName, Shop);
        staging.AddRole(RoleName, Shop);
        Bucket bucket = world.AddBucket(BucketName, Home, shop);
        bucket.SharedWith.Add(Staging);
        foreach (string path in Directory.EnumerateFiles(evidence, "*", SearchOption.AllDirectories))
        {
            string key = Path.GetRelativePath(evidence, path).Replace('\\', '/');
            StoredObject stored = bucket.Put(key, File.ReadAllBytes(path));
            if (key.Contains("/CloudTrail", StringComparison.Ordinal))
            {
                stored.ContentType = "application/json";
                stored.ContentEncoding = "gzip";
            }
        }

        AddHistory(world, evidence);
        AddTrails(shop, staging);
        AddLogs(shop.Region(Home), evidence);
        AddGuardDuty(shop, staging, evidence);
        AddConfig(shop);
        AddNetwork(shop);
        return shop.AddUser("responder");
    }

    /// <summary>Every management event once, in the account and the region that it was recorded in.</summary>
    private static void AddHistory(AwsWorld world, string evidence)
    {
        HashSet<string> seen = [];
        foreach (string path in Directory.EnumerateFiles(Path.Combine(evidence, "AWSLogs"), "*_CloudTrail_*.json.gz", SearchOption.AllDirectories))
        {
            foreach (JsonObject record in JsonNode.Parse(Text(path))!["Records"]!.AsArray().Cast<JsonObject>())
            {
                string account = (string)record["recipientAccountId"]!;
                if ((bool?)record["managementEvent"] == true && seen.Add($"{account}/{record["eventID"]}"))
                {
                    world.Accounts[account].Region((string)record["awsRegion"]!).AddEvents(record);
                }
            }
        }
    }

    private static void AddTrails(AwsAccount shop, AwsAccount staging)
    {
        Trail trail = shop.Region(Home).AddTrail("example-shop-trail", BucketName);
        trail.StopLoggingTime = Day.Add(new TimeSpan(14, 46, 30));
        trail.StartLoggingTime = Day.Add(new TimeSpan(14, 55, 10));
        trail.LatestDeliveryTime = Day.Add(new TimeSpan(15, 10, 0));
        trail.EventSelectors![0]!["DataResources"] = new JsonArray(new JsonObject { ["Type"] = "AWS::S3::Object", ["Values"] = new JsonArray("arn:aws:s3:::example-shop-customer-exports/") });
        Trail other = staging.Region(Home).AddTrail("example-shop-staging-trail", BucketName);
        other.StartLoggingTime = Day.AddYears(-1);
        other.LatestDeliveryTime = Day.Add(new TimeSpan(15, 5, 0));
    }

    private static void AddLogs(RegionData home, string evidence)
    {
        LogGroup secure = home.AddLogGroup("/example-shop/secure");
        secure.RetentionInDays = 90;
        foreach (string path in Directory.EnumerateFiles(Path.Combine(evidence, "exportedlogs"), "*.gz", SearchOption.AllDirectories))
        {
            string stream = Path.GetFileName(Path.GetDirectoryName(path)!);
            foreach (string line in Text(path).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                string[] parts = line.Split(' ', 2);
                secure.Add(stream, DateTime.Parse(parts[0], CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal), parts[1]);
            }
        }

        LogGroup access = home.AddLogGroup("/example-shop/web/access");
        access.RetentionInDays = 30;
        foreach (string path in Directory.EnumerateFiles(Path.Combine(evidence, "firehose"), "*", SearchOption.AllDirectories))
        {
            foreach (JsonNode batch in Values(Text(path)).Where(static batch => (string?)batch["messageType"] == "DATA_MESSAGE"))
            {
                foreach (JsonNode? e in batch["logEvents"]!.AsArray())
                {
                    access.Add((string)batch["logStream"]!, Time((long)e!["timestamp"]!), (string)e["message"]!, (string)e["id"]!);
                }
            }
        }

        LogGroup orders = home.AddLogGroup("/aws/lambda/shop-orders");
        foreach (JsonNode? e in JsonNode.Parse(File.ReadAllBytes(Path.Combine(evidence, "api-output", "filter-log-events-shop-orders.json")))!["events"]!.AsArray())
        {
            orders.Add((string)e!["logStreamName"]!, Time((long)e["timestamp"]!), (string)e["message"]!, (string)e["eventId"]!, Time((long)e["ingestionTime"]!));
        }

        static DateTime Time(long milliseconds) => DateTime.UnixEpoch.AddMilliseconds(milliseconds);
    }

    /// <summary>The findings, each in its last form; the attacker has switched both detectors off and removed the member.</summary>
    private static void AddGuardDuty(AwsAccount shop, AwsAccount staging, string evidence)
    {
        shop.Region(Home).AddDetector("12abc34d567e8fa901bc2d34e56789f0").Enabled = false;
        shop.Region("us-east-1").AddDetector("56abc78d901e2fa345bc6d78e90123f4").Enabled = false;
        staging.Region(Home).AddDetector("78abc90d123e4fa567bc8d90e12345f6");
        var findings = Directory.EnumerateFiles(Path.Combine(evidence, "AWSLogs", Shop, "GuardDuty"), "*.jsonl.gz", SearchOption.AllDirectories)
            .SelectMany(static path => Text(path).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            .Select(static line => (JsonObject)JsonNode.Parse(line)!)
            .GroupBy(static finding => (string)finding["id"]!)
            .Select(static forms => forms.MaxBy(static form => (string)form["updatedAt"]!)!)
            .OrderBy(static finding => (string)finding["updatedAt"]!, StringComparer.Ordinal);
        foreach (JsonObject finding in findings)
        {
            shop.Region((string)finding["region"]!).Detector!.Findings.Add(finding);
        }
    }

    /// <summary>The attacker deleted the recorder at home, stopped one, which was started again, and narrowed a third.</summary>
    private static void AddConfig(AwsAccount shop)
    {
        shop.Region("us-east-1").ConfigRecorder = new ConfigRecorder { LastStopTime = Day.Add(new TimeSpan(14, 18, 10)), LastStartTime = Day.Add(new TimeSpan(14, 58, 30)) };
        shop.Region("us-east-1").DeliveryChannel = ("default", "example-shop-config");
        var narrowed = new ConfigRecorder { AllSupported = false };
        narrowed.ResourceTypes.Add("AWS::EC2::EIP");
        shop.Region("us-west-2").ConfigRecorder = narrowed;
        shop.Region("us-west-2").DeliveryChannel = ("default", "example-shop-config");
    }

    private static void AddNetwork(AwsAccount shop)
    {
        shop.Region(Home).Vpcs.Add(new Vpc(Vpc, "10.20.0.0/16", Name: "example-shop"));
        shop.Region("us-east-1").Vpcs.Add(new Vpc("vpc-0d0d0d0d0d0d0d0d0", "172.31.0.0/16", IsDefault: true));
        shop.Region(Home).FlowLogs.Add(new FlowLog("fl-0a7b7777777777777", Vpc)
        {
            S3Destination = $"arn:aws:s3:::{BucketName}",
            MaxAggregationInterval = 60,
            Format = string.Join(' ', "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status vpc-id subnet-id instance-id tcp-flags type pkt-srcaddr pkt-dstaddr region az-id pkt-src-aws-service pkt-dst-aws-service flow-direction traffic-path".Split(' ').Select(static field => $"${{{field}}}")),
        });
    }

    private static string Text(string path)
    {
        using var stream = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>JSON values that stand one behind the other.</summary>
    private static List<JsonNode> Values(string text)
    {
        List<JsonNode> values = [];
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text), new JsonReaderOptions { AllowMultipleValues = true });
        while (reader.Read())
        {
            values.Add(JsonNode.Parse(ref reader)!);
        }

        return values;
    }
}
