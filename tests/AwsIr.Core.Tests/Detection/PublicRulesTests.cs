using System.Text.Json;
using AwsIr.Detection;

namespace AwsIr.Tests.Detection;

public sealed class PublicRulesTests
{
    [Fact]
    public void All_public_AWS_rules_load()
    {
        LoadedRules loaded = LoadPublicRules();

        Assert.Empty(loaded.Rejected);
        Assert.Equal(57, loaded.Rules.Count);
        Assert.Empty(loaded.Warnings);
        Assert.All(loaded.Rules, rule => Assert.Equal(RecordSource.CloudTrail, rule.Source));
    }

    [Fact]
    public void They_match_what_an_independent_evaluator_found()
    {
        string[] expected = File.ReadLines(SharedData.Find("sigma-aws/expected-on-cloudtrail-attack.tsv"))
            .Skip(1)
            .Select(line => line.Split('\t'))
            .Select(cells => $"{cells[0]} {cells[2]} {cells[3]}")
            .Order(StringComparer.Ordinal)
            .ToArray();
        RuleSet rules = RuleSet.Compile(LoadPublicRules(), new CompileOptions());
        var evaluator = new Evaluator(rules);
        var batch = new HitBatch();
        foreach (JsonFields record in AttackRecords())
        {
            evaluator.Evaluate(record, batch);
        }

        string[] actual = batch.Hits
            .Select(hit => $"{hit.Rule.Rule.Id} {hit.Record!.Provenance.Path} {hit.Record!.Provenance.Index}")
            .Order(StringComparer.Ordinal)
            .ToArray();
        Assert.Equal(109, expected.Length);
        Assert.Equal(expected, actual);
    }

    private static LoadedRules LoadPublicRules()
    {
        var loader = new RuleLoader();
        loader.AddPath(SharedData.Find("sigma-aws/rules"));
        return loader.Complete();
    }

    private static IEnumerable<JsonFields> AttackRecords()
    {
        foreach (string file in Directory.EnumerateFiles(SharedData.Find("cloudtrail-attack/CloudTrail"), "*.json"))
        {
            using var document = JsonDocument.Parse(File.ReadAllText(file));
            int index = 0;
            foreach (JsonElement record in document.RootElement.GetProperty("Records").EnumerateArray())
            {
                yield return new JsonFields(record.GetRawText(), RecordSource.CloudTrail, index++, Path.GetFileName(file));
            }
        }
    }
}
