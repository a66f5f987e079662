using AwsIr.Evidence;

namespace AwsIr.Live;

/// <summary>
/// How far a listing of a service has been read, over several runs of a script. Records come in late: a run reads again some time
/// before the end of the last one, and leaves out what that one gave.
/// </summary>
/// <param name="entry">What the checkpoint has of it.</param>
/// <param name="now">Up to when this run reads, in UTC.</param>
/// <param name="overlap">How late a record may come in.</param>
internal sealed class LiveProgress(CheckpointEntry entry, DateTime now, TimeSpan overlap)
{
    /// <summary>Services are asked in whole seconds, and records have whole seconds: what is asked for again is remembered with a little before it.</summary>
    private static readonly TimeSpan Rounding = TimeSpan.FromMinutes(1);

    private readonly HashSet<CheckpointId> _given = [];
    private readonly HashSet<CheckpointId> _late = [];

    /// <summary>From when on is to be read, in UTC ticks; the least number for no bound.</summary>
    public long FromTicks => entry.CompleteTo is { } completeTo ? (completeTo - overlap).Ticks : long.MinValue;

    /// <summary>Whether all of it was read.</summary>
    public bool IsComplete { get; set; }

    /// <summary>Takes a record.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="time">Its time, in UTC; null if unknown.</param>
    /// <returns>Whether it is new.</returns>
    public bool IsNew(string id, DateTime? time)
    {
        var known = CheckpointId.Of(id);
        if (time is null || time >= now - overlap - Rounding)
        {
            _late.Add(known);
        }

        return !entry.Ids.Contains(known) && _given.Add(known);
    }

    /// <summary>Moves the checkpoint on.</summary>
    public void Commit()
    {
        if (IsComplete)
        {
            entry.Advance(now, _late);
        }
        else
        {
            entry.Keep(_given);
        }
    }
}
