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
    private readonly Placer _placer = new();
    private readonly Placements _placements = new();
    private readonly Dictionary<LeftOutMark, long> _leftOut = [];

    // For each correlation that other correlations feed, its occurrences, from when the first of those has a burst.
    private readonly OccurrenceSorter?[] _chained;

    // The correlations that had matches and are not finished.
    private readonly bool[] _isUnfinished;

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
        _chained = new OccurrenceSorter?[rules.Correlations.Count];
        _isUnfinished = new bool[rules.Correlations.Count];
    }

    /// <summary>The events that correlations could not place; whole when the alerts of <see cref="Complete"/> have been taken.</summary>
    public IReadOnlyList<LeftOut> LeftOut => _leftOut
        .GroupBy(pair => (pair.Key.Correlation, Reason: pair.Key.Describe(_rules.Correlations[pair.Key.Correlation].Logic)), pair => pair.Value)
        .OrderBy(group => group.Key.Correlation)
        .ThenBy(group => group.Key.Reason, StringComparer.Ordinal)
        .Select(group => new LeftOut(_rules.Correlations[group.Key.Correlation].Rule, group.Key.Reason, group.Sum()))
        .ToArray();

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
                    LeaveOut(batch.Placements.LeftOut[leftOut]);
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

    private void LeaveOut(LeftOutMark mark)
    {
        _leftOut.TryGetValue(mark, out long count);
        _leftOut[mark] = count + 1;
    }

    private void Keep(HitBatch batch, in RuleHit hit, int first)
    {
        Placements placements = batch.Placements;
        for (int i = first; i < hit.OccurrencesEnd; i++)
        {
            _isUnfinished[placements[i].Correlation] = true;
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
                FindBursts(alerting, cancellation);
            }
            catch (TemporaryFileException e)
            {
                GiveUp(e);
            }
        }

        Incomplete = Incomplete is null ? null : Incomplete with { Correlations = Unfinished() };
        Free();
        alerting.Sort(Compare);
        return alerting;
    }

    private void FindBursts(List<Burst> alerting, CancellationToken cancellation)
    {
        using var correlator = new Correlator(_rules.Correlations, _memory, _texts, _store);
        SortedOccurrences sorted = _sorter.Sort();
        for (int i = 0; i < _rules.Correlations.Count; i++)
        {
            List<Burst> bursts = correlator.Run(i, _chained[i] is null ? sorted : WithBursts(i, sorted), cancellation);
            foreach (CorrelationFeed feed in _rules.Correlations[i].Feeds)
            {
                Feed(feed, bursts);
            }

            if (_rules.Correlations[i].Alerts)
            {
                alerting.AddRange(bursts);
            }

            _isUnfinished[i] = false;
        }
    }

    /// <summary>All occurrences of a correlation that other correlations feed.</summary>
    private SortedOccurrences WithBursts(int correlation, SortedOccurrences sorted)
    {
        OccurrenceSorter all = _chained[correlation]!;
        for (; !sorted.IsAtEnd && sorted.Current.Correlation == correlation; sorted.Advance())
        {
            all.Add(sorted.Current);
        }

        return all.Sort();
    }

    /// <summary>Gives the bursts of a correlation to another.</summary>
    private void Feed(CorrelationFeed feed, List<Burst> bursts)
    {
        foreach (Burst burst in bursts)
        {
            OccurrenceSorter sorter = _chained[feed.Correlation] ??= new OccurrenceSorter(_rules.Correlations, _memory, _memory.ChunksOfChained, _texts);
            long place = _store.PlaceOf(burst);
            _isUnfinished[feed.Correlation] = true;
            _placements.Clear();
            _placer.Place(feed, burst.Time, new BurstFields(_store, burst), _placements);
            _placements.LeftOut.ForEach(LeaveOut);
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

    /// <summary>The correlations that had matches and are not finished, and those that take their bursts.</summary>
    private DetectionRule[] Unfinished()
    {
        for (int i = 0; i < _isUnfinished.Length; i++)
        {
            foreach (CorrelationFeed feed in _isUnfinished[i] ? _rules.Correlations[i].Feeds : [])
            {
                _isUnfinished[feed.Correlation] = true;
            }
        }

        return _rules.Correlations.Where((_, i) => _isUnfinished[i]).Select(correlation => correlation.Rule).ToArray();
    }

    /// <summary>Gives back what only the search for bursts needs.</summary>
    private void Free()
    {
        _sorter.Dispose();
        _texts.Dispose();
        foreach (OccurrenceSorter? sorter in _chained)
        {
            sorter?.Dispose();
        }
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

    /// <summary>The fields of a burst.</summary>
    private sealed class BurstFields(BurstStore store, Burst burst) : IFieldTexts
    {
        public void Read(FieldPath field, List<string> texts) => store.ReadValues(burst, field.Name, texts);
    }
}
