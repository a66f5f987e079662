using AwsIr.Records;

namespace AwsIr.Detection;

/// <summary>
/// Turns the matches of one run into alerts. One thread at a time.
/// <para>
/// Matches for correlations are kept as <see cref="Occurrence"/>s of 64 bytes and not as records. Of those, and of the texts that
/// belong to them, <see cref="CorrelationMemory"/> says how much is in memory; the rest is in temporary files. Besides it there
/// is in memory, however many matches there are: one entry for each value that differs within a window (value_count) or a group
/// (value_median, value_percentile), the alerts of correlations without their events (some 300 bytes each), and while alerts
/// are made, about <see cref="CorrelationMemory.EventBytes"/> of their events, which are read again from where they were.
/// Records that came as objects cannot be read again and are kept.
/// </para>
/// </summary>
internal sealed class DetectionRun : IDisposable
{
    private readonly RuleSet _rules;
    private readonly DetectionRunOptions _options;
    private readonly CorrelationMemory _memory;
    private readonly TextStore _texts;
    private readonly OccurrenceSorter _sorter;
    private readonly BurstStore _store;
    private readonly EventLookup _lookup;
    private readonly LeftOutCounts _leftOut;
    private readonly UnfinishedCorrelations _unfinished;

    /// <summary>Starts a run of a rule set.</summary>
    public DetectionRun(RuleSet rules, DetectionRunOptions options)
    {
        _rules = rules;
        _options = options;
        _memory = options.Memory;
        _texts = new TextStore(_memory);
        _sorter = new OccurrenceSorter(rules.Correlations, _memory, _memory.Chunks, _texts);
        _store = new BurstStore(rules.Correlations, _memory, _texts);
        _lookup = new EventLookup(options.ReadOptions, options.Threads);
        _leftOut = new LeftOutCounts(rules.Correlations);
        _unfinished = new UnfinishedCorrelations(rules.Correlations);
    }

    /// <summary>The events that correlations could not place; whole when the alerts of <see cref="Complete"/> have been taken.</summary>
    public IReadOnlyList<LeftOut> LeftOut => _leftOut.ToList();

    /// <summary>How many events of alerts could not be read again, by file: it is gone, or has changed since.</summary>
    public IEnumerable<(string Path, long Count)> Lost => _lookup.Lost;

    /// <summary>The correlations that could not be finished; null when all could. Known when all alerts have been taken.</summary>
    public IncompleteCorrelations? Incomplete { get; private set; }

    /// <summary>How many occurrences correlations have kept.</summary>
    public long Kept => _sorter.Count;

    /// <summary>How many sorted runs were written to temporary files.</summary>
    internal int Spilled => _sorter.Runs;

    /// <summary>Takes matches, in file order and record order.</summary>
    /// <param name="batch">The matches; it is not kept.</param>
    /// <param name="onAlert">Takes the alerts of rules that alert by themselves.</param>
    public void Add(HitBatch batch, Action<Alert> onAlert)
    {
        int occurrence = 0;
        int leftOut = 0;
        foreach (RuleHit hit in batch.Hits)
        {
            if (_options.Repeats?.IsNew(hit) != false)
            {
                for (; leftOut < hit.LeftOutEnd; leftOut++)
                {
                    _leftOut.Add(batch.Placements.LeftOut[leftOut]);
                }

                if (occurrence < hit.OccurrencesEnd)
                {
                    Keep(batch, hit, occurrence);
                }

                if (hit.Rule.Alerts)
                {
                    onAlert(AlertMaker.FromHit(hit));
                }
            }

            occurrence = hit.OccurrencesEnd;
            leftOut = hit.LeftOutEnd;
        }
    }

    /// <summary>Ends the input.</summary>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>
    /// The alerts of correlations, in the order of <see cref="Alert.CompareTo(Alert)"/>: made while they are taken, so that only
    /// some have their events in memory.
    /// </returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public IEnumerable<Alert> Complete(CancellationToken cancellation)
    {
        _options.Repeats?.Forget();
        List<Burst> bursts = FindBursts(cancellation);
        for (int next = 0; next < bursts.Count;)
        {
            // As many as have about so many bytes of events together.
            int first = next;
            for (long bytes = 0; next < bursts.Count && (next == first || bytes < _memory.EventBytes); next++)
            {
                long events = Math.Min(_store.Share.Each, bursts[next].Events.Count);
                bytes += events * CorrelationMemory.BytesOf(bursts[next].Correlation.Rule.Source);
            }

            foreach (Alert alert in MakeAlerts(bursts.GetRange(first, next - first), cancellation))
            {
                yield return alert;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Free();
        _store.Dispose();
    }

    private void Keep(HitBatch batch, in RuleHit hit, int first)
    {
        Placements placements = batch.Placements;
        for (int i = first; i < hit.OccurrencesEnd; i++)
        {
            _unfinished.Begin(placements[i].Correlation);
        }

        if (Incomplete is not null)
        {
            return;
        }

        long place = _lookup.PlaceOf(batch.Item, hit);
        try
        {
            for (int i = first; i < hit.OccurrencesEnd; i++)
            {
                Occurrence occurrence = placements[i];
                occurrence.Ordinal = place;
                int names = (int)occurrence.Text;
                if (hit.Captures is null)
                {
                    _sorter.Add(occurrence, placements.Names, names);
                    continue;
                }

                occurrence.Text = WriteCaptured(occurrence, placements.Names, names, hit.Captures);
                _sorter.Add(occurrence);
            }
        }
        catch (TemporaryFileException e)
        {
            GiveUp(e);
        }
    }

    private long WriteCaptured(in Occurrence occurrence, List<string> names, int first, string[][] captures)
    {
        long text = _texts.End;
        for (int i = 0; i < _rules.Correlations[occurrence.Correlation].Logic.GroupBy.Count; i++)
        {
            _texts.Write(names[first + i]);
        }

        foreach (string[] captured in captures)
        {
            _texts.Write(captured);
        }

        return text;
    }

    /// <summary>The bursts that alert, in order.</summary>
    private List<Burst> FindBursts(CancellationToken cancellation)
    {
        var alerting = new List<Burst>();
        if (Incomplete is null)
        {
            try
            {
                using var finder = new BurstFinder(_rules.Correlations, _memory, _texts, _store, _leftOut, _unfinished);
                finder.Run(_sorter.Sort(), alerting, cancellation);
            }
            catch (TemporaryFileException e)
            {
                GiveUp(e);
            }
        }

        Incomplete = Incomplete is null ? null : Incomplete with { Correlations = _unfinished.ToArray() };
        Free();
        alerting.Sort(Compare);
        return alerting;
    }

    private List<Alert> MakeAlerts(List<Burst> bursts, CancellationToken cancellation)
    {
        var events = new List<(long Place, long Time)>();
        var ends = new List<int>(bursts.Count);
        try
        {
            foreach (Burst burst in bursts)
            {
                _store.ReadEvents(burst, _store.Share.Each, events);
                ends.Add(events.Count);
            }
        }
        catch (TemporaryFileException e)
        {
            GiveUp(e);
        }

        Dictionary<long, IRecord> found = _lookup.Find(events, cancellation);
        var alerts = new List<Alert>(bursts.Count);
        int first = 0;
        for (int i = 0; i < bursts.Count; i++)
        {
            var records = new List<IRecord>();
            for (; i < ends.Count && first < ends[i]; first++)
            {
                if (found.TryGetValue(events[first].Place, out IRecord? record))
                {
                    records.Add(record);
                }
            }

            alerts.Add(AlertMaker.FromBurst(bursts[i], records.ToArray()));
        }

        return alerts;
    }

    private void GiveUp(TemporaryFileException e)
    {
        Incomplete ??= new IncompleteCorrelations([], e.Message);
        Free();
    }

    /// <summary>Gives back what only the search for bursts needs.</summary>
    private void Free()
    {
        _sorter.Dispose();
        _texts.Dispose();
    }

    /// <summary>The order of <see cref="Alert.CompareTo(Alert)"/>.</summary>
    private static int Compare(Burst left, Burst right)
    {
        int order = left.Time.CompareTo(right.Time);
        order = order != 0 ? order : right.Correlation.Rule.Level.CompareTo(left.Correlation.Rule.Level);
        order = order != 0 ? order : string.CompareOrdinal(left.Correlation.Rule.Name, right.Correlation.Rule.Name);
        for (int i = 0; order == 0 && i < left.Group.Length; i++)
        {
            order = string.CompareOrdinal(SafeText.Of(left.Group[i]), SafeText.Of(right.Group[i]));
        }

        return order != 0 ? order : Burst.CompareGroups(left, right);
    }
}
