namespace AwsIr.Detection;

/// <summary>How many events.</summary>
internal sealed class CountWindow(CorrelationLogic logic) : Window
{
    private long _count;

    public override void Add(in Occurrence occurrence) => _count++;

    public override void Remove(in Occurrence occurrence) => _count--;

    public override bool Holds(long start, out decimal? value)
    {
        value = _count;
        return logic.Holds(_count);
    }
}
