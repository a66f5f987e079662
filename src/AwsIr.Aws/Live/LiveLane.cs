using System.Diagnostics;
using AwsIr.Access;
using AwsIr.Evidence;

namespace AwsIr.Live;

/// <summary>What a service in one account and region gives. One thread fills it, one takes from it.</summary>
internal sealed class LiveLane
{
    /// <summary>How many items may wait when it is the lane's turn, or if they are not pages.</summary>
    private const int MaxWaiting = 16;

    /// <summary>How many compressed bytes of pages may wait for the lane's turn.</summary>
    private const long MaxWaitingBytes = 64 * 1024 * 1024;

    private readonly object _lock = new();
    private readonly Queue<EvidenceItem> _items = new();
    private readonly AwsTarget _target;
    private readonly IEvidenceFeed _feed;
    private readonly PageStore _pages;
    private readonly Checkpoint? _checkpoint;
    private readonly List<LiveProgress> _progress = [];
    private readonly bool _keepsPages;
    private readonly Stopwatch _elapsed = new();
    private long _waitingBytes;
    private bool _hasTurn;
    private Exception? _failure;

    /// <param name="collector">The service.</param>
    /// <param name="target">The account and region.</param>
    /// <param name="feed">Takes what is to be said.</param>
    /// <param name="pages">Keeps pages.</param>
    /// <param name="keepsPages">Whether items are opened again after they were read.</param>
    /// <param name="checkpoint">How far the last run came; null to read everything.</param>
    /// <param name="cancellation">Ends everything.</param>
    public LiveLane(LiveCollector collector, AwsTarget target, IEvidenceFeed feed, PageStore pages, bool keepsPages, Checkpoint? checkpoint, CancellationToken cancellation)
    {
        Collector = collector;
        _target = target;
        _feed = feed;
        _pages = pages;
        _keepsPages = keepsPages;
        _checkpoint = checkpoint;
        Cancellation = cancellation;
    }

    /// <summary>Ends everything.</summary>
    public CancellationToken Cancellation { get; }

    /// <summary>The service.</summary>
    public LiveCollector Collector { get; }

    /// <summary>Whether it has begun and not ended.</summary>
    public bool IsRunning => _elapsed.IsRunning;

    /// <summary>Whether it has found all that it will.</summary>
    public bool IsDone { get; private set; }

    /// <summary>How many records it has found.</summary>
    public long Events { get; private set; }

    /// <summary>How much of it is done, 0 to 1; -1 if that is not known.</summary>
    public double Position { get; private set; } = -1;

    /// <summary>How long it has been running.</summary>
    public TimeSpan Elapsed => _elapsed.Elapsed;

    /// <summary>About how many seconds are left; -1 if that is not known.</summary>
    public int SecondsLeft => Position > 0.001 ? (int)Math.Min(int.MaxValue, _elapsed.Elapsed.TotalSeconds * (1 - Position) / Position) : -1;

    /// <summary>Adds a page of an answer behind the others; waits while many do.</summary>
    /// <param name="name">Where it comes from, as provenance shows it.</param>
    /// <param name="body">The page: text that one of the readers takes.</param>
    /// <param name="events">How many records are on it.</param>
    /// <param name="reached">What is complete with it, in words that follow "complete up to".</param>
    /// <param name="origin">What is known of the records besides; null for nothing.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public void AddPage(string name, byte[] body, int events, string reached, EvidenceOrigin? origin = null)
    {
        if (events == 0)
        {
            return;
        }

        Events += events;
        bool waits;
        lock (_lock)
        {
            waits = !_hasTurn;
        }

        var page = waits || _keepsPages ? _pages.Add(name, body, reached, origin) : new PageEvidence(name, body, reached, origin);
        lock (_lock)
        {
            while (_hasTurn ? _items.Count >= MaxWaiting : _waitingBytes >= MaxWaitingBytes)
            {
                Wait();
            }

            _waitingBytes += page.Length!.Value;
            Enqueue(page);
        }
    }

    /// <summary>Adds an item of another source behind the others; waits while many do.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public void Add(EvidenceItem item)
    {
        lock (_lock)
        {
            while (_items.Count >= MaxWaiting)
            {
                Wait();
            }

            Enqueue(item);
        }
    }

    /// <summary>How far a listing has been read by the runs before; null to read everything.</summary>
    /// <param name="what">The listing: the same in every run.</param>
    /// <param name="now">Up to when this run reads, in UTC.</param>
    /// <param name="overlap">How late a record may come in.</param>
    public LiveProgress? Resume(string what, DateTime now, TimeSpan overlap)
    {
        if (_checkpoint is null)
        {
            return null;
        }

        lock (_checkpoint)
        {
            var progress = new LiveProgress(_checkpoint.Entry($"{Collector.Name} {_target}{what}"), now, overlap);
            _progress.Add(progress);
            return progress;
        }
    }

    /// <summary>Moves the checkpoint on.</summary>
    public void Commit() => _progress.ForEach(static progress => progress.Commit());

    /// <summary>Says how much of it is done.</summary>
    /// <param name="position">0 to 1.</param>
    public void Report(double position) => Position = Math.Min(Math.Max(position, 0), 1);

    /// <summary>Tells the user something.</summary>
    public void Tell(SourceNotice notice) => _feed.Tell(notice);

    /// <summary>Tells the user something of the account and region.</summary>
    public void Tell(SourceNoticeKind kind, string message) => _feed.Tell(new SourceNotice(kind, $"{_target}: {message}"));

    /// <summary>Collects, and reports what fails.</summary>
    public void Run()
    {
        _elapsed.Start();
        try
        {
            Cancellation.ThrowIfCancellationRequested();
            Collector.Collect(_target, this);
        }
        catch (OperationCanceledException) when (Cancellation.IsCancellationRequested)
        {
        }
        catch (SourceException e)
        {
            _feed.Tell(new SourceNotice(SourceNoticeKind.Error, e.Message) { ErrorId = e.ErrorId, Problem = e.Problem, Target = _target.ToString() });
        }
        catch (Exception e)
        {
            _failure = e;
        }
        finally
        {
            _elapsed.Stop();
            lock (_lock)
            {
                IsDone = true;
                Monitor.PulseAll(_lock);
            }
        }
    }

    /// <summary>Says that what it has found is taken from now on.</summary>
    public void TakeTurn()
    {
        lock (_lock)
        {
            _hasTurn = true;
            Monitor.PulseAll(_lock);
        }
    }

    /// <summary>Takes the next item.</summary>
    /// <param name="milliseconds">How long to wait for one.</param>
    /// <param name="item">The item; null if none came in that time.</param>
    /// <returns>Whether there may be more.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public bool Take(int milliseconds, out EvidenceItem? item)
    {
        lock (_lock)
        {
            if (_items.Count == 0 && !IsDone)
            {
                Monitor.Wait(_lock, milliseconds);
            }

            Cancellation.ThrowIfCancellationRequested();
            item = _items.Count > 0 ? _items.Dequeue() : null;
            Monitor.PulseAll(_lock);
            if (item is not null)
            {
                return true;
            }

            // A mistake of ours is not one of an account: it ends the run.
            return _failure is null ? !IsDone : throw new InvalidOperationException($"Reading {Collector.Name} failed: {_failure.Message}", _failure);
        }
    }

    private void Enqueue(EvidenceItem item)
    {
        _items.Enqueue(item);
        Monitor.PulseAll(_lock);
    }

    /// <summary>Waits for something to change, but looks at the cancellation now and then.</summary>
    private void Wait()
    {
        Monitor.Wait(_lock, 100);
        Cancellation.ThrowIfCancellationRequested();
    }
}
