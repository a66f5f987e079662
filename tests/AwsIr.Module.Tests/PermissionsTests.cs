using System.Text.Json;
using System.Text.RegularExpressions;
using AwsIr.FakeAws;
using AwsIr.Module.Tests.Harness;

namespace AwsIr.Module.Tests;

/// <summary>docs/permissions.md: its policies are policies, and each allows what its cmdlet asks for, and nothing that it does not.</summary>
public sealed partial class PermissionsTests(ModuleSession session) : IClassFixture<ModuleSession>
{
    /// <summary>Allowed without ever being asked for by name: S3 does that on the reader's behalf.</summary>
    private static readonly string[] BehindTheScenes = ["kms:Decrypt"];

    private static readonly List<(string Section, JsonElement Policy)> Policies = Read();

    /// <summary>A section, the number of the policy in it, and commands that together do all that the policy is for.</summary>
    public static TheoryData<string, int, string[]> Cases { get; } = new()
    {
        { "Get-IrCloudTrailEvent", 0, ["Get-IrCloudTrailEvent @aws -Region eu-west-* -EventName StopLogging"] },
        {
            "Get-IrCloudTrailEvent", 1,
            [
                "Get-IrCloudTrailEvent @aws -S3Uri s3://example-shop-cloudtrail -StartTime 2026-03-17T14:00Z -EndTime 2026-03-17T14:10Z",
                "Get-IrCloudTrailEvent @aws -TrailName example-shop-trail -Region eu-west-1 -StartTime 2026-03-17T14:00Z -EndTime 2026-03-17T14:10Z",
            ]
        },
        {
            "Get-IrFlowLog", 0,
            [
                "Get-IrFlowLog @aws -Region eu-west-* -VpcId vpc-* -StartTime 2026-03-17T14:00Z -EndTime 2026-03-17T14:10Z",
                "Get-IrFlowLog @aws -Region us-east-1 -SubnetId subnet-1 -StartTime 2026-03-17T14:00Z -EndTime 2026-03-17T14:10Z",
                "Measure-IrFlowLog @aws -Region us-east-1 -StartTime 2026-03-17T14:00Z -EndTime 2026-03-17T14:10Z",
            ]
        },
        { "Get-IrCloudWatchLogEvent", 0, ["Get-IrCloudWatchLogEvent @aws -Region eu-west-* -LogGroup /example-shop/* -StartTime 2026-03-17T14:00Z -EndTime 2026-03-17T14:10Z"] },
        { "Get-IrCloudWatchLogEvent", 1, ["Get-IrCloudWatchLogEvent @aws -S3Uri s3://example-shop-cloudtrail/exportedlogs"] },
        { "Get-IrGuardDutyFinding", 0, ["Get-IrGuardDutyFinding @aws -Region eu-west-*"] },
        { "Get-IrGuardDutyFinding", 1, ["Get-IrGuardDutyFinding @aws -S3Uri s3://example-shop-cloudtrail"] },
        {
            "Test-IrDetection", 0,
            [
                "Test-IrDetection @aws -Source CloudTrail, FlowLog, CloudWatchLogs, GuardDuty -LogGroup /fl* -Region us-east-*",
                "Test-IrDetection @aws -S3Uri s3://example-shop-cloudtrail -StartTime 2026-03-17T14:00Z -EndTime 2026-03-17T14:05Z",
            ]
        },
        { "Get-IrLogCoverage", 0, ["Get-IrLogCoverage @aws -Region eu-west-*, us-east-1"] },
        { "A role in every account", 0, ["Get-IrLogCoverage @aws -RoleName IRReadOnly -AccountId 111122223333, 444455556666 -Region eu-west-1"] },
    };

    [Fact]
    public void Every_policy_is_one_and_every_cmdlet_that_asks_AWS_has_a_section()
    {
        Assert.NotEmpty(Policies);
        Assert.All(Policies, static policy =>
        {
            Assert.Equal("2012-10-17", policy.Policy.GetProperty("Version").GetString());
            Assert.All(policy.Policy.GetProperty("Statement").EnumerateArray(), static statement =>
            {
                Assert.Equal("Allow", statement.GetProperty("Effect").GetString());
                Assert.All(Texts(statement, "Action"), static action => Assert.Matches("^[a-z0-9]+:[A-Za-z]+$", action));
                Assert.All(Texts(statement, "Action"), static action => Assert.Matches(":(Assume|Decrypt|Describe|Filter|Get|List|Lookup)", action));
                Assert.True(statement.TryGetProperty("Resource", out _) || statement.TryGetProperty("Principal", out _));
            });
        });
        string text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "permissions.md"));
        RunResult cmdlets = session.Run("Get-Command -Module AwsIr | Where-Object { $_.Parameters.ContainsKey('EndpointUrl') } | ForEach-Object Name").Ok();
        Assert.NotEmpty(cmdlets.Output);
        Assert.All(cmdlets.Texts, cmdlet => Assert.Contains(cmdlet, text, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_policy_allows_what_is_asked_and_nothing_else(string section, int number, string[] commands)
    {
        JsonElement policy = Policies.Where(policy => policy.Section == section).ElementAt(number).Policy;
        using var server = new FakeAwsServer();
        AwsCredentials user = Fill(server.World);
        HashSet<string> used = [];
        foreach (string command in commands)
        {
            server.ClearRequests();
            RunResult result = session.Run(
                "param($url, $key, $secret) $aws = @{ EndpointUrl = $url; AccessKey = $key; SecretKey = $secret; WarningAction = 'Ignore' }; " + command,
                server.Url, user.AccessKeyId, user.SecretAccessKey).Ok();

            Assert.NotEmpty(result.Output);
            foreach (LoggedRequest request in server.Requests.Where(static request => request.Operation != "GetCallerIdentity"))
            {
                // Whoever assumes a role needs that alone: what comes after is the role's.
                if (section.StartsWith("A role", StringComparison.Ordinal) && request.AccessKeyId != user.AccessKeyId)
                {
                    continue;
                }

                var (action, resource) = Asked(request);
                Assert.True(Allows(policy, action, resource), $"{command}: {action} on {resource} is not allowed.");
                used.Add(action);
            }
        }

        Assert.Equal(
            policy.GetProperty("Statement").EnumerateArray().SelectMany(static statement => Texts(statement, "Action")).Except(BehindTheScenes).Distinct().Order(StringComparer.Ordinal),
            used.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"^## (?<section>[^\n]+)$|^```json\n(?<policy>.+?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Parts();

    /// <summary>The example incident, and in another region flow logs of a subnet and of an interface, in a log group.</summary>
    private static AwsCredentials Fill(AwsWorld world)
    {
        AwsCredentials user = IncidentWorld.Fill(world, Path.Combine(Repository.Root, "examples", "incident", "evidence"));
        RegionData other = world.Accounts[IncidentWorld.Shop].Region("us-east-1");
        other.Detector!.Enabled = true;
        other.Vpcs.Add(new Vpc("vpc-1", "10.30.0.0/16"));
        other.Subnets.Add(new Subnet("subnet-1", "vpc-1"));
        other.NetworkInterfaces.Add(new NetworkInterface("eni-1", "subnet-1", "vpc-1"));
        other.FlowLogs.Add(new FlowLog("fl-1", "subnet-1") { LogGroupName = "/flows" });
        other.FlowLogs.Add(new FlowLog("fl-2", "eni-1") { LogGroupName = "/flows" });
        other.AddLogGroup("/flows").Add(
            "eni-1-all", new DateTime(2026, 3, 17, 14, 1, 0, DateTimeKind.Utc), "2 111122223333 eni-1 10.30.0.5 198.51.100.9 40000 443 6 3 180 1773756060 1773756090 ACCEPT OK");
        return user;
    }

    /// <summary>The action and the resource that AWS checks for a request.</summary>
    private static (string Action, string Resource) Asked(LoggedRequest request) => request switch
    {
        { Service: "s3", Operation: "ListObjectsV2" or "HeadBucket" } => ("s3:ListBucket", $"arn:aws:s3:::{request.Bucket}"),
        { Service: "s3", Operation: "GetObject" or "HeadObject" } => ("s3:GetObject", $"arn:aws:s3:::{request.Bucket}/{request.Key}"),
        { Service: "sts", Operation: "AssumeRole" } => ("sts:AssumeRole", request["RoleArn"]!),
        { Operation: "FilterLogEvents" } => ("logs:FilterLogEvents", $"arn:aws:logs:{request.Region}:{request.AccountId}:log-group:{request["logGroupName"]?.Trim('"')}"),
        { Operation: "GetTrailStatus" } => ("cloudtrail:GetTrailStatus", request["Name"]!.Trim('"')),
        { Operation: "GetEventSelectors" } => ("cloudtrail:GetEventSelectors", request["TrailName"]!.Trim('"')),
        _ => ($"{request.Service}:{request.Operation}", "*"),
    };

    private static bool Allows(JsonElement policy, string action, string resource) => policy.GetProperty("Statement").EnumerateArray().Any(statement =>
        Texts(statement, "Action").Contains(action)
        && Texts(statement, "Resource").Any(pattern => resource == "*" ? pattern == "*" : Regex.IsMatch(resource, "^" + Regex.Escape(pattern).Replace(@"\*", ".*", StringComparison.Ordinal) + "$")));

    private static IEnumerable<string> Texts(JsonElement statement, string name) => !statement.TryGetProperty(name, out JsonElement value) ? []
        : value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Select(static item => item.GetString()!)
        : [value.GetString()!];

    private static List<(string Section, JsonElement Policy)> Read()
    {
        string section = "";
        List<(string, JsonElement)> policies = [];
        foreach (Match part in Parts().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "permissions.md")).ReplaceLineEndings("\n")))
        {
            if (part.Groups["section"].Success)
            {
                section = part.Groups["section"].Value;
            }
            else
            {
                policies.Add((section, JsonDocument.Parse(part.Groups["policy"].Value).RootElement));
            }
        }

        return policies;
    }
}
