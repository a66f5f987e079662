using System.Text.Json;
using System.Text.Json.Nodes;
using AwsIr.Detection;
using AwsIr.Tests.Detection;

namespace AwsIr.Tests.Rules;

/// <summary>What the built-in CloudTrail rules match, they match for its service, its operation and its success: with one of them changed, nothing is left.</summary>
public class RuleNecessityTests
{
    private static readonly LoadedRules Loaded = Repository.BuiltInRules;
    private static readonly List<RuleTest> Tests = [.. ReadTests()];

    public static TheoryData<string, string> TestEvents()
    {
        var data = new TheoryData<string, string>();
        foreach (RuleTest test in Tests.Where(test => test.Expect > 0))
        {
            data.Add(test.Rule, test.Name);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(TestEvents))]
    public void AMatchNeedsItsService(string rule, string name)
    {
        string[] whatever = ["attack-tool-user-agent", "many-calls-denied", "root-api-change"];
        if (!whatever.Contains(rule))
        {
            Assert.Equal(0, AlertsWhen(rule, name, record => record["eventSource"] = "other.amazonaws.com"));
        }
    }

    [Theory]
    [MemberData(nameof(TestEvents))]
    public void AMatchNeedsItsOperation(string rule, string name)
    {
        string[] whatever = ["attack-tool-user-agent", "root-api-change"];
        if (!whatever.Contains(rule))
        {
            Assert.Equal(0, AlertsWhen(rule, name, record => record["eventName"] = "OtherOperation"));
        }
    }

    // Rules say what was done. What was only tried is told by rules that say so in their description: *-refused and these.
    [Theory]
    [MemberData(nameof(TestEvents))]
    public void AMatchNeedsSuccess(string rule, string name)
    {
        string[] attempts =
        [
            "attack-tool-user-agent", "instance-passwords-requested-in-bulk", "instance-user-data-read-in-bulk", "large-instances-launched", "many-calls-denied",
            "organization-left", "secrets-batch-read", "secrets-read-in-bulk", "ssh-keys-pushed-to-many-instances", "ssm-commands-in-bulk",
        ];
        bool signIn = Tests.First(t => t.Rule == rule && t.Name == name).Records.Any(r => r.Contains("signin.amazonaws.com", StringComparison.Ordinal));
        if (!signIn && !attempts.Contains(rule) && !rule.EndsWith("-refused", StringComparison.Ordinal))
        {
            Assert.Equal(0, AlertsWhen(rule, name, record => record["errorCode"] = "AccessDenied"));
        }
    }

    private static int AlertsWhen(string rule, string name, Action<JsonObject> changed)
    {
        RuleSet rules = RuleSet.Compile(Loaded, new CompileOptions { Selection = new RuleSelection { Include = [rule] } });
        IEnumerable<string> records = Tests.Single(t => t.Rule == rule && t.Name == name).Records.Select(json =>
        {
            JsonObject record = JsonNode.Parse(json)!.AsObject();
            changed(record);
            return record.ToJsonString();
        });
        return Sigma.Run(rules, records, out _).Count(a => a.RuleName == rule);
    }

    private static IEnumerable<RuleTest> ReadTests()
    {
        foreach (string file in Directory.EnumerateFiles(Repository.Path("module", "rules", "cloudtrail"), "*.test.json").Order(StringComparer.Ordinal))
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllText(file));
            foreach (JsonElement test in document.RootElement.EnumerateArray())
            {
                yield return new RuleTest(
                    test.GetProperty("rule").GetString()!,
                    test.GetProperty("name").GetString()!,
                    test.GetProperty("expect").GetInt32(),
                    [.. test.GetProperty("records").EnumerateArray().Select(r => r.GetRawText())]);
            }
        }
    }

    private sealed record RuleTest(string Rule, string Name, int Expect, string[] Records);
}
