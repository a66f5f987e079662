namespace AwsIr.Detection;

/// <summary>How many different values. Keeps about 50 bytes for each of those in the window.</summary>
internal sealed class DistinctWindow(CorrelationLogic logic) : Window
{
    private readonly Dictionary<Hash128, int> _counts = [];

    public override void Add(in Occurrence occurrence)
    {
        _counts.TryGetValue(occurrence.Value, out int count);
        _counts[occurrence.Value] = count + 1;
    }

    public override void Remove(in Occurrence occurrence)
    {
        int left = _counts[occurrence.Value] - 1;
        if (left == 0)
        {
            _counts.Remove(occurrence.Value);
        }
        else
        {
            _counts[occurrence.Value] = left;
        }
    }

    public override bool Holds(long start, out decimal? value)
    {
        value = _counts.Count;
        return logic.Holds(_counts.Count);
    }
}
