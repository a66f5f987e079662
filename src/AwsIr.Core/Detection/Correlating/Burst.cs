namespace AwsIr.Detection;

/// <summary>A stretch of time in which a correlation's condition held, in one group.</summary>
internal sealed class Burst
{
    public required CompiledCorrelation Correlation { get; init; }

    /// <summary>The values of the fields that it groups by, in their order, as its group's earliest event has them.</summary>
    public required string[] Group { get; init; }

    /// <summary>When the condition first held, in ticks.</summary>
    public required long Time { get; init; }

    /// <summary>The most extreme value while the condition held.</summary>
    public required decimal? Value { get; init; }

    /// <summary>
    /// Where in the <see cref="BurstStore"/> it is written what happened, from the start of the first window on: all of it if
    /// other correlations take the burst or it is made of others, else the first events.
    /// </summary>
    public required StoreRange Occurrences { get; init; }

    /// <summary>Where the times at which the condition held are written, if a correlation wants them.</summary>
    public required StoreRange HeldTimes { get; init; }

    /// <summary>Its records.</summary>
    public required BurstEvents Events { get; init; }

    /// <summary>Compares two bursts of one correlation by the values of their groups.</summary>
    public static int CompareGroups(Burst left, Burst right)
    {
        int order = 0;
        for (int i = 0; order == 0 && i < left.Group.Length; i++)
        {
            order = string.CompareOrdinal(left.Group[i], right.Group[i]);
        }

        return order;
    }
}
