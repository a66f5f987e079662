namespace AwsIr.Detection;

/// <summary>The median of numbers, or another percentile. Keeps 20 bytes for each different number of the group.</summary>
internal sealed class RankWindow : Window
{
    private readonly CorrelationLogic _logic;
    private readonly decimal[] _sorted;

    // A Fenwick tree over the group's different numbers: how many of each are in the window.
    private readonly int[] _tree;
    private readonly int _top;
    private int _count;

    /// <param name="logic">What is asked.</param>
    /// <param name="numbers">The group's different numbers, sorted.</param>
    public RankWindow(CorrelationLogic logic, decimal[] numbers)
    {
        _logic = logic;
        _sorted = numbers;
        _tree = new int[_sorted.Length + 1];
        _top = 1;
        while (_top * 2 <= _sorted.Length)
        {
            _top *= 2;
        }
    }

    public override void Add(in Occurrence occurrence) => Change(occurrence.Number, 1);

    public override void Remove(in Occurrence occurrence) => Change(occurrence.Number, -1);

    public override bool Holds(long start, out decimal? value)
    {
        decimal number = _logic.Type == CorrelationType.ValueMedian ? Median() : Percentile();
        value = number;
        return _logic.Holds(number);
    }

    private void Change(decimal number, int by)
    {
        _count += by;
        for (int i = Array.BinarySearch(_sorted, number) + 1; i < _tree.Length; i += i & -i)
        {
            _tree[i] += by;
        }
    }

    /// <summary>Of an even number of them, the mean of the two in the middle.</summary>
    private decimal Median() => (Ranked((_count + 1) / 2) + Ranked(_count / 2 + 1)) / 2;

    /// <summary>The smallest number that at least so many percent don't exceed (nearest rank).</summary>
    private decimal Percentile() => Ranked(Math.Max(1, (int)Math.Ceiling(_logic.Percentile / 100 * _count)));

    /// <summary>The number of a rank, from 1.</summary>
    private decimal Ranked(int rank)
    {
        int position = 0;
        for (int step = _top; step > 0; step /= 2)
        {
            if (position + step < _tree.Length && _tree[position + step] < rank)
            {
                position += step;
                rank -= _tree[position];
            }
        }

        return _sorted[position];
    }
}
