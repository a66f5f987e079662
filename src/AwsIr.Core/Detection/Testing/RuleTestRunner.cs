using System.Text;
using System.Text.Json;
using AwsIr.Records;

namespace AwsIr.Detection;

/// <summary>
/// Runs the tests that stand beside rules: <c>rules.test.json</c> beside <c>rules.yml</c>, an array of
/// <c>{"name", "rule", "expect", "records"}</c>, where expect is how many alerts of that rule the records give;
/// <c>"placeholders": {"name": ["value"]}</c> fills what the rule leaves to users.
/// </summary>
internal sealed class RuleTestRunner
{
    private readonly LoadedRules _loaded;
    private readonly IReadOnlyDictionary<string, IReadOnlyList<string>> _placeholders;
    private (string? Name, RuleSet Rules)? _compiled;

    /// <summary>Tests rules that were loaded together.</summary>
    /// <param name="loaded">The rules, and the filters that apply to them.</param>
    /// <param name="placeholders">What the placeholders in them stand for.</param>
    public RuleTestRunner(LoadedRules loaded, IReadOnlyDictionary<string, IReadOnlyList<string>>? placeholders = null)
    {
        _loaded = loaded;
        _placeholders = placeholders ?? new CompileOptions().Placeholders;
    }

    /// <summary>The test file of a rule file, whether it exists or not.</summary>
    public static string TestFileOf(string rulePath) => Path.ChangeExtension(rulePath, null) + ".test.json";

    /// <summary>Runs the tests of one file.</summary>
    /// <param name="path">The test file.</param>
    /// <param name="cancellation">Ends the run between two tests.</param>
    /// <exception cref="FormatException">The file is not as described; the message says where.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public IReadOnlyList<RuleTestResult> Run(string path, CancellationToken cancellation = default)
    {
        if (new FileInfo(path) is { Exists: true, Length: > RuleLimits.TestFileBytes })
        {
            throw new FormatException(FormattableString.Invariant($"{path}: larger than {RuleLimits.TestFileBytes} bytes: cut the records down to the fields that matter."));
        }

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

            if (document.RootElement.GetArrayLength() > RuleLimits.Tests)
            {
                throw new FormatException(FormattableString.Invariant($"{path}: more than {RuleLimits.Tests} tests: split the file and its rules."));
            }

            var results = new List<RuleTestResult>();
            foreach (var test in document.RootElement.EnumerateArray())
            {
                cancellation.ThrowIfCancellationRequested();
                results.Add(RunOne(test, results.Count, path));
            }

            return results;
        }
    }

    private RuleTestResult RunOne(JsonElement test, int number, string path)
    {
        if (test.ValueKind != JsonValueKind.Object
            || Text(test, "rule") is not { } ruleText
            || !test.TryGetProperty("expect", out var expect) || expect.ValueKind != JsonValueKind.Number || !expect.TryGetInt32(out var expected)
            || !test.TryGetProperty("records", out var records) || records.ValueKind != JsonValueKind.Array)
        {
            throw new FormatException(FormattableString.Invariant($"{path}: test {number} needs a rule's name, expect (a number) and records (an array)."));
        }

        var name = Text(test, "name") ?? FormattableString.Invariant($"test {number}");
        RuleTestResult Result(int actual, string message) =>
            new(SafeText.Line(ruleText), SafeText.Line(name), message.Length == 0, expected, actual, SafeText.Line(message), path);

        if (_loaded.Rules.FirstOrDefault(rule => rule.Name == ruleText) is not { } rule)
        {
            return Result(0, "There is no rule of that name.");
        }

        var own = test.TryGetProperty("placeholders", out var placeholders) ? Placeholders(placeholders, path) : null;
        if (own is not null || _compiled?.Name != ruleText)
        {
            // The tests of a rule mostly stand together.
            _compiled = (own is null ? ruleText : null, RuleSet.Compile(_loaded, new CompileOptions { Selection = new RuleSelection { Include = [ruleText] }, Placeholders = own ?? _placeholders }));
        }

        var rules = _compiled.Value.Rules;
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

    /// <summary>A property's text; null if it has none.</summary>
    private static string? Text(JsonElement element, string property)
    {
        try
        {
            return element.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair is valid JSON and no text.
            return null;
        }
    }

    private static int CountAlerts(RuleSet rules, DetectionRule rule, JsonElement records, string path)
    {
        var evaluator = new Evaluator(rules, keepRecords: true);
        using var run = new DetectionRun(rules, new DetectionRunOptions());
        var batch = new HitBatch();
        var problems = new List<EvaluationProblem>();
        var count = 0;
        void OnAlert(Alert alert) => count += alert.RuleName == rule.Name ? 1 : 0;
        var number = 0;
        foreach (var record in records.EnumerateArray())
        {
            var source = SourceOf(record, rule.Source, out var json);
            batch.Clear();
            evaluator.Evaluate(((IRecord)new SampleRecord(source, Encoding.UTF8.GetBytes(json), new Provenance(path, number++))).GetFields(), batch);
            run.Add(batch, OnAlert);
            problems.AddRange(batch.Problems);
        }

        if (problems.Count > 0)
        {
            throw new FormatException(problems[0].Message);
        }

        foreach (var alert in run.Complete(CancellationToken.None))
        {
            OnAlert(alert);
        }

        return count;
    }

    /// <summary>
    /// A record is of the rule's source, unless it is wrapped as <c>{"source": "GuardDuty", "record": {…}}</c>, for rules that join sources.
    /// </summary>
    private static RecordSource SourceOf(JsonElement record, RecordSource source, out string json)
    {
        if (record.ValueKind == JsonValueKind.Object && record.TryGetProperty("record", out var inner)
            && Text(record, "source") is { } name && Enum.TryParse<RecordSource>(name, out var named) && Enum.IsDefined(typeof(RecordSource), named))
        {
            json = inner.GetRawText();
            return named;
        }

        json = record.GetRawText();
        return source;
    }
}
