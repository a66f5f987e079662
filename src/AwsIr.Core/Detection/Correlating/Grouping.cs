using System.Globalization;
using System.Text;

namespace AwsIr.Detection;

/// <summary>Sorts what happened to a correlation's rules into groups, and counts what has no place in one.</summary>
internal sealed class Grouping
{
    private readonly CompiledCorrelation _correlation;
    private readonly CorrelationLogic _logic;
    private readonly EventStore _store;
    private readonly Dictionary<string, GroupedEvents> _groups = new(StringComparer.OrdinalIgnoreCase);
    private readonly SortedDictionary<string, int> _leftOut = new(StringComparer.Ordinal);

    public Grouping(CompiledCorrelation correlation, EventStore store)
    {
        _correlation = correlation;
        _logic = correlation.Logic;
        _store = store;
    }

    /// <summary>How many events have no place, by what they lack.</summary>
    public IEnumerable<LeftOut> LeftOut => _leftOut.Select(pair => new LeftOut(_correlation.Rule, pair.Key, pair.Value));

    /// <summary>The groups, each with its events in the order of their time.</summary>
    public IReadOnlyCollection<GroupedEvents> Run()
    {
        for (int i = 0; i < _logic.Rules.Count; i++)
        {
            DetectionRule rule = _logic.Rules[i];
            if (rule.Correlation is null)
            {
                AddHits(rule, i);
            }
            else
            {
                AddBursts(rule, i);
            }
        }

        foreach (GroupedEvents group in _groups.Values)
        {
            group.Occurrences.Sort(Occurrence.Compare);
            if (!_logic.IsTemporal)
            {
                DropRepeats(group.Occurrences);
            }
        }

        return _groups.Values;
    }

    /// <summary>A record that several of the rules match counts once.</summary>
    private static void DropRepeats(List<Occurrence> occurrences)
    {
        int kept = 0;
        for (int i = 0; i < occurrences.Count; i++)
        {
            if (kept == 0 || occurrences[kept - 1].Ordinal != occurrences[i].Ordinal)
            {
                occurrences[kept++] = occurrences[i];
            }
        }

        occurrences.RemoveRange(kept, occurrences.Count - kept);
    }

    private void AddHits(DetectionRule rule, int index)
    {
        IReadOnlyList<(RuleHit Hit, long Ordinal)> hits = _store.HitsOf(rule);
        if (hits.Count == 0)
        {
            return;
        }

        int[] groupBy = _logic.GroupBy.Select(name => hits[0].Hit.Rule.CaptureOf(_logic.FieldOf(name, index))).ToArray();
        int[] fields = _logic.Fields.Select(name => hits[0].Hit.Rule.CaptureOf(_logic.FieldOf(name, index))).ToArray();
        foreach ((RuleHit hit, long ordinal) in hits)
        {
            if (hit.TimeTicks == long.MinValue)
            {
                LeaveOut("no time that can be read");
            }
            else
            {
                Place(hit.TimeTicks, ordinal, index, hit, null, i => hit.Captures![groupBy[i]], i => hit.Captures![fields[i]]);
            }
        }
    }

    private void AddBursts(DetectionRule rule, int index)
    {
        foreach (Burst burst in _store.BurstsOf(rule))
        {
            long ordinal = _store.NextOrdinal();

            // A burst counts once; for what happens near it, it goes on for as long as its condition holds.
            foreach (long time in _logic.IsTemporal ? burst.HeldAt : [burst.Time])
            {
                Place(
                    time,
                    ordinal,
                    index,
                    null,
                    burst,
                    i => EventStore.ValuesOf(burst, _logic.FieldOf(_logic.GroupBy[i], index)),
                    i => EventStore.ValuesOf(burst, _logic.FieldOf(_logic.Fields[i], index)));
            }
        }
    }

    private void Place(
        long time, long ordinal, int rule, RuleHit? hit, Burst? burst, Func<int, string[]> groupValues, Func<int, string[]> fieldValues)
    {
        List<string[]>? groups = Combine(_logic.GroupBy, groupValues);
        List<string[]>? values = groups is null ? null : Combine(_logic.Fields, fieldValues);
        if (groups is null || values is null)
        {
            return;
        }

        decimal[] numbers = _logic.IsNumeric ? Numbers(values) : [];
        if (_logic.IsNumeric && numbers.Length == 0)
        {
            LeaveOut($"no number in {_logic.Fields[0]}");
            return;
        }

        var occurrence = new Occurrence
        {
            Time = time,
            Ordinal = ordinal,
            Rule = rule,
            Hit = hit,
            Burst = burst,
            Values = _logic.Type == CorrelationType.ValueCount ? values.Select(KeyOf).Distinct(StringComparer.OrdinalIgnoreCase).ToArray() : [],
            Numbers = numbers,
        };
        foreach (string[] group in groups)
        {
            string key = KeyOf(group);
            if (!_groups.TryGetValue(key, out GroupedEvents? events))
            {
                _groups[key] = events = new GroupedEvents();
            }

            events.Add(occurrence, group);
        }
    }

    /// <summary>The combinations of the values of several fields; null, and counted, if one has none.</summary>
    private List<string[]>? Combine(IReadOnlyList<string> names, Func<int, string[]> valuesOf)
    {
        var combinations = new List<string[]> { new string[names.Count] };
        for (int i = 0; i < names.Count; i++)
        {
            string[] values = valuesOf(i);
            if (values.Length == 0)
            {
                LeaveOut($"no value for {names[i]}");
                return null;
            }

            if (values.Length == 1)
            {
                combinations.ForEach(combination => combination[i] = values[0]);
                continue;
            }

            var distinct = new HashSet<string>(values, StringComparer.OrdinalIgnoreCase);
            if ((long)combinations.Count * distinct.Count > RuleLimits.GroupsPerEvent)
            {
                LeaveOut(string.Format(CultureInfo.InvariantCulture, "more than {0} combinations of values", RuleLimits.GroupsPerEvent));
                return null;
            }

            combinations = combinations.SelectMany(_ => distinct, (combination, value) =>
            {
                var more = (string[])combination.Clone();
                more[i] = value;
                return more;
            }).ToList();
        }

        return combinations;
    }

    private static decimal[] Numbers(List<string[]> values)
    {
        var numbers = new List<decimal>(values.Count);
        foreach (string[] value in values)
        {
            // Beyond this, sums of many might not fit.
            if (NumberTest.TryParse(value[0], out decimal number) && Math.Abs(number) <= 1_000_000_000_000_000_000m)
            {
                numbers.Add(number);
            }
        }

        return numbers.ToArray();
    }

    /// <summary>One text for several values, different for different ones.</summary>
    private static string KeyOf(string[] values)
    {
        if (values.Length == 1)
        {
            return values[0];
        }

        var key = new StringBuilder();
        foreach (string value in values)
        {
            key.Append(value.Length.ToString(CultureInfo.InvariantCulture)).Append(':').Append(value);
        }

        return key.ToString();
    }

    private void LeaveOut(string reason)
    {
        _leftOut.TryGetValue(reason, out int count);
        _leftOut[reason] = count + 1;
    }
}
