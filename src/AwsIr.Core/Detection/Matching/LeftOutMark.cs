using System.Globalization;

namespace AwsIr.Detection;

/// <summary>Why an event has no place in a correlation.</summary>
internal enum LeftOutReason
{
    /// <summary>It has no time that can be read.</summary>
    NoTime,

    /// <summary>A field that the correlation groups by has no value.</summary>
    NoGroup,

    /// <summary>A field that the correlation counts has no value.</summary>
    NoValue,

    /// <summary>The field that the correlation reckons with has no number.</summary>
    NoNumber,

    /// <summary>Its fields have too many values.</summary>
    TooMany,
}

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
