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

    /// <summary>Rules that have the term in one of several ways to match, or to leave something out.</summary>
    private static readonly string[] Either = ["root-api-change", "root-credentials-changed"];

    /// <summary>The text of each rule's detection section.</summary>
    private static readonly Dictionary<string, string> Detections = Directory.EnumerateFiles(Repository.Path("module", "rules", "cloudtrail"), "*.yml")
        .SelectMany(file => File.ReadAllText(file).Split("\n---\n"))
        .Where(text => text.Contains("\ndetection:", StringComparison.Ordinal))
        .ToDictionary(
            text => text.Split('\n').First(line => line.StartsWith("name: ", StringComparison.Ordinal))[6..].Trim(),
            text => text[text.IndexOf("\ndetection:", StringComparison.Ordinal)..]);

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
    public void AMatchNeedsItsService(string rule, string name) => Needs("eventSource", "other.amazonaws.com", rule, name);

    [Theory]
    [MemberData(nameof(TestEvents))]
    public void AMatchNeedsItsOperation(string rule, string name) => Needs("eventName", "OtherOperation", rule, name);

    // Rules say what was done; what was only tried is told by rules that do not ask for success.
    [Theory]
    [MemberData(nameof(TestEvents))]
    public void AMatchNeedsSuccess(string rule, string name) => Needs("errorCode: null", "AccessDenied", rule, name);

    private static void Needs(string term, string other, string rule, string name)
    {
        if (!Either.Contains(rule) && Asks(Loaded.Rules.Single(r => r.Name == rule), term))
        {
            Assert.Equal(0, AlertsWhen(rule, name, record => record[term.Split(':')[0]] = other));
        }
    }

    /// <summary>Whether every part of a rule has a term in its detection.</summary>
    private static bool Asks(DetectionRule rule, string term) => rule.Correlation is { } correlation
        ? correlation.Rules.All(part => Asks(part, term))
        : Detections[rule.Name].Contains(" " + (term.Contains(':', StringComparison.Ordinal) ? term : term + ":"), StringComparison.Ordinal);

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
