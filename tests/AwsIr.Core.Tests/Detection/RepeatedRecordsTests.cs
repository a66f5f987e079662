using AwsIr.Detection;

namespace AwsIr.Tests.Detection;

public sealed class RepeatedRecordsTests
{
    private static readonly RuleSet Rules = Sigma.Compile(Sigma.Selection("eventName: A", "one") + "---\n" + Sigma.Selection("eventName: [A, B]", "two"));

    [Fact]
    public void A_match_repeats_one_of_the_same_rule_and_id()
    {
        var repeats = new RepeatedRecords();
        Assert.Equal(["one", "two"], New(repeats, Record("A", "33333333-4444-5555-6666-777777777777")));
        Assert.Empty(New(repeats, Record("A", "33333333-4444-5555-6666-777777777777")));
        Assert.Empty(New(repeats, Record("B", "33333333-4444-5555-6666-777777777777")));
        Assert.Equal(3, repeats.Count);
        Assert.Equal(["two"], New(repeats, Record("B", "33333333-4444-5555-6666-777777777778")));
        Assert.Equal(["one"], New(repeats, Record("A", "33333333-4444-5555-6666-777777777778")));
    }

    [Fact]
    public void A_guid_is_the_same_in_capitals_and_no_other_id_is()
    {
        var repeats = new RepeatedRecords();
        Assert.NotEmpty(New(repeats, Record("B", "aaaaaaaa-4444-5555-6666-777777777777")));
        Assert.Empty(New(repeats, Record("B", "AAAAAAAA-4444-5555-6666-777777777777")));
        Assert.NotEmpty(New(repeats, Record("B", "abc")));
        Assert.NotEmpty(New(repeats, Record("B", "ABC")));
        Assert.Empty(New(repeats, Record("B", "abc")));
    }

    [Theory]
    [InlineData("""{"eventName":"B"}""")]
    [InlineData("""{"eventName":"B","eventID":null}""")]
    [InlineData("""{"eventName":"B","eventID":""}""")]
    public void Without_an_id_nothing_repeats(string json)
    {
        var repeats = new RepeatedRecords();
        Assert.NotEmpty(New(repeats, json));
        Assert.NotEmpty(New(repeats, json));
        Assert.Equal(0, repeats.Count);
    }

    [Fact]
    public void Many_are_told_apart_in_less_than_20_bytes_each()
    {
        CompiledRule rule = Rules.Of(RecordSource.CloudTrail)!.Candidates(null)[0];
        var repeats = new RepeatedRecords();
        RuleHit[] hits = [.. Enumerable.Range(0, 100_000).Select(i => new RuleHit(rule, null, 0, 0, SecretHash.Of(new Guid(i, 0, 0, new byte[8])), null, 0, 0))];
        Assert.All(hits, hit => Assert.True(repeats.IsNew(hit)));
        Assert.All(hits, hit => Assert.False(repeats.IsNew(hit)));
        Assert.Equal(hits.Length, repeats.Count);
        Assert.InRange(repeats.Bytes, 12L * hits.Length, 20L * hits.Length);
    }

    private static string Record(string name, string id) => $$"""{"eventName":"{{name}}","eventID":"{{id}}"}""";

    private static string[] New(RepeatedRecords repeats, string json)
    {
        var batch = new HitBatch();
        new Evaluator(Rules).Evaluate(new JsonFields(json, RecordSource.CloudTrail), batch);
        return [.. batch.Hits.Where(hit => repeats.IsNew(hit)).Select(hit => hit.Rule.Rule.Name)];
    }
}
