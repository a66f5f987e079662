namespace AwsIr.Evidence;

/// <summary>
/// Works on items with several threads and gives the results in the order of the items, whichever thread is done first.
/// Memory is bounded: workers stay at most a few items ahead of the reader, and a few batches within an item.
/// Items may be added while results are taken; one thread takes.
/// </summary>
/// <typeparam name="TItem">What is worked on.</typeparam>
/// <typeparam name="TResult">What comes of it, any number of them an item.</typeparam>
internal sealed class OrderedWork<TItem, TResult> : IDisposable
{
    private const int BatchSize = 128;
    private const int MaxBatches = 4;

    private readonly object _lock = new();
    private readonly Queue<Slot> _waiting = new();
    private readonly Queue<Slot> _open = new();
    private List<TResult> _posted = [];
    private readonly int _threads;
    private readonly int _window;
    private readonly int _ahead;
    private readonly Func<Action<TItem, Output, CancellationToken>> _makeWorker;
    private readonly CancellationTokenSource _cancel;
    private readonly List<Thread> _started = [];
    private Exception? _failure;
    private bool _completed;

    /// <summary>Sets the work up; threads start with the first items.</summary>
    /// <param name="threads">How many threads work, at least 1.</param>
    /// <param name="makeWorker">Makes one thread's worker, which may keep state from item to item.</param>
    /// <param name="cancellation">Stops all threads and whoever waits.</param>
    /// <param name="ahead">How many items may wait for a thread before <see cref="AddWhenRoom"/> waits; 0 for a few a thread.</param>
    public OrderedWork(int threads, Func<Action<TItem, Output, CancellationToken>> makeWorker, CancellationToken cancellation, int ahead = 0)
    {
        _threads = Math.Max(1, threads);
        _window = _threads * 4;
        _ahead = Math.Max(_window, ahead);
        _makeWorker = makeWorker;
        _cancel = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _cancel.Token.Register(() =>
        {
            lock (_lock)
            {
                Monitor.PulseAll(_lock);
            }
        });
    }

    /// <summary>How many items have been worked on and their results taken.</summary>
    public int ItemsDone { get; private set; }

    /// <summary>The last of those, in order; the default value before the first.</summary>
    public TItem? LastDone { get; private set; }

    /// <summary>How many items there are.</summary>
    public int ItemsAdded { get; private set; }

    /// <summary>Adds an item behind the others.</summary>
    public void Add(TItem item)
    {
        lock (_lock)
        {
            var slot = new Slot(item);
            _waiting.Enqueue(slot);
            ItemsAdded++;
            if (_started.Count < Math.Min(_threads, _waiting.Count))
            {
                var thread = new Thread(Work) { IsBackground = true, Name = "AwsIr reader" };
                _started.Add(thread);
                thread.Start();
            }

            Monitor.PulseAll(_lock);
        }
    }

    /// <summary>Adds an item behind the others, once not too many are waiting: not for the thread that takes results.</summary>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public void AddWhenRoom(TItem item)
    {
        lock (_lock)
        {
            while (_waiting.Count >= _ahead)
            {
                _cancel.Token.ThrowIfCancellationRequested();
                Monitor.Wait(_lock);
            }
        }

        _cancel.Token.ThrowIfCancellationRequested();
        Add(item);
    }

    /// <summary>Adds a result that belongs to no item: it is taken next.</summary>
    public void Post(TResult result)
    {
        lock (_lock)
        {
            _posted.Add(result);
            Monitor.PulseAll(_lock);
        }
    }

    /// <summary>Says that no more items come.</summary>
    public void Complete()
    {
        lock (_lock)
        {
            _completed = true;
            Monitor.PulseAll(_lock);
        }
    }

    /// <summary>Ends the work with an error, which is thrown where results are taken.</summary>
    public void Fail(Exception e)
    {
        lock (_lock)
        {
            _failure ??= e;
            Monitor.PulseAll(_lock);
        }
    }

    /// <summary>Takes the next results, in order.</summary>
    /// <param name="wait">Whether to wait for them; false takes only what is ready.</param>
    /// <returns>The results; null when there are none ready, or none any more.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public List<TResult>? Take(bool wait)
    {
        lock (_lock)
        {
            while (true)
            {
                _cancel.Token.ThrowIfCancellationRequested();
                if (_failure is not null)
                {
                    throw new InvalidOperationException("Reading failed: " + _failure.Message, _failure);
                }

                if (_posted.Count > 0)
                {
                    var posted = _posted;
                    _posted = [];
                    return posted;
                }

                if (_open.Count > 0)
                {
                    var head = _open.Peek();
                    if (head.Ready.Count > 0)
                    {
                        Monitor.PulseAll(_lock);
                        return head.Ready.Dequeue();
                    }

                    if (head.Done)
                    {
                        LastDone = _open.Dequeue().Item;
                        ItemsDone++;
                        Monitor.PulseAll(_lock);
                        continue;
                    }
                }
                else if (_completed && _waiting.Count == 0)
                {
                    return null;
                }

                if (!wait)
                {
                    return null;
                }

                Monitor.Wait(_lock);
            }
        }
    }

    /// <summary>Stops the threads and waits for them; one that is held up by a device is left to end by itself.</summary>
    public void Dispose()
    {
        _cancel.Cancel();
        Complete();
        foreach (var thread in _started)
        {
            thread.Join(500);
        }

        _cancel.Dispose();
    }

    private void Work()
    {
        try
        {
            var worker = _makeWorker();
            while (Next() is { } slot)
            {
                var output = new Output(this, slot);
                worker(slot.Item, output, _cancel.Token);
                output.Finish();
            }
        }
        catch (OperationCanceledException)
        {
        }
        catch (Exception e)
        {
            Fail(e);
        }
    }

    private Slot? Next()
    {
        lock (_lock)
        {
            while (!_cancel.IsCancellationRequested)
            {
                if (_waiting.Count > 0 && _open.Count < _window)
                {
                    var slot = _waiting.Dequeue();
                    _open.Enqueue(slot);
                    Monitor.PulseAll(_lock);
                    return slot;
                }

                if (_completed && _waiting.Count == 0)
                {
                    return null;
                }

                Monitor.Wait(_lock);
            }

            return null;
        }
    }

    /// <summary>Where a worker puts the results of one item.</summary>
    internal sealed class Output
    {
        private readonly OrderedWork<TItem, TResult> _owner;
        private readonly Slot _slot;
        private List<TResult> _batch = [];

        internal Output(OrderedWork<TItem, TResult> owner, Slot slot)
        {
            _owner = owner;
            _slot = slot;
        }

        /// <summary>Adds a result; waits when the taker is far behind.</summary>
        /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
        public void Add(TResult result)
        {
            _batch.Add(result);
            if (_batch.Count >= BatchSize)
            {
                Flush(last: false);
            }
        }

        /// <summary>Hands on what was added, without waiting for more; waits when the taker is far behind.</summary>
        /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
        public void Flush() => Flush(last: false);

        internal void Finish() => Flush(last: true);

        private void Flush(bool last)
        {
            lock (_owner._lock)
            {
                while (!last && _slot.Ready.Count >= MaxBatches)
                {
                    _owner._cancel.Token.ThrowIfCancellationRequested();
                    Monitor.Wait(_owner._lock);
                }

                if (_batch.Count > 0)
                {
                    _slot.Ready.Enqueue(_batch);
                    _batch = [];
                }

                _slot.Done = last;
                Monitor.PulseAll(_owner._lock);
            }
        }
    }

    internal sealed class Slot(TItem item)
    {
        public TItem Item { get; } = item;

        public Queue<List<TResult>> Ready { get; } = new();

        public bool Done { get; set; }
    }
}
