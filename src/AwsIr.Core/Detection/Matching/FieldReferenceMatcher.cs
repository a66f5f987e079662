using AwsIr.Records;

namespace AwsIr.Detection;

/// <summary>Holds when a value of a field compares with a value of another field.</summary>
internal sealed class FieldReferenceMatcher : Matcher
{
    private readonly FieldPath _path;
    private readonly FieldPath _other;
    private readonly TextMatch _match;
    private readonly StringComparison _comparison;

    public FieldReferenceMatcher(FieldPath path, FieldPath other, TextMatch match, bool cased)
    {
        _path = path;
        _other = other;
        _match = match;
        _comparison = cased ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
    }

    public override int Cost => 8 + 2 * (_path.Segments.Length + _other.Segments.Length - 2);

    public override bool Matches(Evaluator evaluator)
    {
        FieldValues values = evaluator.Values(_path);
        FieldValues others = evaluator.Values(_other);
        foreach (FieldValue value in values.Items)
        {
            if (value.Kind == FieldKind.Null)
            {
                continue;
            }

            foreach (FieldValue other in others.Items)
            {
                if (other.Kind != FieldKind.Null && TextTest.IsMatch(value.Text, other.Text, _match, _comparison))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
