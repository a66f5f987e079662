namespace AwsIr.Detection;

/// <summary>Passes what one of several tests passes.</summary>
internal sealed class AnyOfTest : ValueTest
{
    private readonly ValueTest[] _tests;

    public AnyOfTest(IEnumerable<ValueTest> tests)
    {
        _tests = tests.OrderBy(test => test.Cost).ToArray();
        Cost = _tests.Sum(test => test.Cost);
        Key = string.Join("\0or ", _tests.Select(test => test.Key));
    }

    public override int Cost { get; }

    public override string Key { get; }

    public override bool IsMatch(string text)
    {
        foreach (ValueTest test in _tests)
        {
            if (test.IsMatch(text))
            {
                return true;
            }
        }

        return false;
    }
}
