namespace AwsIr.Detection;

/// <summary>Events that a correlation could not place.</summary>
/// <param name="Rule">The correlation.</param>
/// <param name="Reason">What they lack.</param>
/// <param name="Count">How many.</param>
internal sealed record LeftOut(DetectionRule Rule, string Reason, long Count);
