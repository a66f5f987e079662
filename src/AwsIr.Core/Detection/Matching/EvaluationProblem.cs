namespace AwsIr.Detection;

/// <summary>A rule could not be evaluated on a record, which counts as not matching.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Record">The record.</param>
/// <param name="Message">What happened.</param>
internal sealed record EvaluationProblem(DetectionRule Rule, IRecord Record, string Message);
