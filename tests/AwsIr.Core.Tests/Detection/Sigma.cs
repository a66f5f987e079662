using AwsIr.Detection;

namespace AwsIr.Tests.Detection;

/// <summary>Shortcuts from YAML and JSON to what the engine says.</summary>
internal static class Sigma
{
    /// <summary>A rule around a detection section, whose lines stand unindented.</summary>
    public static string Rule(string detection, string name = "test_rule", string logsource = "product: aws\n    service: cloudtrail") =>
        $"title: A test\nname: {name}\nlogsource:\n    {logsource}\ndetection:\n{Indent(detection)}\nlevel: high\n";

    /// <summary>A rule with one selection.</summary>
    public static string Selection(string selection, string name = "test_rule") =>
        Rule($"selection:\n{Indent(selection)}\ncondition: selection", name);

    public static LoadedRules Load(params string[] documents)
    {
        var loader = new RuleLoader();
        for (int i = 0; i < documents.Length; i++)
        {
            loader.AddText(documents[i], $"rules/file{i + 1}.yml");
        }

        return loader.Complete();
    }

    public static RuleSet Compile(string yaml, CompileOptions? options = null)
    {
        LoadedRules loaded = Load(yaml);
        Assert.Empty(loaded.Rejected);
        RuleSet rules = RuleSet.Compile(loaded, options ?? new CompileOptions());
        Assert.Empty(rules.Rejected);
        return rules;
    }

    /// <summary>The one reason why a document is rejected.</summary>
    public static string Rejection(string yaml) => Assert.Single(Load(yaml).Rejected).Reason;

    /// <summary>Whether a rule with this one selection matches a record.</summary>
    public static bool Matches(string selection, string json) => RuleMatches(Selection(selection), json);

    public static bool RuleMatches(string yaml, string json, RecordSource source = RecordSource.CloudTrail, CompileOptions? options = null)
    {
        var hits = new List<RuleHit>();
        var problems = new List<EvaluationProblem>();
        new Evaluator(Compile(yaml, options)).Evaluate(new JsonFields(json, source), hits, problems);
        Assert.Empty(problems);
        return hits.Count > 0;
    }

    /// <summary>The alerts of rules over records, single events first and then correlations, as a run gives them.</summary>
    public static List<Alert> Run(RuleSet rules, IEnumerable<string> records, out IReadOnlyList<LeftOut> leftOut, RecordSource source = RecordSource.CloudTrail) =>
        Run(rules, records.Select((json, i) => new JsonFields(json, source, i)), out leftOut);

    public static List<Alert> Run(RuleSet rules, IEnumerable<JsonFields> records, out IReadOnlyList<LeftOut> leftOut)
    {
        var run = new DetectionRun(rules);
        var evaluator = new Evaluator(rules);
        var alerts = new List<Alert>();
        var hits = new List<RuleHit>();
        foreach (JsonFields record in records)
        {
            hits.Clear();
            evaluator.Evaluate(record, hits, []);
            foreach (RuleHit hit in hits)
            {
                if (run.Add(hit) is Alert alert)
                {
                    alerts.Add(alert);
                }
            }
        }

        alerts.AddRange(run.Complete());
        leftOut = run.LeftOut;
        return alerts;
    }

    public static string Indent(string text) => string.Join("\n", text.Split('\n').Select(line => "    " + line));
}
