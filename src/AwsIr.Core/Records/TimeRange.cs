namespace AwsIr.Records;

/// <summary>A stretch of time that users ask for.</summary>
/// <param name="StartTicks">The earliest time, in UTC ticks, inclusive; the least number for none.</param>
/// <param name="EndTicks">The time before which it ends, in UTC ticks; the greatest number for none.</param>
internal readonly record struct TimeRange(long StartTicks, long EndTicks)
{
    /// <summary>All times.</summary>
    public static TimeRange All => new(long.MinValue, long.MaxValue);

    /// <summary>Whether a record's time lies in it; one without a time that can be read lies in <see cref="All"/> only.</summary>
    public bool Contains(RecordFields fields)
    {
        // The time of a record is not read unless somebody asks for a range.
        if (this == All)
        {
            return true;
        }

        var time = fields.TimeTicks;
        return time != long.MinValue && time >= StartTicks && time < EndTicks;
    }
}
