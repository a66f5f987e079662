using System.Text.Json;
using System.Text.Json.Nodes;
using AwsIr.Detection;
using AwsIr.Tests.Detection;

namespace AwsIr.Tests.Incident;

/// <summary>The rules that ship, against the test events that stand beside them.</summary>
public class BuiltInRuleTests
{
    private static readonly LoadedRules Loaded = Repository.LoadRules();
    private static readonly List<RuleTest> Tests = [.. ReadTests()];

    public static TheoryData<string, string> TestEvents()
    {
        var data = new TheoryData<string, string>();
        foreach (RuleTest test in Tests)
        {
            data.Add(test.Rule, test.Name);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(TestEvents))]
    public void ARuleAlertsOnItsTestEventsAsOftenAsTheySay(string rule, string name)
    {
        RuleTest test = Tests.Single(t => t.Rule == rule && t.Name == name);
        RuleSet rules = RuleSet.Compile(Loaded, new CompileOptions { Selection = new RuleSelection { Include = [rule] } });

        List<Alert> alerts = Sigma.Run(rules, test.Records, out _);

        Assert.Equal(test.Expect, alerts.Count(a => a.RuleName == rule));
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

    [Fact]
    public void EveryRuleIsAccepted()
    {
        Assert.Empty(Loaded.Rejected);
        Assert.Empty(Loaded.Warnings);
    }

    [Fact]
    public void EveryRuleThatAlertsHasAMatchAndANearMiss()
    {
        var matched = Tests.Where(t => t.Expect > 0).Select(t => t.Rule).ToHashSet();
        var missed = Tests.Where(t => t.Expect == 0).Select(t => t.Rule).ToHashSet();
        IEnumerable<string> alerting = RuleSet.Compile(Loaded, new CompileOptions()).Rules.Select(r => r.Name);

        Assert.DoesNotContain(alerting, name => !matched.Contains(name) || !missed.Contains(name));
    }

    [Fact]
    public void EveryRuleTellsAResponderWhatItNeeds()
    {
        foreach (DetectionRule rule in Loaded.Rules)
        {
            Assert.True(Guid.TryParse(rule.Id, out _), rule.Name);
            Assert.Matches("^[a-z0-9]+(-[a-z0-9]+)+$", rule.Name);
            Assert.False(string.IsNullOrWhiteSpace(rule.Description), rule.Name);
            Assert.NotEmpty(rule.References);
            Assert.All(rule.References, r => Assert.StartsWith("https://", r, StringComparison.Ordinal));
            Assert.NotEmpty(rule.FalsePositives);
            Assert.NotEmpty(rule.Tactics);
            Assert.NotEmpty(rule.Techniques);
            Assert.NotNull(rule.Status);
        }

        Assert.Equal(Loaded.Rules.Count, Loaded.Rules.Select(r => r.Id).Distinct().Count());
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
        foreach (string file in Directory.EnumerateFiles(Repository.Rules, "*.test.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
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
