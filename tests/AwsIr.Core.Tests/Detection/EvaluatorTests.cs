using AwsIr.Detection;
using AwsIr.Tests.Formats;

namespace AwsIr.Tests.Detection;

public sealed class EvaluatorTests
{
    private static string EventNameRule(string names, string name, string more = "") =>
        Sigma.Rule($"s:\n    eventName: {names}\n{more}condition: s", name);

    [Theory]
    [InlineData("s:\n    eventName: A\n    f: x\ncondition: s", "A")]
    [InlineData("s:\n    eventName: [A, b]\ncondition: s", "A,b")]
    [InlineData("s:\n    eventName: A\nt:\n    eventName: B\ncondition: s or t", "A,B")]
    [InlineData("s:\n    - eventName: A\n    - eventName: B\ncondition: s", "A,B")]
    [InlineData("s:\n    eventName: [A, B]\nt:\n    eventName: [B, C]\ncondition: s and t", "B")]
    [InlineData("s:\n    eventName: A\nt:\n    f: x\ncondition: s and not t", "A")]
    [InlineData("s:\n    eventName: A\nt:\n    f: x\ncondition: s or t", null)]
    [InlineData("s:\n    eventName: A\ncondition: not s", null)]
    [InlineData("s:\n    eventName: A*\ncondition: s", null)]
    [InlineData("s:\n    eventName: [A, 'B*']\ncondition: s", null)]
    [InlineData("s:\n    eventName|contains: A\ncondition: s", null)]
    [InlineData("s:\n    eventName: [A, null]\ncondition: s", null)]
    [InlineData("s:\n    eventName|neq: A\ncondition: s", null)]
    [InlineData("s:\n    eventname: A\ncondition: s", null)]
    [InlineData("s:\n    eventName|cased: A\ncondition: s", "A")]
    [InlineData("s:\n    requestParameters.eventName: A\ncondition: s", null)]
    public void A_rule_needs_these_event_names(string detection, string? expected)
    {
        IReadOnlyCollection<string>? values = Sigma.Compile(Sigma.Rule(detection)).DispatchValues(RecordSource.CloudTrail);
        Assert.Equal(expected, values is null ? null : string.Join(",", values));
    }

    [Fact]
    public void Sources_without_rules_are_not_read()
    {
        RuleSet rules = Sigma.Compile(EventNameRule("A", "one"));

        Assert.True(rules.Reads(RecordSource.CloudTrail));
        Assert.False(rules.Reads(RecordSource.FlowLog));
        Assert.Empty(rules.DispatchValues(RecordSource.FlowLog)!);
    }

    [Theory]
    [InlineData("""{"eventName":"a"}""", "one,every")]
    [InlineData("""{"eventName":"B"}""", "every,two")]
    [InlineData("""{"eventName":"C"}""", "every")]
    [InlineData("""{"EventName":"A"}""", "one,every")]
    [InlineData("""{"eventName":["A","B"]}""", "one,every,two")]
    [InlineData("""{}""", "every")]
    public void Indexed_rules_match_as_if_there_were_no_index_and_in_their_order(string json, string expected)
    {
        RuleSet rules = Sigma.Compile(
            EventNameRule("A", "one") + "---\n" + Sigma.Rule("s:\n    none: x\ncondition: not s", "every") + "---\n" + EventNameRule("B", "two"));
        var batch = new HitBatch();
        int count = new Evaluator(rules).Evaluate(new JsonFields(json, RecordSource.CloudTrail), batch);

        Assert.Equal(expected, string.Join(",", batch.Hits.Select(hit => hit.Rule.Rule.Name)));
        Assert.Equal(batch.Hits.Count, count);
    }

    [Theory]
    [InlineData("s:\n    eventName: A*\ncondition: s", "AB,Ac")]
    [InlineData("s:\n    eventName|startswith: a\n    f: x\ncondition: s", "AB,Ac")]
    [InlineData("s:\n    eventName|cased|contains: B\n    f: x\ncondition: s", "AB,B")]
    [InlineData("s:\n    eventName|re: '^.$'\n    f: x\ncondition: s", "B,x")]
    [InlineData("s:\n    eventName: A*\nt:\n    eventName|endswith: c\n    f: x\ncondition: s and not t", "AB,Ac")]
    [InlineData("s:\n    eventName: A*\nt:\n    eventName|endswith: c\ncondition: s and not t", "AB")]
    [InlineData("s:\n    f: x\nt:\n    eventName|endswith: c\ncondition: s or t", "AB,Ac,B,x")]
    [InlineData("s:\n    eventName|exists: false\n    f: x\ncondition: s", "")]
    [InlineData("s:\n    eventName|exists: true\n    f: x\ncondition: s", "AB,Ac,B,x")]
    [InlineData("s:\n    eventName: null\n    f: x\ncondition: s", "")]
    [InlineData("s:\n    eventName: [null, 'A*']\n    f: x\ncondition: s", "AB,Ac")]
    [InlineData("s:\n    eventName|fieldref: f\ncondition: s", "AB,Ac,B,x")]
    [InlineData("s:\n    EventName: A*\ncondition: s", "AB,Ac,B,x")]
    [InlineData("s:\n    - Ab\ncondition: s", "AB,Ac,B,x")]
    public void A_rule_is_asked_for_these_event_names_only(string detection, string expected)
    {
        SourceRules rules = Sigma.Compile(Sigma.Rule(detection)).Of(RecordSource.CloudTrail)!;
        string[] names = ["AB", "Ac", "B", "x"];
        Assert.Equal(expected, string.Join(",", names.Where(name => rules.Candidates(name).Length > 0)));
        Assert.Equal(expected, string.Join(",", names.Where(name => rules.Candidates(name).Length > 0)));
        Assert.Single(rules.Candidates(null));
    }

    [Fact]
    public void More_event_names_than_are_remembered_make_no_difference()
    {
        RuleSet rules = Sigma.Compile(Sigma.Rule("s:\n    eventName: A*\n    f: x\ncondition: s"));
        var evaluator = new Evaluator(rules);
        var batch = new HitBatch();
        for (int i = 0; i < 20_000; i++)
        {
            evaluator.Evaluate(new JsonFields($$"""{"eventName":"{{(i % 2 == 0 ? "A" : "B")}}{{i}}","f":"x"}""", RecordSource.CloudTrail), batch);
        }

        Assert.Equal(10_000, batch.Hits.Count);
    }

    [Fact]
    public void What_a_dear_test_remembers_is_of_that_text()
    {
        // More texts than places for them, each seen again after others.
        RuleSet rules = Sigma.Compile(Sigma.Rule("s:\n    userAgent|contains: '7'\ncondition: s"));
        string records = string.Join(",", Enumerable.Range(0, 1000).Select(i => $$"""{"eventName":"A","eventSource":"a","eventTime":"2026-03-17T13:30:00Z","userAgent":"text {{i}}"}"""));
        List<CloudTrailEvent> events = Found.In($$"""{"Records":[{{records}}]}""").Events;
        var evaluator = new Evaluator(rules);
        var batch = new HitBatch();
        for (int round = 0; round < 3; round++)
        {
            foreach (CloudTrailEvent one in events)
            {
                int before = batch.Hits.Count;
                evaluator.Evaluate(((IRecord)one).GetFields(), batch);
                Assert.Equal(one.UserAgent!.Contains('7'), batch.Hits.Count > before);
            }
        }
    }

    [Fact]
    public void GuardDuty_is_indexed_by_type() => Assert.Equal(
        ["Recon:EC2/Portscan"],
        Sigma.Compile(Sigma.Rule("s:\n    type: Recon:EC2/Portscan\ncondition: s", logsource: "product: aws\n    service: guardduty"))
            .DispatchValues(RecordSource.GuardDuty)!);

    [Fact]
    public void A_field_is_read_once_a_record_and_the_record_made_only_on_a_match()
    {
        string yaml = string.Join("---\n", Enumerable.Range(0, 20).Select(i => Sigma.Rule(
            $"s:\n    userIdentity.arn|contains: x{i}\nt:\n    userIdentity.arn|endswith: y{i}\ncondition: s or t", $"rule{i}")));
        var evaluator = new Evaluator(Sigma.Compile(yaml));
        var batch = new HitBatch();

        var miss = new JsonFields("""{"userIdentity":{"arn":"z"}}""", RecordSource.CloudTrail);
        Assert.Equal(0, evaluator.Evaluate(miss, batch));
        Assert.Equal((1, 0), (miss.Resolved, miss.Made));

        var match = new JsonFields("""{"userIdentity":{"arn":"ax3b"}}""", RecordSource.CloudTrail);
        Assert.Equal(1, evaluator.Evaluate(match, batch));
        Assert.Equal((1, 1), (match.Resolved, match.Made));
    }

    [Fact]
    public void What_a_test_remembers_of_one_record_does_not_reach_another()
    {
        var evaluator = new Evaluator(Sigma.Compile(Sigma.Selection("f|contains: b")));
        string[] values = ["abc", "xyz", "abc", "b", "", "cab", "x"];
        var batch = new HitBatch();

        bool[] matched = values
            .Select(value => evaluator.Evaluate(new JsonFields($$"""{"f":"{{value}}"}""", RecordSource.CloudTrail), batch) > 0)
            .ToArray();

        Assert.Equal([true, false, true, true, false, true, false], matched);
    }

    [Fact]
    public void Threads_share_a_rule_set()
    {
        RuleSet rules = Sigma.Compile(Sigma.Selection("f|re: '^x\\d*y$'") + "---\n" + Sigma.Selection("f|contains: '5'", "two"));
        int[] counts = new int[4];

        Parallel.For(0, counts.Length, thread =>
        {
            var evaluator = new Evaluator(rules);
            var batch = new HitBatch();
            for (int i = 0; i < 500; i++)
            {
                counts[thread] += evaluator.Evaluate(new JsonFields($$"""{"f":"x{{i}}y"}""", RecordSource.CloudTrail), batch);
            }
        });

        // All match the first; of 0 to 499, five times nine times nine have no 5 in them.
        Assert.All(counts, count => Assert.Equal(500 + 500 - 5 * 9 * 9, count));
    }
}
