namespace AwsIr.Detection;

/// <summary>How many different values.</summary>
internal sealed class DistinctWindow(CorrelationLogic logic) : Window
{
    private readonly Dictionary<string, int> _counts = new(StringComparer.OrdinalIgnoreCase);

    public override void Add(Occurrence occurrence)
    {
        foreach (string value in occurrence.Values)
        {
            _counts.TryGetValue(value, out int count);
            _counts[value] = count + 1;
        }
    }

    public override void Remove(Occurrence occurrence)
    {
        foreach (string value in occurrence.Values)
        {
            if (--_counts[value] is var left && left == 0)
            {
                _counts.Remove(value);
            }
        }
    }

    public override bool Holds(long start, out decimal? value)
    {
        value = _counts.Count;
        return logic.Holds(_counts.Count);
    }
}
