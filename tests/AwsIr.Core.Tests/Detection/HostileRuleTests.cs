using System.Text;
using AwsIr.Detection;

namespace AwsIr.Tests.Detection;

/// <summary>Rules are untrusted: whatever is in them ends in a rule or a rejection, in bounded time and memory.</summary>
public sealed class HostileRuleTests
{
    [Fact]
    public void An_alias_bomb_is_rejected()
    {
        var yaml = new StringBuilder("title: bomb\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 30; i++)
        {
            yaml.Append($"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n");
        }

        Assert.Contains("larger than 50000 values when its aliases are written out", Sigma.Rejection(yaml.ToString()));
    }

    [Theory]
    [InlineData("[", "]", 300_000)]
    [InlineData("{a: ", "}", 150_000)]
    [InlineData("- ", "", 300_000)]
    public void Deep_nesting_is_rejected(string open, string close, int depth)
    {
        string yaml = "title: deep\nx: " + (open == "- " ? "\n  " : "")
            + string.Concat(Enumerable.Repeat(open, depth)) + "x" + string.Concat(Enumerable.Repeat(close, depth));
        LoadedRules loaded = Sigma.Load(yaml + "\n---\n" + Sigma.Selection("f: x"));
        Assert.Contains("nested deeper than 32 levels", loaded.Rejected[0].Reason);
        Assert.Single(loaded.Rules);
    }

    [Fact]
    public void A_large_file_is_rejected_unread()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, new string('#', RuleLimits.FileBytes + 1));
            var loader = new RuleLoader();
            loader.AddPath(path);
            Assert.Contains("larger than 1048576 bytes", Assert.Single(loader.Complete().Rejected).Reason);
        }
        finally
        {
            File.Delete(path);
        }

        Assert.Contains("larger than 1048576 bytes", Sigma.Rejection(new string('#', RuleLimits.FileBytes + 1)));
    }

    [Fact]
    public void A_megabyte_string_is_only_a_string()
    {
        string value = new('x', 1_000_000);
        Assert.True(Sigma.Matches($"f|contains: {value}", $$"""{"f":"a{{value}}b"}"""));
        Assert.True(Sigma.Rejection(Sigma.Selection($"f|{value}: x")).Length < 300);
    }

    [Fact]
    public void Deep_conditions_are_rejected()
    {
        string deep = new string('(', 100) + "a" + new string(')', 100);
        Assert.Contains("nests deeper than 50 levels", Sigma.Rejection(Sigma.Rule($"a:\n    f: x\ncondition: {deep}")));
        string nots = string.Concat(Enumerable.Repeat("not ", 200)) + "a";
        Assert.Contains("nests deeper than 50 levels", Sigma.Rejection(Sigma.Rule($"a:\n    f: x\ncondition: {nots}")));
        string longest = string.Join(" or ", Enumerable.Repeat("a", 10_000));
        Assert.Contains("longer than 8192 characters", Sigma.Rejection(Sigma.Rule($"a:\n    f: x\ncondition: {longest}")));
    }

    [Fact]
    public void Conditions_that_multiply_are_rejected()
    {
        string fields = string.Join("\n", Enumerable.Range(0, 100).Select(i => $"    f{i}: x"));
        string condition = string.Join(" or ", Enumerable.Repeat("1 of a*", 500));
        Assert.Contains("larger than 20000 terms", Sigma.Rejection(Sigma.Rule($"a:\n{fields}\ncondition: {condition}")));
    }

    [Fact]
    public void Placeholders_that_multiply_are_rejected()
    {
        var options = new CompileOptions
        {
            Placeholders = new Dictionary<string, IReadOnlyList<string>> { ["a"] = Enumerable.Range(0, 100).Select(i => $"{i}").ToArray() },
        };
        LoadedRules loaded = Sigma.Load(Sigma.Selection("f|expand: '%a%%a%%a%%a%%a%'"));
        Assert.Contains("multiply to too many values", Assert.Single(RuleSet.Compile(loaded, options).Rejected).Reason);
    }

    [Theory]
    [InlineData("(a+)+$")]
    [InlineData("(a|a)+$")]
    [InlineData("(a|aa)+$")]
    [InlineData("(.*a){20}$")]
    [InlineData("^(a?){60}a{60}$")]
    public void Regular_expressions_that_others_hang_on_answer(string pattern) =>
        Assert.False(Sigma.Matches($"f|re: '{pattern}'", $$"""{"f":"{{new string('a', 50)}}!"}"""));

    [Theory]
    [InlineData("((((a{1000}){1000}){1000}){1000})")]
    [InlineData("(a{1000}b{1000}){100}")]
    [InlineData("a{1,30000}")]
    public void Regular_expressions_that_multiply_are_rejected(string pattern) =>
        Assert.Contains("counted repetitions", Sigma.Rejection(Sigma.Selection($"f|re: '{pattern}'")));

    [Fact]
    public void Long_regular_expressions_are_rejected_and_deep_ones_do_no_harm()
    {
        Assert.Contains("longer than 4096 characters", Sigma.Rejection(Sigma.Selection($"f|re: '{new string('a', 5000)}'")));
        Sigma.Load(Sigma.Selection($"f|re: '{new string('(', 2000)}a{new string(')', 2000)}'"));
    }

    [Fact]
    public void A_regular_expression_that_times_out_is_reported_and_switched_off()
    {
        // A lookaround needs backtracking, and this one takes for ever.
        RuleSet rules = Sigma.Compile(Sigma.Selection("f|re: '(?=x?)(a+)+(?=$)b'") + "---\n" + Sigma.Selection("f|contains: a", "other"));
        var evaluator = new Evaluator(rules);
        var batch = new HitBatch();
        List<EvaluationProblem> problems = batch.Problems;
        for (int i = 0; i < 5; i++)
        {
            evaluator.Evaluate(new JsonFields($$"""{"f":"{{new string('a', 60 + i)}}!"}""", RecordSource.CloudTrail, i), batch);
        }

        Assert.Equal(3, problems.Count);
        Assert.Equal([0L, 1, 2], problems.Select(problem => problem.Record.Provenance.Index));
        Assert.Contains("took too long", problems[0].Message);
        Assert.Contains("switched off", problems[2].Message);
        Assert.Equal(5, batch.Hits.Count(hit => hit.Rule.Rule.Name == "other"));
    }

    [Fact]
    public void Wildcards_do_not_multiply()
    {
        string pattern = string.Concat(Enumerable.Repeat("*a", 500)) + "b";
        Assert.False(Sigma.Matches($"f: '{pattern}'", $$"""{"f":"{{new string('a', 5000)}}"}"""));
    }

    [Fact]
    public void Circles_of_correlations_are_rejected_and_so_is_what_refers_to_them()
    {
        static string Of(string name, string part) =>
            $"title: t\nname: {name}\ncorrelation:\n    type: event_count\n    rules: [{part}]\n    timespan: 1m\n    condition:\n        gte: 1\n---\n";

        LoadedRules loaded = Sigma.Load(Of("a", "b") + Of("b", "c") + Of("c", "a") + Of("d", "a") + Of("e", "e"));
        Assert.Empty(loaded.Rules);
        Assert.Equal(["a", "b", "c", "d", "e"], loaded.Rejected.Select(rejected => rejected.Rule));
        Assert.Contains("in a circle", loaded.Rejected[0].Reason);
        Assert.Contains("refers to the rule 'a', which was rejected", loaded.Rejected[3].Reason);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_long_chain_of_correlations_is_rejected(bool backwards)
    {
        var yaml = new StringBuilder(Sigma.Selection("f: x", "c0"));
        foreach (int i in backwards ? Enumerable.Range(1, 5_000).Reverse() : Enumerable.Range(1, 5_000))
        {
            yaml.Append($"\n---\ntitle: t\nname: c{i}\ncorrelation:\n    type: event_count\n    rules: [c{i - 1}]\n    timespan: 1m\n    condition:\n        gte: 1");
        }

        LoadedRules loaded = Sigma.Load(yaml.ToString());
        Assert.Equal(11, loaded.Rules.Count);
        Assert.Equal(4_990, loaded.Rejected.Count);
        Assert.Contains(loaded.Rejected, rejected => rejected.Reason.Contains("chain of more than 10", StringComparison.Ordinal));
    }

    [Fact]
    public void An_event_in_too_many_groups_is_left_out()
    {
        string values = string.Join(",", Enumerable.Range(0, 100).Select(i => $"\"{i}\""));
        string yaml = Sigma.Selection("eventName: A", "a")
            + "---\ntitle: t\ncorrelation:\n    type: event_count\n    rules: [a]\n    group-by: [u, v]\n    timespan: 1m\n    condition:\n        gte: 1";
        List<Alert> alerts = Sigma.Run(
            Sigma.Compile(yaml), [$$"""{"eventName":"A","eventTime":"2026-01-01T00:00:00Z","u":[{{values}}],"v":[{{values}}]}"""], out IReadOnlyList<LeftOut> leftOut);
        Assert.Empty(alerts);
        Assert.Equal("more than 64 combinations of values", Assert.Single(leftOut).Reason);
    }
}
