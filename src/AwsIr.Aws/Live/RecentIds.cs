namespace AwsIr.Live;

/// <summary>The ids of the last records that a listing gave: pages overlap, and a listing that is begun again gives some twice.</summary>
/// <param name="capacity">How many are remembered at least.</param>
internal sealed class RecentIds(int capacity = RecentIds.DefaultCapacity)
{
    /// <summary>More than are on two pages of any service.</summary>
    public const int DefaultCapacity = 25_000;

    private HashSet<string> _recent = new(StringComparer.Ordinal);
    private HashSet<string> _older = new(StringComparer.Ordinal);

    /// <summary>Remembers an id.</summary>
    /// <returns>Whether it is new.</returns>
    public bool Add(string id)
    {
        if (_recent.Contains(id) || _older.Contains(id))
        {
            return false;
        }

        if (_recent.Count >= capacity)
        {
            (_recent, _older) = (_older, _recent);
            _recent.Clear();
        }

        return _recent.Add(id);
    }
}
