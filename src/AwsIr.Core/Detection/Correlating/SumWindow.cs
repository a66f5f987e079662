namespace AwsIr.Detection;

/// <summary>The sum of numbers, or their average.</summary>
internal sealed class SumWindow(CorrelationLogic logic) : Window
{
    private decimal _sum;
    private long _count;

    public override void Add(in Occurrence occurrence)
    {
        _sum += occurrence.Number;
        _count++;
    }

    public override void Remove(in Occurrence occurrence)
    {
        _sum -= occurrence.Number;
        _count--;
    }

    public override bool Holds(long start, out decimal? value)
    {
        decimal number = logic.Type == CorrelationType.ValueSum || _count == 0 ? _sum : _sum / _count;
        value = number;
        return logic.Holds(number);
    }
}
