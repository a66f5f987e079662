using System.Text;
using System.Text.Json;

namespace AwsIr.Detection;

/// <summary>
/// Runs the tests that stand beside rules: <c>rules.test.json</c> beside <c>rules.yml</c>, an array of
/// <c>{"name", "rule", "expect", "records"}</c>, where expect is how many alerts of that rule the records give;
/// <c>"placeholders": {"name": ["value"]}</c> fills what the rule leaves to users.
/// </summary>
internal sealed class RuleTestRunner
{
    private readonly LoadedRules _loaded;

    /// <summary>Tests rules that were loaded together.</summary>
    public RuleTestRunner(LoadedRules loaded) => _loaded = loaded;

    /// <summary>The test file of a rule file, whether it exists or not.</summary>
    public static string TestFileOf(string rulePath) => Path.ChangeExtension(rulePath, null) + ".test.json";

    /// <summary>Runs the tests of one file.</summary>
    /// <param name="path">The test file.</param>
    /// <exception cref="FormatException">The file is not as described; the message says where.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public IReadOnlyList<RuleTestResult> Run(string path)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(File.ReadAllText(path));
        }
        catch (JsonException e)
        {
            throw new FormatException($"{path}: not valid JSON: {e.Message}", e);
        }

        using (document)
        {
            if (document.RootElement.ValueKind != JsonValueKind.Array)
            {
                throw new FormatException($"{path}: a test file is an array of tests.");
            }

            return [.. document.RootElement.EnumerateArray().Select((test, number) => RunOne(test, number, path))];
        }
    }

    private RuleTestResult RunOne(JsonElement test, int number, string path)
    {
        if (test.ValueKind != JsonValueKind.Object
            || !test.TryGetProperty("rule", out var ruleName) || ruleName.ValueKind != JsonValueKind.String
            || !test.TryGetProperty("expect", out var expect) || !expect.TryGetInt32(out var expected)
            || !test.TryGetProperty("records", out var records) || records.ValueKind != JsonValueKind.Array)
        {
            throw new FormatException(FormattableString.Invariant($"{path}: test {number} needs a rule's name, expect (a number) and records (an array)."));
        }

        var name = test.TryGetProperty("name", out var given) ? given.ToString() : FormattableString.Invariant($"test {number}");
        var ruleText = ruleName.GetString()!;
        RuleTestResult Result(int actual, string message) => new(ruleText, name, message.Length == 0, expected, actual, message, path);

        if (_loaded.Rules.FirstOrDefault(rule => rule.Name == ruleText) is not { } rule)
        {
            return Result(0, "There is no rule of that name.");
        }

        var rules = RuleSet.Compile(_loaded, new CompileOptions
        {
            Selection = new RuleSelection { Include = [ruleText] },
            Placeholders = test.TryGetProperty("placeholders", out var placeholders) ? Placeholders(placeholders, path) : new Dictionary<string, IReadOnlyList<string>>(),
        });
        if (rules.Rules.Count == 0)
        {
            return Result(0, rules.Rejected.Count > 0 ? rules.Rejected[0].Reason : "The rule cannot run.");
        }

        try
        {
            var actual = CountAlerts(rules, rule, records, path);
            return Result(actual, actual == expected ? "" : FormattableString.Invariant($"Expected {expected} alert(s), got {actual}."));
        }
        catch (FormatException e)
        {
            return Result(0, e.Message);
        }
    }

    private static Dictionary<string, IReadOnlyList<string>> Placeholders(JsonElement placeholders, string path)
    {
        if (placeholders.ValueKind != JsonValueKind.Object || placeholders.EnumerateObject().Any(entry => entry.Value.ValueKind != JsonValueKind.Array))
        {
            throw new FormatException($"{path}: placeholders are an object of arrays of texts.");
        }

        return placeholders.EnumerateObject().ToDictionary(
            entry => entry.Name,
            entry => (IReadOnlyList<string>)[.. entry.Value.EnumerateArray().Select(value => value.ToString())],
            StringComparer.OrdinalIgnoreCase);
    }

    private static int CountAlerts(RuleSet rules, DetectionRule rule, JsonElement records, string path)
    {
        var evaluator = new Evaluator(rules);
        var run = new DetectionRun(rules);
        var hits = new List<RuleHit>();
        var problems = new List<EvaluationProblem>();
        var count = 0;
        var number = 0;
        foreach (var record in records.EnumerateArray())
        {
            var source = SourceOf(record, rule.Source, out var json);
            hits.Clear();
            evaluator.Evaluate(((IRecord)new SampleRecord(source, Encoding.UTF8.GetBytes(json), new Provenance(path, number++))).GetFields(), hits, problems);
            foreach (var hit in hits)
            {
                count += run.Add(hit)?.RuleName == rule.Name ? 1 : 0;
            }
        }

        if (problems.Count > 0)
        {
            throw new FormatException(problems[0].Message);
        }

        return count + run.Complete().Count(alert => alert.RuleName == rule.Name);
    }

    /// <summary>
    /// A record is of the rule's source, unless it is wrapped as <c>{"source": "GuardDuty", "record": {…}}</c>, for rules that join sources.
    /// </summary>
    private static RecordSource SourceOf(JsonElement record, RecordSource source, out string json)
    {
        if (record.ValueKind == JsonValueKind.Object && record.TryGetProperty("record", out var inner)
            && record.TryGetProperty("source", out var name) && Enum.TryParse<RecordSource>(name.GetString(), out var named))
        {
            json = inner.GetRawText();
            return named;
        }

        json = record.GetRawText();
        return source;
    }
}
