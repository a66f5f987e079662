namespace AwsIr.Detection;

/// <summary>Keeps the matches that correlations want until the input ends.</summary>
internal sealed class EventStore
{
    private readonly Dictionary<DetectionRule, List<(RuleHit Hit, long Ordinal)>> _hits = [];
    private readonly Dictionary<DetectionRule, List<Burst>> _bursts = [];
    private IRecord? _lastRecord;
    private long _ordinal;

    /// <summary>Keeps a match; those of one record come one after another.</summary>
    public void Add(in RuleHit hit)
    {
        if (!ReferenceEquals(hit.Record, _lastRecord))
        {
            _lastRecord = hit.Record;
            _ordinal++;
        }

        if (!_hits.TryGetValue(hit.Rule.Rule, out List<(RuleHit Hit, long Ordinal)>? hits))
        {
            _hits[hit.Rule.Rule] = hits = [];
        }

        hits.Add((hit, _ordinal));
    }

    /// <summary>Keeps the bursts of a correlation for others.</summary>
    public void Add(DetectionRule correlation, List<Burst> bursts) => _bursts[correlation] = bursts;

    /// <summary>The next place in the input, for a burst.</summary>
    public long NextOrdinal() => ++_ordinal;

    public IReadOnlyList<(RuleHit Hit, long Ordinal)> HitsOf(DetectionRule rule) =>
        _hits.TryGetValue(rule, out List<(RuleHit Hit, long Ordinal)>? hits) ? hits : [];

    public IReadOnlyList<Burst> BurstsOf(DetectionRule rule) => _bursts.TryGetValue(rule, out List<Burst>? bursts) ? bursts : [];

    /// <summary>The values of a field in a burst: one that it groups by, or those of its events, each once.</summary>
    public static string[] ValuesOf(Burst burst, string field)
    {
        int group = IndexOf(burst.Correlation.Logic.GroupBy, field);
        if (group >= 0)
        {
            return [burst.Group[group]];
        }

        var values = new List<string>();
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (Occurrence occurrence in burst.Occurrences)
        {
            IEnumerable<string> some = occurrence.Burst is not null ? ValuesOf(occurrence.Burst, field) : occurrence.Captured(field);
            values.AddRange(some.Where(seen.Add));
        }

        return values.ToArray();
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
}
