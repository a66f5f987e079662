using System.Globalization;
using AwsIr.Evidence;

namespace AwsIr.S3;

/// <summary>
/// What of a location earlier runs have given, and this one gives. An object is known by its key and ETag. Objects that were stored
/// long before the last run are taken as given; those since then, and for two days before (a copy of another bucket, or a large object, appears
/// later than its time says), are told apart one by one.
/// </summary>
internal sealed class S3Progress
{
    /// <summary>How long before a run an object may be stored by its time, and still appear after the run.</summary>
    private static readonly TimeSpan Appearing = TimeSpan.FromDays(2);

    /// <summary>How long before that the time in its key may lie.</summary>
    private static readonly TimeSpan Delivery = TimeSpan.FromDays(2);

    /// <summary>How many objects are kept to be tried again; if more fail, the next run begins where this one did.</summary>
    private const int MaxPending = 10_000;

    private readonly CheckpointEntry _entry;
    private readonly DateTime _started = DateTime.UtcNow;
    private readonly List<CheckpointId> _recent = [];
    private readonly List<CheckpointId> _given = [];

    /// <param name="entry">What the checkpoint says.</param>
    public S3Progress(CheckpointEntry entry) => _entry = entry;

    /// <summary>The least time of keys to list, in UTC ticks.</summary>
    public long Earliest => _entry.CompleteTo is { } to ? (to - Appearing - Delivery).Ticks : long.MinValue;

    /// <summary>Whether all that there is was listed.</summary>
    public bool IsComplete { get; set; }

    /// <summary>What failed last time, to be tried again first.</summary>
    public IEnumerable<S3Object> Pending() => _entry.Pending.Select(Parse);

    /// <summary>Whether an object is new; if so it is given.</summary>
    public bool IsNew(S3Object found)
    {
        if (found.Modified < _entry.CompleteTo - Appearing)
        {
            return false;
        }

        var id = IdOf(found);
        if (found.Modified >= _started - Appearing)
        {
            _recent.Add(id);
        }

        if (_entry.Ids.Contains(id))
        {
            return false;
        }

        _given.Add(id);
        return true;
    }

    /// <summary>Moves the checkpoint on.</summary>
    /// <param name="failed">The objects that could not be read: they are tried again.</param>
    public void Commit(IReadOnlyCollection<S3Object> failed)
    {
        var pending = failed.Select(Write).ToList();
        if (IsComplete && pending.Count <= MaxPending)
        {
            _entry.Advance(_started, _recent, pending);
        }
        else
        {
            _entry.Keep(_given.Except(failed.Select(IdOf)), [.. _entry.Pending.Intersect(pending)]);
        }
    }

    private static CheckpointId IdOf(S3Object one) => CheckpointId.Of(one.Key + "\n" + one.ETag);

    private static string Write(S3Object one) =>
        string.Format(CultureInfo.InvariantCulture, "{0} {1} {2} {3}{4}", one.Size, one.Modified.Ticks, one.ETag.Length, one.ETag, one.Key);

    private static S3Object Parse(string text)
    {
        string[] parts = text.Split([' '], 4);
        try
        {
            var length = int.Parse(parts[2], CultureInfo.InvariantCulture);
            var modified = new DateTime(long.Parse(parts[1], CultureInfo.InvariantCulture), DateTimeKind.Utc);
            return new S3Object(parts[3].Substring(length), long.Parse(parts[0], CultureInfo.InvariantCulture), parts[3].Substring(0, length), modified, null);
        }
        catch (Exception e) when (e is FormatException or IndexOutOfRangeException or ArgumentException or OverflowException)
        {
            throw new SourceException(Checkpoint.InvalidErrorId, SourceProblemKind.InvalidData, "The checkpoint is damaged: what it says of an object that failed makes no sense.", e);
        }
    }
}
