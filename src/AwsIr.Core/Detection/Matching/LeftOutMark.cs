using System.Globalization;

namespace AwsIr.Detection;

/// <summary>An event has no place in a correlation.</summary>
/// <param name="Correlation">The correlation's number in <see cref="RuleSet.Correlations"/>.</param>
/// <param name="Reason">Why.</param>
/// <param name="Field">Which of the correlation's group or value fields it lacks.</param>
internal readonly record struct LeftOutMark(int Correlation, LeftOutReason Reason, int Field)
{
    /// <summary>What users are told.</summary>
    public string Describe(CorrelationLogic logic) => Reason switch
    {
        LeftOutReason.NoTime => "no time that can be read",
        LeftOutReason.NoGroup => $"no value for {logic.GroupBy[Field]}",
        LeftOutReason.NoValue => $"no value for {logic.Fields[Field]}",
        LeftOutReason.NoNumber => $"no number in {logic.Fields[Field]}",
        _ => string.Format(CultureInfo.InvariantCulture, "more than {0} combinations of values", RuleLimits.GroupsPerEvent),
    };
}
