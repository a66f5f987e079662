namespace AwsIr.Detection;

/// <summary>Something that happened to one of a correlation's rules: a record matched it, or a correlation's condition held.</summary>
internal sealed class Occurrence
{
    /// <summary>When, in ticks.</summary>
    public required long Time { get; init; }

    /// <summary>The place in the input, which decides between equal times; the same for all matches of one record.</summary>
    public required long Ordinal { get; init; }

    /// <summary>Which of the correlation's rules.</summary>
    public required int Rule { get; init; }

    /// <summary>The match of a record; null for a burst.</summary>
    public RuleHit? Hit { get; init; }

    /// <summary>The record; null for a burst.</summary>
    public IRecord? Record => Hit?.Record;

    /// <summary>The burst of another correlation; null for a record.</summary>
    public Burst? Burst { get; init; }

    /// <summary>What is counted: the distinct combinations of values.</summary>
    public string[] Values { get; init; } = [];

    /// <summary>What is reckoned with.</summary>
    public decimal[] Numbers { get; init; } = [];

    /// <summary>The values of a field that were taken along with the match.</summary>
    public string[] Captured(string field)
    {
        int index = Hit?.Rule.CaptureOf(field) ?? -1;
        return index < 0 ? [] : Hit?.Captures?[index] ?? [];
    }

    /// <summary>By time, then by input, then by rule.</summary>
    public static int Compare(Occurrence left, Occurrence right)
    {
        int order = left.Time.CompareTo(right.Time);
        order = order != 0 ? order : left.Ordinal.CompareTo(right.Ordinal);
        return order != 0 ? order : left.Rule.CompareTo(right.Rule);
    }
}
