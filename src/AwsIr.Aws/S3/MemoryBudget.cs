namespace AwsIr.S3;

/// <summary>How many bytes of objects may be in memory. One thread takes in advance, any thread gives back.</summary>
internal sealed class MemoryBudget
{
    private readonly object _lock = new();
    private readonly long _size;
    private long _taken;

    /// <param name="size">The bytes.</param>
    public MemoryBudget(long size) => _size = size;

    /// <summary>The most that was taken at any time.</summary>
    public long Most { get; private set; }

    /// <summary>Takes some, once there is room: a part as large as all of it waits until everything else is given back.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public void Take(long bytes, CancellationToken cancellation)
    {
        using var registration = cancellation.Register(Wake);
        lock (_lock)
        {
            while (_taken > 0 && _taken + bytes > _size)
            {
                cancellation.ThrowIfCancellationRequested();
                Monitor.Wait(_lock);
            }

            TakeNow(bytes);
        }
    }

    /// <summary>Takes some even if there is no room: for who must go on so that room is made.</summary>
    public void TakeNow(long bytes)
    {
        lock (_lock)
        {
            _taken += bytes;
            Most = Math.Max(Most, _taken);
        }
    }

    /// <summary>Gives back what was taken.</summary>
    public void Give(long bytes)
    {
        lock (_lock)
        {
            _taken -= bytes;
            Monitor.PulseAll(_lock);
        }
    }

    private void Wake()
    {
        lock (_lock)
        {
            Monitor.PulseAll(_lock);
        }
    }
}
