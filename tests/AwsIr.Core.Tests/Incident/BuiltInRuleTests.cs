using System.Text.Json;
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
