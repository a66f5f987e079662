namespace AwsIr.Detection;

/// <summary>
/// Finds the bursts of correlations: takes their sorted occurrences group by group and slides the correlation's window over
/// each. In memory is one group, as far as it fits (<see cref="CorrelationMemory.GroupOccurrences"/>; beyond that it is in a
/// temporary file again), and what the window needs of itself. One thread at a time.
/// </summary>
internal sealed class Correlator : IDisposable
{
    private const int CheckEvery = 1 << 16;

    private readonly IReadOnlyList<CompiledCorrelation> _correlations;
    private readonly TextStore _texts;
    private readonly BurstStore _store;

    // The group that is looked at, read at three places: where events come into the window, where they leave it, where a burst began.
    private readonly SpillList<Occurrence> _group;
    private readonly SpillReader<Occurrence> _entering;
    private readonly SpillReader<Occurrence> _leaving;
    private readonly SpillReader<Occurrence> _copying;

    public Correlator(IReadOnlyList<CompiledCorrelation> correlations, CorrelationMemory memory, TextStore texts, BurstStore store)
    {
        _correlations = correlations;
        _texts = texts;
        _store = store;
        _group = new SpillList<Occurrence>(memory.GroupOccurrences, memory);
        _entering = new SpillReader<Occurrence>(_group, memory.ReadOccurrences);
        _leaving = new SpillReader<Occurrence>(_group, memory.ReadOccurrences);
        _copying = new SpillReader<Occurrence>(_group, memory.ReadOccurrences);
    }

    /// <summary>The bursts of one correlation, in the order of their time, then of their group's values.</summary>
    /// <param name="number">The correlation's number.</param>
    /// <param name="sorted">Stands at its first occurrence, if it has any; is left behind its last.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="TemporaryFileException">What does not fit in memory could not be kept.</exception>
    public List<Burst> Run(int number, SortedOccurrences sorted, CancellationToken cancellation)
    {
        CompiledCorrelation correlation = _correlations[number];
        var bursts = new List<Burst>();
        while (!sorted.IsAtEnd && sorted.Current.Correlation == number)
        {
            ReadGroup(correlation, sorted, cancellation);
            if (CanHold(correlation.Logic))
            {
                RunGroup(correlation, bursts, cancellation);
            }
        }

        bursts.Sort((left, right) =>
        {
            int order = left.Time.CompareTo(right.Time);
            return order != 0 ? order : Burst.CompareGroups(left, right);
        });
        return bursts;
    }

    /// <inheritdoc/>
    public void Dispose() => _group.Dispose();

    /// <summary>Reads the next group. Where rules are counted together, a record that several of them match counts once.</summary>
    private void ReadGroup(CompiledCorrelation correlation, SortedOccurrences sorted, CancellationToken cancellation)
    {
        _group.Clear();
        _entering.Forget();
        _leaving.Forget();
        _copying.Forget();
        Occurrence last = sorted.Current;
        bool isTemporal = correlation.Logic.IsTemporal;
        cancellation.ThrowIfCancellationRequested();
        while (!sorted.IsAtEnd && sorted.Current.IsInGroupOf(last))
        {
            ref readonly Occurrence occurrence = ref sorted.Current;
            if (isTemporal || occurrence.Ordinal != last.Ordinal || occurrence.Rule == last.Rule)
            {
                _group.Add(occurrence);
                last = occurrence;
                CheckNowAndThen(_group.Count, cancellation);
            }

            sorted.Advance();
        }
    }

    /// <summary>Most groups have fewer events than a count must reach.</summary>
    private bool CanHold(CorrelationLogic logic)
    {
        if (logic.Type is CorrelationType.EventCount or CorrelationType.ValueCount)
        {
            for (int i = 0; i < logic.Criteria.Count; i++)
            {
                if (logic.Criteria[i].IsLowerBound && !logic.Criteria[i].Holds(_group.Count))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private void RunGroup(CompiledCorrelation correlation, List<Burst> bursts, CancellationToken cancellation)
    {
        CorrelationLogic logic = correlation.Logic;
        long span = logic.Timespan.Ticks;
        var window = Window.For(logic, Numbers);
        bool wantsLeast = logic.Criteria.Count > 0 && logic.Criteria.All(criterion => criterion.IsUpperBound);
        bool wantsHeldTimes = correlation.Feeds.Any(feed => feed.Logic.IsTemporal);

        long next = 0;
        long oldest = 0;

        // How many records there are before each of the two, and the last of them.
        var entered = new RecordCount();
        var left = new RecordCount();

        bool isOpen = false;
        long burstStart = 0;
        long recordsBefore = 0;
        long openedAt = 0;
        long heldAt = 0;
        long heldStart = 0;
        decimal? extreme = null;
        while (next < _group.Count)
        {
            // All events of one time come in together: which of them was logged first says nothing.
            long from = next;
            long recordsBeforeFrom = entered.Count;
            long time = _entering[from].Time;
            while (next < _group.Count && _entering[next].Time == time)
            {
                ref readonly Occurrence occurrence = ref _entering[next++];
                entered.Add(occurrence);
                window.Add(occurrence);
                CheckNowAndThen(next, cancellation);
            }

            while (_leaving[oldest].Time < time - span)
            {
                ref readonly Occurrence occurrence = ref _leaving[oldest++];
                left.Add(occurrence);
                window.Remove(occurrence);
            }

            bool holds = window.Holds(time - span, out decimal? value);
            if (isOpen && (!holds || time - heldAt > span))
            {
                Close(from, recordsBeforeFrom);
            }

            if (holds)
            {
                if (!isOpen)
                {
                    isOpen = true;
                    burstStart = oldest;
                    recordsBefore = left.Count;
                    openedAt = time;
                    heldStart = _store.HeldTimes.Count;
                    extreme = null;
                }

                extreme = extreme is null || wantsLeast == (value < extreme) ? value : extreme;
                heldAt = time;
                if (wantsHeldTimes)
                {
                    _store.HeldTimes.Add(time);
                }
            }
        }

        if (isOpen)
        {
            Close(next, entered.Count);
        }

        void Close(long end, long records)
        {
            isOpen = false;
            bursts.Add(Make(correlation, burstStart, end, records - recordsBefore, openedAt, new StoreRange(heldStart, _store.HeldTimes.Count), extreme));
        }
    }

    private Burst Make(CompiledCorrelation correlation, long from, long to, long records, long time, StoreRange heldTimes, decimal? value)
    {
        // What others take must be whole; of what only alerts, the first records are enough.
        bool isWhole = correlation.Feeds.Count > 0 || correlation.IsChained;
        if (correlation.Alerts && !correlation.IsChained)
        {
            _store.Share.Add(records);
        }

        long start = _store.Occurrences.Count;
        var copied = new RecordCount();
        for (long i = from; i < to; i++)
        {
            ref readonly Occurrence occurrence = ref _copying[i];
            copied.Add(occurrence);
            if (!isWhole && copied.Count > _store.Share.Each)
            {
                break;
            }

            _store.Occurrences.Add(occurrence);
        }

        var occurrences = new StoreRange(start, _store.Occurrences.Count);
        var events = new BurstEvents(records, _copying[from].Time, _copying[to - 1].Time, occurrences);
        if (correlation.IsChained)
        {
            events = _store.Gather(occurrences);
            if (correlation.Alerts)
            {
                _store.Share.Add(events.Count);
            }
        }

        return new Burst
        {
            Correlation = correlation,
            Group = ReadNames(correlation.Logic.GroupBy.Count),
            Time = time,
            Value = value,
            Occurrences = occurrences,
            HeldTimes = heldTimes,
            Events = events,
        };
    }

    /// <summary>The values of the group, as the earliest event has them.</summary>
    private string[] ReadNames(int count)
    {
        string[] names = new string[count];
        long at = _copying[0].Text;
        for (int i = 0; i < count; i++)
        {
            names[i] = _texts.ReadText(ref at);
        }

        return names;
    }

    /// <summary>The different numbers of the group, sorted.</summary>
    private decimal[] Numbers()
    {
        decimal[] numbers = new decimal[16];
        int count = 0;
        for (long i = 0; i < _group.Count; i++)
        {
            if (count == numbers.Length)
            {
                count = Distinct(numbers, count);
                if (count > numbers.Length / 2)
                {
                    Array.Resize(ref numbers, numbers.Length * 2);
                }
            }

            numbers[count++] = _entering[i].Number;
        }

        Array.Resize(ref numbers, Distinct(numbers, count));
        return numbers;
    }

    /// <summary>Sorts numbers and moves each different one to the front.</summary>
    private static int Distinct(decimal[] numbers, int count)
    {
        Array.Sort(numbers, 0, count);
        int kept = 0;
        for (int i = 0; i < count; i++)
        {
            if (kept == 0 || numbers[kept - 1] != numbers[i])
            {
                numbers[kept++] = numbers[i];
            }
        }

        return kept;
    }

    private static void CheckNowAndThen(long count, CancellationToken cancellation)
    {
        if (count % CheckEvery == 0)
        {
            cancellation.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Counts records in sorted occurrences, where those of one record follow one another.</summary>
    private struct RecordCount
    {
        private long _last;

        public long Count { get; private set; }

        public void Add(in Occurrence occurrence)
        {
            if (Count == 0 || occurrence.Ordinal != _last)
            {
                _last = occurrence.Ordinal;
                Count++;
            }
        }
    }
}
