using AwsIr.Records;

namespace AwsIr.Detection;

/// <summary>Runs a rule set over records, one thread's worth: not thread-safe, and meant to be used again and again.</summary>
internal sealed class Evaluator
{
    /// <summary>Makes an evaluator of a rule set.</summary>
    public Evaluator(RuleSet rules) => throw new NotImplementedException();

    /// <summary>Adds a hit for each rule that matches the record, in the order of the rules.</summary>
    /// <param name="record">The record.</param>
    /// <param name="hits">Receives the hits.</param>
    /// <param name="problems">Receives the rules that could not be evaluated on it.</param>
    /// <returns>How many hits there are.</returns>
    /// <exception cref="System.Text.Json.JsonException">The record is not valid JSON; nothing was added.</exception>
    public int Evaluate(RecordFields record, List<RuleHit> hits, List<EvaluationProblem> problems) => throw new NotImplementedException();
}
