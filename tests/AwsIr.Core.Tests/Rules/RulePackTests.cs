using AwsIr.Detection;

namespace AwsIr.Tests.Rules;

/// <summary>The built-in rules: each is complete, and does on its test events what they say.</summary>
public class RulePackTests
{
    private static readonly LoadedRules Loaded = Repository.BuiltInRules;

    public static TheoryData<string> RuleFiles { get; } =
        [.. Directory.GetFiles(Repository.Path("module", "rules"), "*.yml", SearchOption.AllDirectories).Select(file => System.IO.Path.GetRelativePath(Repository.Root, file)).Order(StringComparer.Ordinal)];

    /// <summary>The rules that alert by themselves; the others only feed correlations.</summary>
    private static IReadOnlyList<DetectionRule> Alerting { get; } = RuleSet.Compile(Loaded, new CompileOptions()).Rules;

    [Fact]
    public void Every_rule_can_be_used()
    {
        Assert.Empty(Loaded.Rejected);
        Assert.Empty(Loaded.Warnings);
        Assert.NotEmpty(Loaded.Rules);
    }

    [Fact]
    public void No_id_is_used_twice() => Assert.Equal(Loaded.Rules.Count, Loaded.Rules.Select(rule => rule.Id).Distinct().Count());

    [Theory]
    [MemberData(nameof(RuleFiles))]
    public void Rules_do_on_their_test_events_what_these_say(string file)
    {
        var results = new RuleTestRunner(Loaded).Run(RuleTestRunner.TestFileOf(Repository.Path(file)), TestContext.Current.CancellationToken);
        Assert.All(results, result => Assert.True(result.Passed, $"{result.Rule}, '{result.Test}': {result.Message}"));
    }

    [Fact]
    public void Every_alerting_rule_has_a_test_that_matches_and_one_that_does_not()
    {
        var results = RuleFiles.Select(row => (string)((ITheoryDataRow)row).GetData()[0]!).SelectMany(file => new RuleTestRunner(Loaded).Run(RuleTestRunner.TestFileOf(Repository.Path(file)), TestContext.Current.CancellationToken)).ToLookup(result => result.Rule);
        Assert.All(Alerting, rule =>
        {
            Assert.True(results[rule.Name].Any(result => result.Expected > 0), rule.Name + " has no test that matches");
            Assert.True(results[rule.Name].Any(result => result.Expected == 0), rule.Name + " has no near miss");
        });
    }

    [Fact]
    public void Every_rule_says_what_a_responder_needs()
    {
        Assert.All(Loaded.Rules, rule =>
        {
            Assert.True(Guid.TryParse(rule.Id, out _), rule.Name + " has no UUID");
            Assert.Matches("^[a-z0-9]+(-[a-z0-9]+)*$", rule.Name);
            Assert.False(string.IsNullOrWhiteSpace(rule.Title), rule.Name);
            Assert.False(string.IsNullOrWhiteSpace(rule.Description), rule.Name);
            Assert.NotNull(rule.Status);
            Assert.NotEmpty(rule.Tactics);
            Assert.NotEmpty(rule.Techniques);
            Assert.NotEmpty(rule.FalsePositives);
            Assert.NotEmpty(rule.References);
            Assert.All(rule.References, reference => Assert.StartsWith("https://", reference, StringComparison.Ordinal));
        });
        Assert.All(Alerting, rule => Assert.True(rule.Title.Length <= 50, $"{rule.Name}: the title is {rule.Title.Length} characters long; a table shows 45"));
    }
}
