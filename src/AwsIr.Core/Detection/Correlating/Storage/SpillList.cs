using System.Runtime.InteropServices;

namespace AwsIr.Detection;

/// <summary>
/// A list that keeps its first items in memory and the rest in a temporary file, which is made when it is first needed.
/// Items are added at the end and read anywhere. One thread at a time.
/// </summary>
/// <typeparam name="T">The items: plain bytes without references.</typeparam>
internal sealed class SpillList<T> : IDisposable
    where T : unmanaged
{
    private readonly CorrelationMemory _limits;
    private readonly int _inMemory;
    private T[] _memory = [];
    private int _memoryCount;
    private Stream? _file;
    private long _fileCount;

    // What waits to be written.
    private T[] _tail = [];
    private int _tailCount;

    /// <summary>Makes an empty list.</summary>
    /// <param name="inMemory">How many items stay in memory.</param>
    /// <param name="limits">How much is written at a time, and how the file is made.</param>
    public SpillList(int inMemory, CorrelationMemory limits)
    {
        _inMemory = inMemory;
        _limits = limits;
    }

    /// <summary>How many items there are.</summary>
    public long Count => _memoryCount + _fileCount + _tailCount;

    /// <summary>The items that are in memory; an older span stays right when more are added.</summary>
    public ReadOnlySpan<T> InMemory => _memory.AsSpan(0, _memoryCount);

    /// <summary>Adds an item.</summary>
    /// <exception cref="TemporaryFileException">It could not be written.</exception>
    public void Add(in T item)
    {
        Room(1)[0] = item;
        Take(1);
    }

    /// <summary>Adds items.</summary>
    /// <exception cref="TemporaryFileException">They could not be written.</exception>
    public void AddRange(ReadOnlySpan<T> items)
    {
        while (items.Length > 0)
        {
            Span<T> room = Room(items.Length);
            int count = Copy(items, room);
            Take(count);
            items = items.Slice(count);
        }
    }

    /// <summary>Reads items from an index on.</summary>
    /// <returns>How many: fewer than asked for at the end, and where memory ends and the file begins.</returns>
    /// <exception cref="TemporaryFileException">They could not be read.</exception>
    public int Read(long index, Span<T> into)
    {
        if (index < _memoryCount)
        {
            return Copy(_memory.AsSpan((int)index, _memoryCount - (int)index), into);
        }

        index -= _memoryCount;
        if (index >= _fileCount)
        {
            int at = (int)(index - _fileCount);
            return Copy(_tail.AsSpan(at, _tailCount - at), into);
        }

        Span<T> items = into.Slice(0, (int)Math.Min(into.Length, _fileCount - index));
        try
        {
            _file!.Position = index * Size;
            ReadAll(MemoryMarshal.AsBytes(items));
        }
        catch (Exception e) when (IsOfFile(e))
        {
            throw new TemporaryFileException(e);
        }

        return items.Length;
    }

    /// <summary>Forgets the items, and keeps the memory and the file for others.</summary>
    public void Clear()
    {
        _memoryCount = 0;
        _fileCount = 0;
        _tailCount = 0;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _file?.Dispose();
        _file = null;
        Clear();
        _memory = [];
        _tail = [];
    }

    private static unsafe long Size => sizeof(T);

    private static int Copy(ReadOnlySpan<T> from, Span<T> into)
    {
        int count = Math.Min(from.Length, into.Length);
        from.Slice(0, count).CopyTo(into);
        return count;
    }

    private static bool IsOfFile(Exception e) => e is IOException or UnauthorizedAccessException or NotSupportedException or System.Security.SecurityException;

    /// <summary>Some of the room that is wanted, at least one item: in memory as long as that lasts, then before the file.</summary>
    private Span<T> Room(int wanted)
    {
        if (_memoryCount < _inMemory)
        {
            if (_memoryCount == _memory.Length)
            {
                Array.Resize(ref _memory, (int)Math.Min(_inMemory, Math.Max(16L, Math.Max(_memory.Length * 2L, _memoryCount + (long)wanted))));
            }

            return _memory.AsSpan(_memoryCount);
        }

        if (_tailCount == _tail.Length)
        {
            Flush();
        }

        return _tail.AsSpan(_tailCount);
    }

    private void Take(int count)
    {
        if (_memoryCount < _inMemory)
        {
            _memoryCount += count;
        }
        else
        {
            _tailCount += count;
        }
    }

    private void Flush()
    {
        if (_tail.Length == 0)
        {
            _tail = new T[(int)Math.Max(1, _limits.WriteBytes / Size)];
            return;
        }

        try
        {
            _file ??= _limits.OpenFile();
            _file.Position = _fileCount * Size;
            Write(MemoryMarshal.AsBytes(_tail.AsSpan(0, _tailCount)));
        }
        catch (Exception e) when (IsOfFile(e))
        {
            throw new TemporaryFileException(e);
        }

        _fileCount += _tailCount;
        _tailCount = 0;
    }

#if NET8_0_OR_GREATER
    private void Write(ReadOnlySpan<byte> bytes) => _file!.Write(bytes);

    private void ReadAll(Span<byte> bytes) => _file!.ReadExactly(bytes);
#else
    private void Write(ReadOnlySpan<byte> bytes) => _file!.Write(bytes.ToArray(), 0, bytes.Length);

    private void ReadAll(Span<byte> bytes)
    {
        byte[] buffer = new byte[bytes.Length];
        for (int read = 0; read < buffer.Length;)
        {
            int count = _file!.Read(buffer, read, buffer.Length - read);
            read += count > 0 ? count : throw new EndOfStreamException();
        }

        buffer.AsSpan().CopyTo(bytes);
    }
#endif
}
