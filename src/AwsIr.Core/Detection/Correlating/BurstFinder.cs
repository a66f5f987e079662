using AwsIr.Records;

namespace AwsIr.Detection;

/// <summary>Finds the bursts of all correlations, those that others refer to first, and gives them to the others. One thread at a time.</summary>
internal sealed class BurstFinder : IDisposable
{
    private readonly IReadOnlyList<CompiledCorrelation> _correlations;
    private readonly CorrelationMemory _memory;
    private readonly TextStore _texts;
    private readonly BurstStore _store;
    private readonly LeftOutCounts _leftOut;
    private readonly UnfinishedCorrelations _unfinished;
    private readonly Correlator _correlator;
    private readonly Placer _placer = new();
    private readonly Placements _placements = new();

    // For each correlation that takes bursts of others, its occurrences, from when there is the first of those.
    private readonly OccurrenceSorter?[] _chained;

    public BurstFinder(
        IReadOnlyList<CompiledCorrelation> correlations,
        CorrelationMemory memory,
        TextStore texts,
        BurstStore store,
        LeftOutCounts leftOut,
        UnfinishedCorrelations unfinished)
    {
        _correlations = correlations;
        _memory = memory;
        _texts = texts;
        _store = store;
        _leftOut = leftOut;
        _unfinished = unfinished;
        _correlator = new Correlator(correlations, memory, texts, store);
        _chained = new OccurrenceSorter?[correlations.Count];
    }

    /// <summary>Finds the bursts.</summary>
    /// <param name="sorted">What happened.</param>
    /// <param name="alerting">Takes the bursts that alert, of one correlation after another; those of finished ones also when it fails.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="TemporaryFileException">What does not fit in memory could not be kept.</exception>
    public void Run(SortedOccurrences sorted, List<Burst> alerting, CancellationToken cancellation)
    {
        for (int i = 0; i < _correlations.Count; i++)
        {
            List<Burst> bursts = _correlator.Run(i, WithBursts(i, sorted), cancellation);
            foreach (CorrelationFeed feed in _correlations[i].Feeds)
            {
                Feed(feed, bursts, cancellation);
            }

            if (_correlations[i].Alerts)
            {
                alerting.AddRange(bursts);
            }

            _unfinished.Finish(i);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _correlator.Dispose();
        foreach (OccurrenceSorter? sorter in _chained)
        {
            sorter?.Dispose();
        }
    }

    /// <summary>All that happened to a correlation's rules: with the bursts of other correlations, if there are any.</summary>
    private SortedOccurrences WithBursts(int correlation, SortedOccurrences sorted)
    {
        if (_chained[correlation] is not OccurrenceSorter all)
        {
            return sorted;
        }

        for (; !sorted.IsAtEnd && sorted.Current.Correlation == correlation; sorted.Advance())
        {
            all.Add(sorted.Current);
        }

        return all.Sort();
    }

    /// <summary>Gives the bursts of a correlation to another.</summary>
    private void Feed(CorrelationFeed feed, List<Burst> bursts, CancellationToken cancellation)
    {
        foreach (Burst burst in bursts)
        {
            cancellation.ThrowIfCancellationRequested();
            _unfinished.Begin(feed.Correlation);
            _placements.Clear();
            _placer.Place(feed, burst.Time, new BurstFields(_store, burst), _placements);
            _placements.LeftOut.ForEach(_leftOut.Add);
            AddOccurrences(feed, burst);
        }
    }

    private void AddOccurrences(CorrelationFeed feed, Burst burst)
    {
        OccurrenceSorter sorter = _chained[feed.Correlation] ??= new OccurrenceSorter(_correlations, _memory, _memory.ChunksOfChained, _texts);
        long place = _store.PlaceOf(burst);
        for (int i = 0; i < _placements.Count; i++)
        {
            Occurrence occurrence = _placements[i];
            occurrence.Ordinal = place;
            int names = (int)occurrence.Text;
            if (!feed.Logic.IsTemporal)
            {
                // A burst counts once.
                sorter.Add(occurrence, _placements.Names, names);
                continue;
            }

            // For what happens near it, it goes on for as long as its condition holds.
            for (long held = burst.HeldTimes.Start; held < burst.HeldTimes.End; held++)
            {
                occurrence.Time = _store.HeldTime(held);
                sorter.Add(occurrence, _placements.Names, names);
            }
        }
    }

    /// <summary>The fields of a burst.</summary>
    private sealed class BurstFields(BurstStore store, Burst burst) : IFieldTexts
    {
        public void Read(FieldPath field, List<string> texts) => store.ReadValues(burst, field.Name, texts);
    }
}
