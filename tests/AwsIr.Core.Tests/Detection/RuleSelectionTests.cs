using AwsIr.Detection;

namespace AwsIr.Tests.Detection;

public sealed class RuleSelectionTests
{
    // base-low feeds brute, which feeds chain; the rest stand alone.
    private static readonly string Rules =
        Leveled("base-low", "low", "id: 00000000-0000-0000-0000-00000000000a\n") + Leveled("solo-info", "informational") + Leveled("solo-high", "high", "status: stable\n")
        + Leveled("solo-test", "high", "status: test\n") + Correlation("brute", "base-low", "medium") + Correlation("chain", "brute", "critical");

    private static string Leveled(string name, string level, string more = "") =>
        more + Sigma.Selection($"eventName: {name}", name).Replace("level: high", $"level: {level}", StringComparison.Ordinal) + "---\n";

    private static string Correlation(string name, string part, string level, string condition = "gte: 3") =>
        $"title: {name}\nname: {name}\ncorrelation:\n    type: event_count\n    rules: [{part}]\n    timespan: 10m\n    condition:\n        {condition}\nlevel: {level}\n---\n";

    private static string Alerting(RuleSelection selection) =>
        string.Join(",", Sigma.Compile(Rules, new CompileOptions { Selection = selection }).Rules.Select(rule => rule.Name));

    [Fact]
    public void All_rules_run_but_the_parts_of_correlations_are_silent() =>
        Assert.Equal("solo-info,solo-high,solo-test,chain", Alerting(new RuleSelection()));

    [Theory]
    [InlineData("solo-*", "solo-info,solo-high,solo-test")]
    [InlineData("SOLO-HIGH", "solo-high")]
    [InlineData("solo-????", "solo-info,solo-high,solo-test")]
    [InlineData("chain", "chain")]
    [InlineData("brute", "brute")]
    [InlineData("b*", "")]
    [InlineData("base-low", "base-low")]
    [InlineData("00000000-0000-0000-0000-00000000000A", "base-low")]
    public void Include_takes_names_and_ids_with_wildcards(string pattern, string expected) =>
        Assert.Equal(expected, Alerting(new RuleSelection { Include = [pattern] }));

    [Fact]
    public void Exclude_wins() =>
        Assert.Equal("solo-info,chain", Alerting(new RuleSelection { Exclude = ["solo-h*", "solo-test"] }));

    [Fact]
    public void An_excluded_correlation_does_not_set_its_parts_free() =>
        Assert.Equal("solo-info,solo-high,solo-test", Alerting(new RuleSelection { Exclude = ["chain"] }));

    [Fact]
    public void Minimum_level() => Assert.Equal("solo-high,solo-test,chain", Alerting(new RuleSelection { MinimumLevel = DetectionLevel.High }));

    [Fact]
    public void Statuses_and_rules_without_one_count_as_stable() => Assert.Equal(
        "solo-info,solo-high,chain", Alerting(new RuleSelection { Statuses = [DetectionStatus.Stable] }));

    [Fact]
    public void Where_asks_anything_else() =>
        Assert.Equal("solo-info", Alerting(new RuleSelection { Where = rule => rule.Level == DetectionLevel.Informational }));

    [Fact]
    public void Patterns_that_no_rule_has_are_told() => Assert.Equal(
        ["nope*", "never"],
        Sigma.Compile(Rules, new CompileOptions { Selection = new RuleSelection { Include = ["solo*", "nope*"], Exclude = ["never"] } }).UnmatchedPatterns);

    [Fact]
    public void A_selected_correlation_brings_its_parts_and_only_those()
    {
        RuleSet rules = Sigma.Compile(Rules, new CompileOptions { Selection = new RuleSelection { Include = ["chain"] } });

        Assert.Equal(["base-low"], rules.DispatchValues(RecordSource.CloudTrail)!);
        Assert.Equal(["brute", "chain"], rules.Correlations.Select(one => one.Rule.Name));
        Assert.Equal([false, true], rules.Correlations.Select(one => one.Alerts));
    }

    [Fact]
    public void A_users_threshold_and_window_replace_the_rules()
    {
        var options = new CompileOptions { Threshold = 5, Timespan = TimeSpan.FromHours(2), Selection = new RuleSelection { Include = ["brute"] } };
        RuleSet rules = Sigma.Compile(Rules, options);

        DetectionRule rule = Assert.Single(rules.Rules);
        Assert.Equal((5d, TimeSpan.FromHours(2)), (rule.Threshold, rule.Timespan!.Value));
        Assert.True(rules.ThresholdUsed && rules.TimespanUsed);

        // Five in eighty minutes are enough now, and four are not.
        IEnumerable<string> events = new[] { "00:00", "00:20", "00:40", "01:00", "01:20" }
            .Select(time => $$"""{"eventName":"base-low","eventTime":"2026-01-01T{{time}}:00Z"}""");
        Assert.Equal(5, Assert.Single(Sigma.Run(rules, events, out _)).Count);
        Assert.Empty(Sigma.Run(rules, events.Take(4), out _));
    }

    [Fact]
    public void A_threshold_that_nothing_takes_is_told()
    {
        RuleSet rules = Sigma.Compile(Rules, new CompileOptions { Threshold = 5, Selection = new RuleSelection { Include = ["solo*"] } });
        Assert.False(rules.ThresholdUsed || rules.TimespanUsed);
    }

    [Fact]
    public void A_threshold_is_the_lower_bound_of_a_range()
    {
        string yaml = Leveled("base-low", "low") + Correlation("ranged", "base-low", "low", "lte: 20\n        gt: 3");

        Assert.Equal(3, Sigma.Compile(yaml).Rules[0].Threshold);
        RuleSet rules = Sigma.Compile(yaml, new CompileOptions { Threshold = 7 });
        Assert.Equal([new Criterion(Comparison.LessOrEqual, 20), new Criterion(Comparison.Greater, 7)], rules.Correlations[0].Logic.Criteria);

        RuleSet empty = RuleSet.Compile(Sigma.Load(yaml), new CompileOptions { Threshold = 20 });
        Assert.Contains("no number is in the range", Assert.Single(empty.Rejected).Reason);
        Assert.Empty(empty.Rules);
        Assert.False(empty.Reads(RecordSource.CloudTrail));
    }

    [Fact]
    public void A_correlation_of_a_rule_that_cannot_run_is_rejected_too()
    {
        string yaml = Sigma.Selection("f|expand: '%x%'", "part") + "---\n" + Correlation("whole", "part", "low");
        RuleSet rules = RuleSet.Compile(Sigma.Load(yaml), new CompileOptions());

        Assert.Equal(["part", "whole"], rules.Rejected.Select(rejected => rejected.Rule));
        Assert.Contains("refers to the rule 'part', which was rejected", rules.Rejected[1].Reason);
    }
}
