namespace AwsIr.Detection;

/// <summary>Holds when its part does not.</summary>
internal sealed class NotMatcher(Matcher part) : Matcher
{
    public override int Cost => part.Cost;

    public override bool? Decide(string field, string text) => !part.Decide(field, text);

    public override bool Matches(Evaluator evaluator) => !part.Matches(evaluator);
}
