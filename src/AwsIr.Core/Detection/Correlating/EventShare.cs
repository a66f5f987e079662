namespace AwsIr.Detection;

/// <summary>
/// How many events each alert has when all of them together would have too many: a half, a quarter… of the most.
/// It does not depend on the order in which the alerts come.
/// </summary>
internal sealed class EventShare(CorrelationMemory memory)
{
    private readonly List<int> _counts = [];
    private long _sum;

    /// <summary>How many an alert has at most; only ever falls.</summary>
    public int Each { get; private set; } = memory.EventsOfAlert;

    /// <summary>Counts an alert.</summary>
    public void Add(long events)
    {
        int count = (int)Math.Min(events, memory.EventsOfAlert);
        _counts.Add(count);
        _sum += Math.Min(count, Each);
        while (_sum > memory.EventsOfAll && Each > 1)
        {
            Each /= 2;
            _sum = _counts.Sum(one => (long)Math.Min(one, Each));
        }
    }
}
