using AwsIr.Detection;

namespace AwsIr.Tests.Detection;

public sealed class ConditionTests
{
    // Three selections that hold when the record has the letter.
    private const string Selections = "a:\n    f|contains: a\nb:\n    f|contains: b\nc:\n    f|contains: c\n_d:\n    f|contains: d\n";

    [Theory]
    [InlineData("a", "a", true)]
    [InlineData("a and b", "a", false)]
    [InlineData("a and b", "ab", true)]
    [InlineData("a or b", "b", true)]
    [InlineData("not a", "b", true)]
    [InlineData("not not a", "a", true)]
    [InlineData("a or b and c", "a", true)]
    [InlineData("(a or b) and c", "a", false)]
    [InlineData("not a and b", "b", true)]
    [InlineData("not a and b", "x", false)]
    [InlineData("not (a and b)", "a", true)]
    [InlineData("not a or b", "ab", true)]
    [InlineData("a AND NOT b", "a", true)]
    [InlineData("1 of them", "c", true)]
    [InlineData("1 of them", "d", false)]
    [InlineData("any of them", "b", true)]
    [InlineData("all of them", "abc", true)]
    [InlineData("all of them", "ab", false)]
    [InlineData("not 1 of them", "x", true)]
    [InlineData("1 of _*", "d", true)]
    [InlineData("all of *", "abc", false)]
    [InlineData("all of *", "abcd", true)]
    [InlineData("a and not 1 of _*", "ad", false)]
    [InlineData("_d", "d", true)]
    [InlineData("((a))", "a", true)]
    [InlineData("(a)or(b)", "b", true)]
    [InlineData("[a, b]", "b", true)]
    [InlineData("[a, b]", "c", false)]
    public void Conditions(string condition, string letters, bool expected) => Assert.Equal(
        expected,
        Sigma.RuleMatches(Sigma.Rule($"{Selections}condition: {condition}"), $$"""{"f":"{{letters}}"}"""));

    [Theory]
    [InlineData("x", "names 'x', which is not a selection")]
    [InlineData("a*", "write '1 of a*'")]
    [InlineData("1 of x*", "which no selection fits")]
    [InlineData("2 of them", "'1 of'")]
    [InlineData("a and", "ends where a selection is expected")]
    [InlineData("a b", "did not expect 'b'")]
    [InlineData("(a", "not closed")]
    [InlineData("a)", "did not expect ')'")]
    [InlineData("and a", "expected before 'and'")]
    [InlineData("1 of", "wants a pattern")]
    [InlineData("''", "condition is missing")]
    public void What_is_no_condition_is_rejected(string condition, string reason) =>
        Assert.Contains(reason, Sigma.Rejection(Sigma.Rule($"{Selections}condition: {condition}")));

    [Fact]
    public void A_mistake_in_a_condition_has_a_place()
    {
        RejectedRule rejected = Assert.Single(Sigma.Load(Sigma.Rule("a:\n    f: x\ncondition: a and and")).Rejected);
        Assert.Equal(("rules/file1.yml", "test_rule", 9, 22), (rejected.Path, rejected.Rule, rejected.Line, rejected.Column));
        Assert.Equal("rules/file1.yml(9,22): a selection is expected before 'and'", rejected.ToString());
    }

    [Theory]
    [InlineData("a | count() by sourceIPAddress > 10", "type: event_count, rules: [the name], group-by: [sourceIPAddress], timespan: 10m, condition: { gt: 10 }")]
    [InlineData("a | count(userName) by sourceIPAddress >= 3", "type: value_count, rules: [the name], group-by: [sourceIPAddress], timespan: 10m, condition: { field: userName, gte: 3 }")]
    [InlineData("a | sum(bytes) by srcaddr > 9", "type: value_sum")]
    [InlineData("a | near b", "type: temporal")]
    public void The_old_way_to_count_is_rejected_with_its_replacement(string condition, string replacement) =>
        Assert.Contains(replacement, Sigma.Rejection(Sigma.Rule($"{Selections}timeframe: 10m\ncondition: {condition}")));

    [Fact]
    public void A_timeframe_without_a_count_is_rejected() =>
        Assert.Contains("timespan", Sigma.Rejection(Sigma.Rule($"{Selections}timeframe: 10m\ncondition: a")));

    [Fact]
    public void An_unused_selection_is_warned_about()
    {
        RuleWarning warning = Assert.Single(Sigma.Load(Sigma.Rule("a:\n    f: x\nb:\n    f: y\ncondition: a")).Warnings);
        Assert.Equal("the selection 'b' is not in the condition", warning.Message);
        Assert.Equal(9, warning.Line);
    }
}
