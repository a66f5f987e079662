using AwsIr.Records;

namespace AwsIr.Detection;

/// <summary>Holds when a value of a field passes a test.</summary>
internal sealed class FieldMatcher : Matcher
{
    /// <summary>From this cost on, a result is worth remembering for the next record that has the same text.</summary>
    private const int WorthRemembering = 4;

    private readonly FieldPath _path;
    private readonly ValueTest _test;
    private readonly int _term;
    private readonly bool _remembers;

    /// <param name="path">The field.</param>
    /// <param name="test">The test.</param>
    /// <param name="term">The number of this test of this field in the rule set.</param>
    public FieldMatcher(FieldPath path, ValueTest test, int term)
    {
        _path = path;
        _test = test;
        _term = term;
        _remembers = test.Cost >= WorthRemembering;
    }

    // What is remembered is mostly not asked again.
    public override int Cost => (_remembers ? WorthRemembering : _test.Cost) + 2 * (_path.Segments.Length - 1);

    public override bool? Decide(string field, string text) => _path.Name == field ? _test.IsMatch(text) : null;

    public override bool Matches(Evaluator evaluator)
    {
        ReadOnlySpan<FieldValue> values = evaluator.Values(_path).Items;
        if (_remembers && values.Length == 1 && values[0].Kind != FieldKind.Null)
        {
            return evaluator.Memory(_term).IsMatch(_test, values[0].Text);
        }

        foreach (FieldValue value in values)
        {
            if (value.Kind != FieldKind.Null && _test.IsMatch(value.Text))
            {
                return true;
            }
        }

        return false;
    }
}
