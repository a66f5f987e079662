using System.Text.RegularExpressions;

namespace AwsIr.Detection;

/// <summary>The old way to count, behind a bar in the condition: rejected, with the correlation that says the same.</summary>
internal static class Aggregation
{
    private static readonly Regex Form = new(
        @"\|\s*(?<function>count|sum|avg|min|max|median)\s*\(\s*(?<field>[^)\s]*)\s*\)\s*(by\s+(?<by>[^<>=!]+?))?\s*(?<operator>[<>]=?|==?|!=)\s*(?<number>\d+)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(1));

    /// <summary>Throws if the condition uses it.</summary>
    public static void Reject(YamlNode condition, string? timeframe)
    {
        int bar = condition.Text.IndexOf('|');
        if (bar < 0)
        {
            return;
        }

        throw new RuleException(
            $"{YamlNode.Quote(condition.Text.Substring(bar))} is the old way to count, which is not evaluated: end the condition before the bar, "
            + $"give the rule a name, and add a document with {Replacement(condition.Text, timeframe)}",
            condition);
    }

    private static string Replacement(string condition, string? timeframe)
    {
        string timespan = timeframe ?? "5m";
        Match match = condition.Length <= RuleLimits.ConditionLength ? Form.Match(condition) : Match.Empty;
        if (!match.Success)
        {
            return condition.IndexOf("near", StringComparison.OrdinalIgnoreCase) >= 0
                ? $"correlation: {{ type: temporal, rules: [the names], timespan: {timespan} }}"
                : $"correlation: {{ type: event_count, rules: [the name], timespan: {timespan}, condition: {{ gte: 10 }} }}";
        }

        string field = match.Groups["field"].Value;
        string type = match.Groups["function"].Value.ToUpperInvariant() switch
        {
            "COUNT" => field.Length == 0 ? "event_count" : "value_count",
            "SUM" => "value_sum",
            "AVG" => "value_avg",
            "MEDIAN" => "value_median",
            _ => "value_percentile",
        };
        string operation = match.Groups["operator"].Value switch
        {
            ">" => "gt",
            ">=" => "gte",
            "<" => "lt",
            "<=" => "lte",
            "!=" => "neq",
            _ => "eq",
        };
        string by = match.Groups["by"].Success ? $", group-by: [{match.Groups["by"].Value.Trim()}]" : "";
        string ofField = field.Length == 0 ? "" : $"field: {field}, ";
        return $"correlation: {{ type: {type}, rules: [the name]{by}, timespan: {timespan}, "
            + $"condition: {{ {ofField}{operation}: {match.Groups["number"].Value} }} }}";
    }
}
