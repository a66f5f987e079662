namespace AwsIr.Detection;

/// <summary>Reads a list item by item, forward or from wherever, some of them at a time.</summary>
internal sealed class SpillReader<T>
    where T : unmanaged
{
    private readonly SpillList<T> _list;
    private readonly int _atATime;
    private T[] _buffer = [];
    private long _start;
    private int _count;

    /// <summary>Reads a list.</summary>
    /// <param name="list">The list.</param>
    /// <param name="atATime">How many items are read from its file at a time.</param>
    public SpillReader(SpillList<T> list, int atATime)
    {
        _list = list;
        _atATime = atATime;
    }

    /// <summary>An item; the reference holds until another item is asked for.</summary>
    public ref readonly T this[long index]
    {
        get
        {
            ReadOnlySpan<T> inMemory = _list.InMemory;
            if (index < inMemory.Length)
            {
                return ref inMemory[(int)index];
            }

            if ((ulong)(index - _start) >= (ulong)_count)
            {
                Load(index);
            }

            return ref _buffer[index - _start];
        }
    }

    /// <summary>Forgets what it has read: the list has other items now.</summary>
    public void Forget() => _count = 0;

    private void Load(long index)
    {
        if (_buffer.Length == 0)
        {
            _buffer = new T[_atATime];
        }

        _start = index;
        _count = _list.Read(index, _buffer);
    }
}
