namespace AwsIr;

/// <summary>What became of one test that stands beside a rule.</summary>
/// <param name="Rule">The rule's name.</param>
/// <param name="Test">The test's name.</param>
/// <param name="Passed">Whether the rule alerted as often as expected.</param>
/// <param name="Expected">How many alerts were expected.</param>
/// <param name="Actual">How many there were.</param>
/// <param name="Message">What is wrong; empty if the test passed.</param>
/// <param name="Path">The file of the test.</param>
public sealed record RuleTestResult(string Rule, string Test, bool Passed, int Expected, int Actual, string Message, string Path);
