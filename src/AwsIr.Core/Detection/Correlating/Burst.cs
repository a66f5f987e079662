namespace AwsIr.Detection;

/// <summary>A stretch of time in which a correlation's condition held, in one group.</summary>
internal sealed class Burst
{
    public required CompiledCorrelation Correlation { get; init; }

    /// <summary>The values of the fields that it groups by, in their order.</summary>
    public required string[] Group { get; init; }

    /// <summary>When the condition held, at each event: the first is the burst's time.</summary>
    public required IReadOnlyList<long> HeldAt { get; init; }

    /// <summary>What happened, from the start of the first window to the last event.</summary>
    public required IReadOnlyList<Occurrence> Occurrences { get; init; }

    /// <summary>The most extreme value while the condition held.</summary>
    public required decimal? Value { get; init; }

    public long Time => HeldAt[0];

    /// <summary>The records behind it, each once, in the order of their time.</summary>
    public List<Occurrence> Records()
    {
        var records = new List<Occurrence>();
        var seen = new HashSet<long>();
        var bursts = new HashSet<Burst>();
        Collect(this);
        records.Sort(Occurrence.Compare);
        return records;

        void Collect(Burst burst)
        {
            foreach (Occurrence occurrence in burst.Occurrences)
            {
                if (occurrence.Record is not null && seen.Add(occurrence.Ordinal))
                {
                    records.Add(occurrence);
                }
                else if (occurrence.Burst is not null && bursts.Add(occurrence.Burst))
                {
                    Collect(occurrence.Burst);
                }
            }
        }
    }
}
