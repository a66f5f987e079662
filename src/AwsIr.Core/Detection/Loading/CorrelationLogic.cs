namespace AwsIr.Detection;

/// <summary>What a correlation says, its references resolved. Immutable.</summary>
internal sealed class CorrelationLogic
{
    public required CorrelationType Type { get; init; }

    /// <summary>The rules that it refers to, in the order written.</summary>
    public required IReadOnlyList<DetectionRule> Rules { get; init; }

    public required IReadOnlyList<string> GroupBy { get; init; }

    /// <summary>The fields whose values it counts or reckons with.</summary>
    public required IReadOnlyList<string> Fields { get; init; }

    /// <summary>For each alias, the field of each rule, in the order of <see cref="Rules"/>.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Aliases { get; init; }

    /// <summary>What is compared with the count or value; none: all the rules must occur.</summary>
    public required IReadOnlyList<Criterion> Criteria { get; init; }

    /// <summary>Which rules must occur, if that is a formula.</summary>
    public required Formula? Formula { get; init; }

    /// <summary>The rank of a percentile, 0 to 100.</summary>
    public required decimal Percentile { get; init; }

    public required TimeSpan Timespan { get; init; }

    /// <summary>Whether its condition compares occurrences of rules rather than counts or values of fields.</summary>
    public bool IsTemporal => Type is CorrelationType.Temporal or CorrelationType.TemporalOrdered;

    /// <summary>Whether it reckons with numbers.</summary>
    public bool IsNumeric => Type is CorrelationType.ValueSum or CorrelationType.ValueAvg or CorrelationType.ValuePercentile or CorrelationType.ValueMedian;

    /// <summary>The field that a group or value name means in the events of a rule.</summary>
    public string FieldOf(string name, int rule) => Aliases.TryGetValue(name, out IReadOnlyList<string>? fields) ? fields[rule] : name;

    /// <summary>Whether the condition holds for a count or value.</summary>
    public bool Holds(decimal value)
    {
        foreach (Criterion criterion in Criteria)
        {
            if (!criterion.Holds(value))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The number that users see as the threshold: the lower bound of a range.</summary>
    public decimal? Threshold => IsTemporal || Criteria.Count == 0 ? null : Criteria[ThresholdIndex].Number;

    private int ThresholdIndex => Criteria.Count > 1 && Criteria[1].IsLowerBound ? 1 : 0;

    /// <summary>The same with a user's threshold and window, where it has such, and other rules in the place of its rules.</summary>
    public CorrelationLogic With(decimal? threshold, TimeSpan? timespan, IReadOnlyList<DetectionRule> rules)
    {
        Criterion[] criteria = Criteria.ToArray();
        if (threshold is decimal number && Threshold is not null)
        {
            criteria[ThresholdIndex] = criteria[ThresholdIndex] with { Number = number };
        }

        return new CorrelationLogic
        {
            Type = Type,
            Rules = rules,
            GroupBy = GroupBy,
            Fields = Fields,
            Aliases = Aliases,
            Criteria = criteria,
            Formula = Formula,
            Percentile = Percentile,
            Timespan = timespan ?? Timespan,
        };
    }
}
