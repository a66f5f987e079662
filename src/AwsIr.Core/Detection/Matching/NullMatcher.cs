using AwsIr.Records;

namespace AwsIr.Detection;

/// <summary>Holds when a field is absent or null.</summary>
internal sealed class NullMatcher(FieldPath path) : Matcher
{
    public override int Cost => 1 + 2 * (path.Segments.Length - 1);

    public override bool? Decide(string field, string text) => path.Name == field ? false : null;

    public override bool Matches(Evaluator evaluator)
    {
        FieldValues values = evaluator.Values(path);
        if (!values.Present)
        {
            return true;
        }

        foreach (FieldValue value in values.Items)
        {
            if (value.Kind == FieldKind.Null)
            {
                return true;
            }
        }

        return false;
    }
}
