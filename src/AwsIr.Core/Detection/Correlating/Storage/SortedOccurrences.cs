namespace AwsIr.Detection;

/// <summary>Merges sorted runs: reads all their occurrences in order. Holds one part of each run.</summary>
internal sealed class SortedOccurrences
{
    // A heap: the run with the least occurrence is the first, and none of a run's two followers has a lesser one.
    private readonly OccurrenceRun[] _runs;
    private int _count;

    public SortedOccurrences(IEnumerable<OccurrenceRun> runs)
    {
        _runs = runs.Where(run => !run.IsAtEnd).ToArray();
        _count = _runs.Length;
        for (int i = _count / 2 - 1; i >= 0; i--)
        {
            Sink(i);
        }
    }

    /// <summary>Whether all have been read.</summary>
    public bool IsAtEnd => _count == 0;

    /// <summary>The occurrence that it stands at; the reference holds until the next one.</summary>
    public ref readonly Occurrence Current => ref _runs[0].Current;

    /// <summary>Goes to the next one.</summary>
    public void Advance()
    {
        _runs[0].Advance();
        if (_runs[0].IsAtEnd)
        {
            _runs[0] = _runs[--_count];
        }

        Sink(0);
    }

    private void Sink(int at)
    {
        OccurrenceRun run = _runs[at];
        while (at * 2 + 1 < _count)
        {
            int least = at * 2 + 1;
            if (least + 1 < _count && Occurrence.Compare(_runs[least + 1].Current, _runs[least].Current) < 0)
            {
                least++;
            }

            if (Occurrence.Compare(run.Current, _runs[least].Current) <= 0)
            {
                break;
            }

            _runs[at] = _runs[least];
            at = least;
        }

        _runs[at] = run;
    }
}
