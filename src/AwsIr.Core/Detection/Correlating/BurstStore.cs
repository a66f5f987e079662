namespace AwsIr.Detection;

/// <summary>What happened in bursts, in memory as far as it fits and then in a temporary file. One thread at a time.</summary>
internal sealed class BurstStore : IDisposable
{
    private readonly IReadOnlyList<CompiledCorrelation> _correlations;
    private readonly CorrelationMemory _memory;
    private readonly TextStore _texts;
    private readonly SpillReader<Occurrence> _reader;
    private readonly SpillReader<long> _heldReader;
    private readonly List<Burst> _fed = [];

    public BurstStore(IReadOnlyList<CompiledCorrelation> correlations, CorrelationMemory memory, TextStore texts)
    {
        _correlations = correlations;
        _memory = memory;
        _texts = texts;
        Share = new EventShare(memory);
        Occurrences = new SpillList<Occurrence>(memory.BurstOccurrences, memory);
        HeldTimes = new SpillList<long>(memory.HeldTimes, memory);
        _reader = new SpillReader<Occurrence>(Occurrences, memory.ReadOccurrences);
        _heldReader = new SpillReader<long>(HeldTimes, memory.ReadOccurrences);
    }

    /// <summary>What happened, burst by burst.</summary>
    public SpillList<Occurrence> Occurrences { get; }

    /// <summary>When conditions held, burst by burst.</summary>
    public SpillList<long> HeldTimes { get; }

    /// <summary>How many events alerts have.</summary>
    public EventShare Share { get; }

    /// <summary>An occurrence; the reference holds until another is asked for.</summary>
    public ref readonly Occurrence this[long index] => ref _reader[index];

    /// <summary>A time at which a condition held.</summary>
    public long HeldTime(long index) => _heldReader[index];

    /// <summary>Gives a burst a place, by which occurrences of other correlations refer to it.</summary>
    public long PlaceOf(Burst burst)
    {
        _fed.Add(burst);
        return Place.OfBurst(_fed.Count - 1);
    }

    /// <summary>The first records behind a burst: their places and times, each once, at most so many.</summary>
    public void ReadEvents(Burst burst, int most, List<(long Place, long Time)> events)
    {
        int first = events.Count;
        for (long i = burst.Events.Range.Start; i < burst.Events.Range.End && events.Count - first < most; i++)
        {
            ref readonly Occurrence occurrence = ref this[i];
            if (events.Count == first || events[events.Count - 1].Place != occurrence.Ordinal)
            {
                events.Add((occurrence.Ordinal, occurrence.Time));
            }
        }
    }

    /// <summary>
    /// The records behind what happened in a burst of a correlation of correlations: also those behind the bursts in it,
    /// at whatever depth, each once.
    /// </summary>
    public BurstEvents Gather(StoreRange occurrences)
    {
        using var sorter = new OccurrenceSorter(_correlations, _memory, _memory.ChunksOfChained, _texts);
        var seen = new HashSet<long>();
        Collect(occurrences);

        long start = Occurrences.Count;
        long count = 0;
        long last = -1;
        long firstTime = 0;
        long lastTime = 0;
        for (SortedOccurrences sorted = sorter.Sort(); !sorted.IsAtEnd; sorted.Advance())
        {
            ref readonly Occurrence occurrence = ref sorted.Current;
            if (count > 0 && occurrence.Ordinal == last)
            {
                continue;
            }

            firstTime = count == 0 ? occurrence.Time : firstTime;
            lastTime = occurrence.Time;
            last = occurrence.Ordinal;
            if (count++ < Share.Each)
            {
                Occurrences.Add(occurrence);
            }
        }

        return new BurstEvents(count, firstTime, lastTime, new StoreRange(start, Occurrences.Count));

        void Collect(StoreRange range)
        {
            for (long i = range.Start; i < range.End; i++)
            {
                Occurrence occurrence = this[i];
                if (!Place.IsBurst(occurrence.Ordinal))
                {
                    // All in one group: only time and place matter here.
                    sorter.Add(new Occurrence { Time = occurrence.Time, Ordinal = occurrence.Ordinal, Text = Occurrence.NoText });
                }
                else if (seen.Add(occurrence.Ordinal))
                {
                    Collect(BurstOf(occurrence).Occurrences);
                }
            }
        }
    }

    /// <summary>
    /// Adds the values of a field of a burst: the one that it groups by, or those of its events, each once; when they are more
    /// than one event may have, only so many that this can be told.
    /// </summary>
    public void ReadValues(Burst burst, string field, List<string> values)
    {
        int group = IndexOf(burst.Correlation.Logic.GroupBy, field);
        if (group >= 0)
        {
            values.Add(burst.Group[group]);
            return;
        }

        var seen = new HashSet<string>(values, StringComparer.OrdinalIgnoreCase);
        var some = new List<string>();
        for (long i = burst.Occurrences.Start; i < burst.Occurrences.End && values.Count <= RuleLimits.GroupsPerEvent; i++)
        {
            Occurrence occurrence = this[i];
            some.Clear();
            if (Place.IsBurst(occurrence.Ordinal))
            {
                ReadValues(BurstOf(occurrence), field, some);
            }
            else
            {
                ReadCaptured(occurrence, field, some);
            }

            values.AddRange(some.Where(seen.Add));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Occurrences.Dispose();
        HeldTimes.Dispose();
    }

    private void ReadCaptured(in Occurrence occurrence, string field, List<string> values)
    {
        CompiledCorrelation correlation = _correlations[occurrence.Correlation];
        long at = occurrence.Text;
        foreach (string _ in correlation.Logic.GroupBy)
        {
            _texts.ReadText(ref at);
        }

        foreach (string captured in correlation.Captures[occurrence.Rule])
        {
            string[] texts = _texts.ReadTexts(ref at);
            if (captured == field)
            {
                values.AddRange(texts);
            }
        }
    }

    private static int IndexOf(IReadOnlyList<string> names, string name)
    {
        for (int i = 0; i < names.Count; i++)
        {
            if (names[i] == name)
            {
                return i;
            }
        }

        return -1;
    }

    private Burst BurstOf(in Occurrence occurrence) => _fed[(int)Place.NumberOf(occurrence.Ordinal)];
}
