namespace AwsIr.Detection;

/// <summary>Correlations could not be finished, because what they need does not fit in memory nor in a temporary file.</summary>
/// <param name="Correlations">Those that had matches and whose alerts are missing; none if only events of alerts are.</param>
/// <param name="Reason">What went wrong with the temporary file.</param>
internal sealed record IncompleteCorrelations(IReadOnlyList<DetectionRule> Correlations, string Reason);
