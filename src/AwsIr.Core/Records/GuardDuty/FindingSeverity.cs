using System.Globalization;

namespace AwsIr.Records;

/// <summary>
/// GuardDuty's severities: numbers to 10, and the names of their ranges.
/// See https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings-severity.html.
/// </summary>
internal static class FindingSeverity
{
    /// <summary>The names with the least number of each, from least to most.</summary>
    private static readonly (string Name, double Least)[] Ranges =
        [("informational", 0), ("low", 1), ("medium", 4), ("high", 7), ("critical", 9)];

    /// <summary>The names, from least to most.</summary>
    public static IEnumerable<string> Names => Ranges.Select(range => range.Name);

    /// <summary>The range that a severity lies in; below 1.0, which GuardDuty had in its first years, it is low too.</summary>
    public static DetectionLevel? LabelOf(double? severity) => severity switch
    {
        >= 9 => DetectionLevel.Critical,
        >= 7 => DetectionLevel.High,
        >= 4 => DetectionLevel.Medium,
        > 0 => DetectionLevel.Low,
        <= 0 => DetectionLevel.Informational,
        _ => null,
    };

    /// <summary>The number of a text: <c>7.5</c>, or a name, which is the least number of its range; null if it is neither.</summary>
    public static double? Parse(string? text)
    {
        foreach (var (name, least) in Ranges)
        {
            if (string.Equals(name, text, StringComparison.OrdinalIgnoreCase))
            {
                return least;
            }
        }

        return double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number <= 10 ? number : null;
    }
}
