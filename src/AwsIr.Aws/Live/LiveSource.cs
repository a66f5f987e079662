using System.Diagnostics;
using AwsIr.Access;
using AwsIr.Evidence;

namespace AwsIr.Live;

/// <summary>
/// Reads services: each of them in each account and region is a lane, several of which run at the same time. Their records come out
/// lane after lane, in the order of services, accounts and regions: what a lane finds before its turn waits, compressed.
/// </summary>
internal sealed class LiveSource : EvidenceSource
{
    /// <summary>How many lanes run at the same time. A lane waits for the network most of its time.</summary>
    private const int MaxLanes = 16;

    private const int ProgressEveryMilliseconds = 250;

    private readonly AwsSession _session;
    private readonly IReadOnlyList<LiveCollector> _collectors;
    private readonly PageStore _pages = new();
    private readonly bool _keepsPages;
    private readonly Checkpoint? _checkpoint;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Thread> _threads = [];
    private readonly Stopwatch _sinceProgress = Stopwatch.StartNew();
    private LiveLane[] _lanes = [];
    private int _next;

    /// <param name="session">Who to be, and where.</param>
    /// <param name="collectors">The services, in order.</param>
    /// <param name="keepsPages">Whether items are opened again after they were read; else memory is given back sooner.</param>
    /// <param name="checkpoint">How far the last run came; null to read everything.</param>
    public LiveSource(AwsSession session, IReadOnlyList<LiveCollector> collectors, bool keepsPages, Checkpoint? checkpoint)
    {
        _session = session;
        _collectors = collectors;
        _keepsPages = keepsPages;
        _checkpoint = checkpoint;
    }

    /// <inheritdoc/>
    public override void Run(IEvidenceFeed feed, CancellationToken cancellation)
    {
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _stop.Token);
        var targets = _collectors.Select(static collector => collector.AccountsFilter).Distinct()
            .ToDictionary(static filter => filter, filter => _session.Targets(feed, linked.Token, filter));
        _lanes =
        [
            .. from collector in _collectors
               from target in targets[collector.AccountsFilter]
               select new LiveLane(collector, target, feed, _pages, _keepsPages, _checkpoint, linked.Token),
        ];
        var collectors = _lanes.Select(static lane => lane.Collector).Distinct().ToList();
        collectors.ForEach(collector => collector.Begin(feed));

        for (var i = 0; i < Math.Min(MaxLanes, _lanes.Length); i++)
        {
            var thread = new Thread(Work) { IsBackground = true, Name = "AwsIr live" };
            _threads.Add(thread);
            thread.Start();
        }

        foreach (var lane in _lanes)
        {
            lane.TakeTurn();
            while (lane.Take(ProgressEveryMilliseconds, out var item))
            {
                if (item is not null)
                {
                    feed.Add(item);
                }

                ShowProgress(feed);
            }
        }

        linked.Token.ThrowIfCancellationRequested();
        collectors.ForEach(collector => collector.Complete(feed));
    }

    /// <inheritdoc/>
    public override void Commit()
    {
        foreach (var lane in _lanes)
        {
            lane.Commit();
        }

        foreach (var collector in _collectors)
        {
            collector.Commit();
        }
    }

    /// <inheritdoc/>
    public override string Reached(EvidenceItem last) => last is ILivePage page ? page.Reached : last.Name;

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _stop.Cancel();
        _threads.ForEach(static thread => thread.Join(500));
        _pages.Dispose();
        foreach (var collector in _collectors)
        {
            collector.Dispose();
        }

        _stop.Dispose();
        base.Dispose(disposing);
    }

    private void Work()
    {
        while (Interlocked.Increment(ref _next) - 1 is var next && next < _lanes.Length)
        {
            _lanes[next].Run();
        }
    }

    private void ShowProgress(IEvidenceFeed feed)
    {
        if (_sinceProgress.ElapsedMilliseconds < ProgressEveryMilliseconds)
        {
            return;
        }

        _sinceProgress.Restart();
        var running = _lanes.Where(static lane => lane.IsRunning).ToList();
        var names = string.Join(", ", running.Select(static lane => lane.Collector.Name).Distinct());
        var text = FormattableString.Invariant($"{names}: {_lanes.Sum(static lane => lane.Events):N0} records; {_lanes.Count(static lane => lane.IsDone)} of {_lanes.Length} accounts and regions done");
        feed.Tell(new SourceNotice(SourceNoticeKind.Progress, text)
        {
            Percent = _lanes.All(static lane => lane.IsDone || lane.Position >= 0) ? (int)(100 * _lanes.Average(static lane => lane.IsDone ? 1 : lane.Position)) : -1,
            SecondsLeft = running.Count == 0 || running.Any(static lane => lane.SecondsLeft < 0) ? -1 : running.Max(static lane => lane.SecondsLeft),
        });
    }
}
