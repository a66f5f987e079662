namespace AwsIr.Detection;

/// <summary>Finds the bursts of one correlation: slides its window over each group's events.</summary>
internal static class Correlator
{
    /// <summary>The bursts of all groups, in the order of their time, then of their group's values.</summary>
    public static List<Burst> Run(CompiledCorrelation correlation, IEnumerable<GroupedEvents> groups)
    {
        var bursts = new List<Burst>();
        foreach (GroupedEvents group in groups)
        {
            RunGroup(correlation, group, bursts);
        }

        bursts.Sort((left, right) =>
        {
            int order = left.Time.CompareTo(right.Time);
            for (int i = 0; order == 0 && i < left.Group.Length; i++)
            {
                order = string.CompareOrdinal(left.Group[i], right.Group[i]);
            }

            return order;
        });
        return bursts;
    }

    private static void RunGroup(CompiledCorrelation correlation, GroupedEvents group, List<Burst> bursts)
    {
        CorrelationLogic logic = correlation.Logic;
        List<Occurrence> events = group.Occurrences;
        long span = logic.Timespan.Ticks;
        var window = Window.For(logic, events);
        bool wantsLeast = logic.Criteria.Count > 0 && logic.Criteria.All(criterion => criterion.IsUpperBound);

        int oldest = 0;
        int next = 0;
        int burstStart = 0;
        var heldAt = new List<long>();
        decimal? extreme = null;
        while (next < events.Count)
        {
            // All events of one time come in together: which of them was logged first says nothing.
            int from = next;
            long time = events[from].Time;
            while (next < events.Count && events[next].Time == time)
            {
                window.Add(events[next++]);
            }

            while (events[oldest].Time < time - span)
            {
                window.Remove(events[oldest++]);
            }

            bool holds = window.Holds(time - span, out decimal? value);
            bool wasEmpty = heldAt.Count > 0 && time - heldAt[heldAt.Count - 1] > span;
            if (heldAt.Count > 0 && (!holds || wasEmpty))
            {
                Close(from);
            }

            if (holds)
            {
                burstStart = heldAt.Count == 0 ? oldest : burstStart;
                extreme = extreme is null || wantsLeast == (value < extreme) ? value : extreme;
                heldAt.Add(time);
            }
        }

        if (heldAt.Count > 0)
        {
            Close(events.Count);
        }

        void Close(int end)
        {
            bursts.Add(new Burst
            {
                Correlation = correlation,
                Group = group.Values,
                HeldAt = heldAt.ToArray(),
                Occurrences = events.GetRange(burstStart, end - burstStart),
                Value = extreme,
            });
            heldAt.Clear();
            extreme = null;
        }
    }
}
