namespace AwsIr.Detection;

/// <summary>Sorted occurrences that are read from the first to the last: in memory, or in a file and read a part at a time.</summary>
internal sealed class OccurrenceRun
{
    private readonly SpillList<Occurrence>? _list;
    private readonly Occurrence[] _part;
    private long _next;
    private long _end;
    private int _at;
    private int _count;

    /// <summary>Occurrences in memory.</summary>
    public OccurrenceRun(Occurrence[] occurrences, int count)
    {
        _part = occurrences;
        _count = count;
    }

    /// <summary>Occurrences of a list.</summary>
    /// <param name="list">The list.</param>
    /// <param name="start">Where they begin.</param>
    /// <param name="count">How many they are.</param>
    /// <param name="atATime">How many are read at a time.</param>
    public OccurrenceRun(SpillList<Occurrence> list, long start, long count, int atATime)
    {
        _list = list;
        _part = new Occurrence[atATime];
        _next = start;
        _end = start + count;
        Load();
    }

    /// <summary>Whether all have been read.</summary>
    public bool IsAtEnd => _at == _count;

    /// <summary>The occurrence that it stands at.</summary>
    public ref readonly Occurrence Current => ref _part[_at];

    /// <summary>Goes to the next one.</summary>
    public void Advance()
    {
        if (++_at == _count && _next < _end)
        {
            Load();
        }
    }

    private void Load()
    {
        _at = 0;
        _count = _list!.Read(_next, _part.AsSpan(0, (int)Math.Min(_part.Length, _end - _next)));
        _next += _count;
    }
}
