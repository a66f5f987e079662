namespace AwsIr.Detection;

/// <summary>Counts the events that correlations could not place. Keeps a number for each reason, whatever their number.</summary>
internal sealed class LeftOutCounts(IReadOnlyList<CompiledCorrelation> correlations)
{
    private readonly Dictionary<LeftOutMark, long> _counts = [];

    /// <summary>Counts one.</summary>
    public void Add(LeftOutMark mark)
    {
        _counts.TryGetValue(mark, out long count);
        _counts[mark] = count + 1;
    }

    /// <summary>The counts, by correlation and then by reason.</summary>
    public IReadOnlyList<LeftOut> ToList() => _counts
        .GroupBy(pair => (pair.Key.Correlation, Reason: pair.Key.Describe(correlations[pair.Key.Correlation].Logic)), pair => pair.Value)
        .OrderBy(group => group.Key.Correlation)
        .ThenBy(group => group.Key.Reason, StringComparer.Ordinal)
        .Select(group => new LeftOut(correlations[group.Key.Correlation].Rule, group.Key.Reason, group.Sum()))
        .ToArray();
}
