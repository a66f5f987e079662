namespace AwsIr.Detection;

/// <summary>Holds when any value of the record passes a test.</summary>
internal sealed class KeywordMatcher : Matcher
{
    private readonly Func<string, bool> _test;

    public KeywordMatcher(ValueTest test)
    {
        _test = test.IsMatch;
        Cost = 200 + test.Cost;
    }

    public override int Cost { get; }

    public override bool Matches(Evaluator evaluator) => evaluator.Record.AnyValue(_test);
}
