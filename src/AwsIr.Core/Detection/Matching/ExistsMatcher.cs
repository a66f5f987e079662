using AwsIr.Records;

namespace AwsIr.Detection;

/// <summary>Holds when a field is present, whatever its value.</summary>
internal sealed class ExistsMatcher(FieldPath path) : Matcher
{
    public override int Cost => 1 + 2 * (path.Segments.Length - 1);

    public override bool? Decide(string field, string text) => path.Name == field ? true : null;

    public override bool Matches(Evaluator evaluator) => evaluator.Values(path).Present;
}
