namespace AwsIr.Detection;

/// <summary>A part of a rule's logic, bound to the fields of its rule set. Immutable and shared by threads.</summary>
internal abstract class Matcher
{
    /// <summary>How dear it is; the parts of AND and OR run from the cheapest.</summary>
    public abstract int Cost { get; }

    /// <summary>Whether it holds for the record that the evaluator stands at.</summary>
    public abstract bool Matches(Evaluator evaluator);
}
