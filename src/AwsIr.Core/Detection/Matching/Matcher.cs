namespace AwsIr.Detection;

/// <summary>A part of a rule's logic, bound to the fields of its rule set. Immutable and shared by threads.</summary>
internal abstract class Matcher
{
    /// <summary>How dear it is; the parts of AND and OR run from the cheapest.</summary>
    public abstract int Cost { get; }

    /// <summary>Whether it holds for the record that the evaluator stands at.</summary>
    public abstract bool Matches(Evaluator evaluator);

    /// <summary>Whether it holds for every record in which a field has this one text, or for none; null when other fields decide.</summary>
    /// <exception cref="System.Text.RegularExpressions.RegexMatchTimeoutException">It took too long.</exception>
    public virtual bool? Decide(string field, string text) => null;
}
