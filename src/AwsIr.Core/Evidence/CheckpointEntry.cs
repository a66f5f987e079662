namespace AwsIr.Evidence;

/// <summary>How far one source has been read: an S3 URI, or a service in an account and region.</summary>
internal sealed class CheckpointEntry
{
    /// <summary>Everything up to this time, in UTC, has been given; null for nothing yet.</summary>
    public DateTime? CompleteTo { get; private set; }

    /// <summary>The ids that have been given and may come again.</summary>
    public HashSet<CheckpointId> Ids { get; } = [];

    /// <summary>What failed and is to be tried again next time, in the source's own words.</summary>
    public IReadOnlyList<string> Pending { get; private set; } = [];

    /// <summary>Whether an id has been given before.</summary>
    public bool Seen(string id) => Ids.Count > 0 && Ids.Contains(CheckpointId.Of(id));

    /// <summary>A part was read to its end.</summary>
    /// <param name="completeTo">Up to when everything has been given, in UTC.</param>
    /// <param name="ids">All ids given that may come again next time; they take the place of those before.</param>
    /// <param name="pending">What is to be tried again; it takes the place of what was before.</param>
    public void Advance(DateTime completeTo, IEnumerable<CheckpointId> ids, IReadOnlyList<string>? pending = null)
    {
        // The ids may be made of those that are here.
        var all = new List<CheckpointId>(ids);
        Ids.Clear();
        Ids.UnionWith(all);
        CompleteTo = completeTo;
        Pending = pending ?? [];
    }

    /// <summary>A part was read, but not to its end: what was given is not given again, and the next run begins where this one did.</summary>
    /// <param name="ids">All ids that were given.</param>
    /// <param name="pending">What is to be tried again; it takes the place of what was before.</param>
    public void Keep(IEnumerable<CheckpointId> ids, IReadOnlyList<string>? pending = null)
    {
        Ids.UnionWith(ids);
        Pending = pending ?? Pending;
    }
}
