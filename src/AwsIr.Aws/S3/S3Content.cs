using System.Buffers;

namespace AwsIr.S3;

/// <summary>
/// The bytes of an object while it is being read: in blocks, the next ones fetched ahead, at most a few at a time in memory.
/// A small object is one block. Any number of streams share it.
/// </summary>
internal sealed class S3Content
{
    /// <summary>The bytes of a block.</summary>
    public const int BlockSize = 4 * 1024 * 1024;

    private const int MaxBlocks = 4;

    private readonly object _lock = new();
    private readonly Dictionary<long, Block> _blocks = [];
    private readonly Func<long, int, CancellationToken, Task<byte[]>> _fetch;
    private readonly long _size;
    private long _uses;
    private bool _closed;

    /// <param name="size">The object's bytes.</param>
    /// <param name="fetch">Fetches a part: where it begins and how long it is.</param>
    public S3Content(long size, Func<long, int, CancellationToken, Task<byte[]>> fetch)
    {
        _size = size;
        _fetch = fetch;
    }

    /// <summary>How much memory an object of a size takes while it is read.</summary>
    public static long MemoryOf(long size)
    {
        if (size > BlockSize)
        {
            return Math.Min(MaxBlocks, (size + BlockSize - 1) / BlockSize) * BlockSize;
        }

        // The pool's arrays are of such sizes.
        long rented = 16;
        while (rented < size)
        {
            rented *= 2;
        }

        return rented;
    }

    /// <summary>Begins to fetch.</summary>
    public void Start()
    {
        lock (_lock)
        {
            FetchAhead(0);
        }
    }

    /// <summary>Reads; waits for what is not there yet.</summary>
    /// <param name="position">Where.</param>
    /// <param name="target">Takes the bytes.</param>
    /// <param name="isSequential">Whether what comes behind is likely to be read next.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <returns>How many bytes; 0 at the end.</returns>
    public int Read(long position, Span<byte> target, bool isSequential, CancellationToken cancellation)
    {
        if (position >= _size || target.Length == 0)
        {
            return 0;
        }

        var number = position / BlockSize;
        while (true)
        {
            Block block;
            lock (_lock)
            {
                block = Get(number);
                if (isSequential)
                {
                    FetchAhead(number);
                }
            }

            var bytes = AwsCall.Wait(block.Bytes, cancellation);
            lock (_lock)
            {
                // Another stream may have taken its place meanwhile.
                if (_blocks.TryGetValue(number, out var still) && still == block)
                {
                    var start = (int)(position - (number * BlockSize));
                    var length = Math.Min(target.Length, LengthOf(number) - start);
                    bytes.AsSpan(start, length).CopyTo(target);
                    return length;
                }
            }
        }
    }

    /// <summary>Gives the memory back; what is under way is given up.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
            foreach (var block in _blocks.Values)
            {
                block.Dispose();
            }

            _blocks.Clear();
        }
    }

    private int LengthOf(long number) => (int)Math.Min(BlockSize, _size - (number * BlockSize));

    private void FetchAhead(long number)
    {
        for (var next = number; next < number + MaxBlocks && next * BlockSize < _size; next++)
        {
            Get(next);
        }
    }

    private Block Get(long number)
    {
        if (_closed)
        {
            throw new InvalidOperationException("The content was given back.");
        }

        if (!_blocks.TryGetValue(number, out var block))
        {
            if (_blocks.Count == MaxBlocks)
            {
                var oldest = _blocks.OrderBy(static pair => pair.Value.LastUse).First();
                oldest.Value.Dispose();
                _blocks.Remove(oldest.Key);
            }

            block = new Block(cancellation => _fetch(number * BlockSize, LengthOf(number), cancellation));
            _blocks.Add(number, block);
        }

        block.LastUse = ++_uses;
        return block;
    }

    private sealed class Block : IDisposable
    {
        private readonly CancellationTokenSource _cancel = new();

        public Block(Func<CancellationToken, Task<byte[]>> fetch) => Bytes = fetch(_cancel.Token);

        public Task<byte[]> Bytes { get; }

        public long LastUse { get; set; }

        /// <summary>Gives the bytes back, or gives them up.</summary>
        public void Dispose()
        {
            _cancel.Cancel();
            _cancel.Dispose();
            _ = Bytes.ContinueWith(
                static done =>
                {
                    if (done.Status == TaskStatus.RanToCompletion)
                    {
                        ArrayPool<byte>.Shared.Return(done.Result);
                    }
                    else
                    {
                        // Nobody looks at it any more.
                        _ = done.Exception;
                    }
                },
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
        }
    }
}
