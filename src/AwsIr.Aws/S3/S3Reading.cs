using System.Collections.Concurrent;
using AwsIr.Evidence;

namespace AwsIr.S3;

/// <summary>What the objects of one run share: who fetches them, how much memory they may take, which of them failed.</summary>
internal sealed class S3Reading : IDisposable
{
    private readonly S3Fetcher _fetcher;
    private readonly CancellationTokenSource _cancel;
    private SourceException? _end;
    private readonly ConcurrentDictionary<S3Location, int> _denied = new();

    /// <param name="clients">Asks.</param>
    /// <param name="options">How many parts are fetched at the same time, and how much memory they may take.</param>
    /// <param name="cancellation">Ends it.</param>
    public S3Reading(S3Clients clients, S3Options options, CancellationToken cancellation)
    {
        _fetcher = new S3Fetcher(clients, options.InFlight);
        Memory = new MemoryBudget(options.MemorySize);
        _cancel = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
    }

    /// <summary>Ends all waiting.</summary>
    public CancellationToken Cancellation => _cancel.Token;

    /// <summary>The memory for objects.</summary>
    public MemoryBudget Memory { get; }

    /// <summary>The objects that could not be read.</summary>
    public ConcurrentQueue<S3Item> Failures { get; } = new();

    /// <summary>The error that ends the run, because nothing else can be read either; null for none yet.</summary>
    public SourceException? End => _end;

    /// <summary>How many objects of a location were denied.</summary>
    public int DeniedIn(S3Location location) => _denied.TryGetValue(location, out var count) ? count : 0;

    /// <summary>The first object of those that could not be read because the run ended; null for none.</summary>
    public S3Item? FirstUnread { get; private set; }

    /// <summary>Fetches a part of an object.</summary>
    public async Task<byte[]> FetchAsync(string bucket, S3Object wanted, long from, int length, CancellationToken cancellation)
    {
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellation, Cancellation);
        return await _fetcher.FetchAsync(bucket, wanted, from, length, linked.Token).ConfigureAwait(false);
    }

    /// <summary>An object could not be read.</summary>
    public void Failed(S3Item item, SourceException e)
    {
        Failures.Enqueue(item);
        if (e.ErrorId == AwsErrorIds.AccessDenied)
        {
            _denied.AddOrUpdate(item.Location, 1, static (_, count) => count + 1);
        }

        if (S3Errors.EndsRun(e))
        {
            lock (Failures)
            {
                _end ??= e;
                FirstUnread = FirstUnread is null || Utf8Order.Compare(item.Object.Key, FirstUnread.Object.Key) < 0 ? item : FirstUnread;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // What is under way ends by itself, and may still release what it holds: neither is disposed.
        _cancel.Cancel();
    }
}
