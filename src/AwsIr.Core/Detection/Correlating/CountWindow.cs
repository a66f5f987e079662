namespace AwsIr.Detection;

/// <summary>How many events.</summary>
internal sealed class CountWindow(CorrelationLogic logic) : Window
{
    private int _count;

    public override void Add(Occurrence occurrence) => _count++;

    public override void Remove(Occurrence occurrence) => _count--;

    public override bool Holds(long start, out decimal? value)
    {
        value = _count;
        return logic.Holds(_count);
    }
}
