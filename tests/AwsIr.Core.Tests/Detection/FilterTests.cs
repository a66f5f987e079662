using AwsIr.Detection;

namespace AwsIr.Tests.Detection;

public sealed class FilterTests
{
    private static string Filter(string rules, string body, string logsource = "product: aws\n    service: cloudtrail") =>
        $"title: A filter\nlogsource:\n    {logsource}\nfilter:\n    rules: {rules}\n{Sigma.Indent(body)}\n---\n";

    private static string Rules => Sigma.Selection("eventName: A", "one") + "---\n" + Sigma.Selection("eventName: A", "two") + "---\n";

    private static string Hits(string yaml, string json)
    {
        LoadedRules loaded = Sigma.Load(yaml);
        Assert.Empty(loaded.Rejected);
        var batch = new HitBatch();
        new Evaluator(RuleSet.Compile(loaded, new CompileOptions())).Evaluate(new JsonFields(json, RecordSource.CloudTrail), batch);
        return string.Join(",", batch.Hits.Select(hit => hit.Rule.Rule.Name));
    }

    [Theory]
    [InlineData("[one]", "bob", "two")]
    [InlineData("[one]", "eve", "one,two")]
    [InlineData("one", "bob", "two")]
    [InlineData("[ONE, two]", "bob", "")]
    [InlineData("any", "bob", "")]
    [InlineData("[any]", "bob", "")]
    [InlineData("any", "eve", "one,two")]
    public void Filters_apply_to_the_rules_that_they_name_or_to_any(string rules, string user, string expected) => Assert.Equal(
        expected,
        Hits(Rules + Filter(rules, "known:\n    user: bob\ncondition: not known"), $$"""{"eventName":"A","user":"{{user}}"}"""));

    [Fact]
    public void Filters_may_come_before_their_rules_and_name_ids()
    {
        string yaml = Filter("[AAAAAAAA-0000-0000-0000-000000000000]", "known:\n    user: bob\ncondition: not known")
            + "id: aaaaaaaa-0000-0000-0000-000000000000\n" + Sigma.Selection("eventName: A", "one");
        Assert.Equal("", Hits(yaml, """{"eventName":"A","user":"bob"}"""));
        Assert.Equal("one", Hits(yaml, """{"eventName":"A","user":"eve"}"""));
    }

    [Fact]
    public void Several_filters_all_apply()
    {
        string yaml = Rules + Filter("any", "known:\n    user: bob\ncondition: not known") + Filter("[two]", "known:\n    user: eve\ncondition: not known");
        Assert.Equal("one", Hits(yaml, """{"eventName":"A","user":"eve"}"""));
        Assert.Equal("", Hits(yaml, """{"eventName":"A","user":"bob"}"""));
    }

    [Fact]
    public void A_filter_is_for_rules_of_its_log_source()
    {
        Assert.Equal("one,two", Hits(Rules + Filter("any", "k:\n    user: bob\ncondition: not k", "product: aws\n    service: guardduty"), """{"eventName":"A","user":"bob"}"""));
        Assert.Equal("", Hits(Rules + Filter("any", "k:\n    user: bob\ncondition: not k", "product: aws"), """{"eventName":"A","user":"bob"}"""));
    }

    [Fact]
    public void Filters_reach_the_parts_of_correlations_and_never_correlations()
    {
        string correlation = "title: c\nname: corr\ncorrelation:\n    type: event_count\n    rules: [one]\n    timespan: 10m\n    condition:\n        gte: 2\n---\n";
        string[] events = ["""{"eventName":"A","user":"bob","eventTime":"2026-01-01T00:00:00Z"}""", """{"eventName":"A","user":"eve","eventTime":"2026-01-01T00:01:00Z"}"""];
        RuleSet byPart = Sigma.Compile(Rules + correlation + Filter("[one]", "k:\n    user: bob\ncondition: not k"));
        Assert.DoesNotContain(Sigma.Run(byPart, events, out _), alert => alert.RuleName == "corr");

        LoadedRules loaded = Sigma.Load(Rules + correlation + Filter("[corr]", "k:\n    user: bob\ncondition: not k"));
        Assert.Contains("don't apply to correlations", Assert.Single(loaded.Warnings).Message);
        Assert.Contains(Sigma.Run(RuleSet.Compile(loaded, new CompileOptions()), events, out _), alert => alert.RuleName == "corr");
    }

    [Fact]
    public void A_filter_without_not_keeps_what_it_lists_and_is_warned_about()
    {
        string yaml = Rules + Filter("any", "k:\n    user: bob\ncondition: k");
        Assert.Equal("one,two", Hits(yaml, """{"eventName":"A","user":"bob"}"""));
        Assert.Equal("", Hits(yaml, """{"eventName":"A","user":"eve"}"""));
        Assert.Contains("no 'not'", Assert.Single(Sigma.Load(yaml).Warnings).Message);
    }

    [Theory]
    [InlineData("k:\n    eventName: A\ncondition: not k")]
    [InlineData("k:\n    eventName: B\n    user: bob\nj:\n    user: x\ncondition: k and not j")]
    [InlineData("k:\n    eventName: '*'\ncondition: not k")]
    [InlineData("k:\n    eventName: a\nj:\n    user: bob\ncondition: not j and not k")]
    public void A_filter_that_suppresses_everything_is_warned_about(string body)
    {
        RuleSet rules = RuleSet.Compile(Sigma.Load(Rules + Filter("[one]", body)), new CompileOptions());
        Assert.Equal("the filter suppresses everything that the rule 'one' detects", Assert.Single(rules.Warnings).Message);
    }

    [Fact]
    public void A_filter_that_names_no_rule_is_warned_about() => Assert.Contains(
        "names 'three', which is not among the rules loaded",
        Assert.Single(Sigma.Load(Rules + Filter("[three]", "k:\n    user: bob\ncondition: not k")).Warnings).Message);

    [Fact]
    public void Placeholders_fill_filters_and_an_unfilled_filter_is_rejected_while_its_rules_go_on()
    {
        LoadedRules loaded = Sigma.Load(Rules + Filter("any", "k:\n    user|expand: '%admins%'\ncondition: not k"));
        var record = new JsonFields("""{"eventName":"A","user":"bob"}""", RecordSource.CloudTrail);
        var options = new CompileOptions { Placeholders = new Dictionary<string, IReadOnlyList<string>> { ["admins"] = ["bob"] } };
        Assert.Equal(0, new Evaluator(RuleSet.Compile(loaded, options)).Evaluate(record, new HitBatch()));

        RuleSet unfilled = RuleSet.Compile(loaded, new CompileOptions());
        Assert.Equal("A filter", Assert.Single(unfilled.Rejected).Rule);
        Assert.Equal(2, new Evaluator(unfilled).Evaluate(record, new HitBatch()));
    }

    [Theory]
    [InlineData("title: x\nlogsource:\n    product: aws\nfilter:\n    k:\n        a: b\n    condition: not k", "names no rules")]
    [InlineData("title: x\nfilter:\n    rules: any\n    k:\n        a: b\n    condition: not k", "logsource is missing")]
    [InlineData("title: x\nlogsource:\n    product: aws\nfilter:\n    rules: any\n    condition: not k", "there is no selection")]
    [InlineData("title: x\nlogsource:\n    product: aws\nfilter: x", "must be a map")]
    public void What_is_no_filter_is_rejected(string yaml, string reason) => Assert.Contains(reason, Sigma.Rejection(yaml));
}
