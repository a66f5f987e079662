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
        var batch = new HitBatch();
        new Evaluator(Compile(yaml, options)).Evaluate(new JsonFields(json, source), batch);
        Assert.Empty(batch.Problems);
        return batch.Hits.Count > 0;
    }

    /// <summary>The alerts of rules over records, single events first and then correlations, as a run gives them.</summary>
    public static List<Alert> Run(RuleSet rules, IEnumerable<string> records, out IReadOnlyList<LeftOut> leftOut, RecordSource source = RecordSource.CloudTrail) =>
        Run(rules, records.Select((json, i) => new JsonFields(json, source, i)), out leftOut);

    /// <summary>The same; all of it again with hardly any memory, which must make no difference.</summary>
    public static List<Alert> Run(RuleSet rules, IEnumerable<JsonFields> records, out IReadOnlyList<LeftOut> leftOut)
    {
        JsonFields[] all = records.ToArray();
        List<Alert> alerts = Run(rules, all, CorrelationMemory.Default, out leftOut);
        List<Alert> fromFiles = Run(rules, all, LittleMemory, out IReadOnlyList<LeftOut> leftOutThere);
        Assert.Equal(leftOut, leftOutThere);
        Assert.Equal(alerts.Select(Describe), fromFiles.Select(Describe));
        return alerts;
    }

    /// <summary>So little memory that everything goes through files, a few at a time.</summary>
    public static CorrelationMemory LittleMemory { get; } = new()
    {
        ChunkOccurrences = 2,
        Chunks = 2,
        ChunksOfChained = 2,
        GroupOccurrences = 1,
        BurstOccurrences = 1,
        HeldTimes = 1,
        Characters = 3,
        ReadOccurrences = 2,
        WriteBytes = 100,
        EventBytes = 5000,
        OpenFile = () => new MemoryStream(),
    };

    /// <summary>All that can differ in an alert.</summary>
    public static string Describe(Alert alert) => string.Join(
        '|',
        alert.RuleName,
        alert.Time.Ticks,
        alert.FirstSeen.Ticks,
        alert.LastSeen.Ticks,
        alert.Count,
        alert.Value,
        alert.Source,
        alert.Actor,
        alert.AccountId,
        alert.Region,
        alert.SourceAddress,
        string.Join(',', alert.GroupBy.Values.Cast<string>()),
        string.Join(',', alert.Events.Select(record => record.Provenance)));

    private static List<Alert> Run(RuleSet rules, JsonFields[] records, CorrelationMemory memory, out IReadOnlyList<LeftOut> leftOut)
    {
        using var run = new DetectionRun(rules, new DetectionRunOptions { Memory = memory });
        var evaluator = new Evaluator(rules, keepRecords: true);
        var alerts = new List<Alert>();
        var batch = new HitBatch();
        foreach (JsonFields record in records)
        {
            evaluator.Evaluate(record, batch);
            if (batch.Hits.Count > 2)
            {
                run.Add(batch, alerts.Add);
                batch.Clear();
            }
        }

        run.Add(batch, alerts.Add);
        alerts.AddRange(run.Complete(CancellationToken.None));
        Assert.Null(run.Incomplete);
        leftOut = run.LeftOut;
        return alerts;
    }

    public static string Indent(string text) => string.Join("\n", text.Split('\n').Select(line => "    " + line));
}
