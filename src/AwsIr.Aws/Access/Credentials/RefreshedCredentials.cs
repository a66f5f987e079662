using Amazon.Runtime;

namespace AwsIr.Access;

/// <summary>
/// Credentials that are fetched when they are first asked for, and again before they expire. Any thread may ask. A fetch that fails
/// while the ones at hand are still good does no harm.
/// </summary>
/// <param name="fetch">Fetches them; says in a <see cref="Evidence.SourceException"/> why it cannot.</param>
/// <param name="cancellation">Ends fetches: that of the invocation that the credentials are for.</param>
#pragma warning disable CA1001 // The semaphore holds nothing of the system's.
internal sealed class RefreshedCredentials(Func<CancellationToken, Task<FetchedCredentials>> fetch, CancellationToken cancellation) : AWSCredentials
#pragma warning restore CA1001
{
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

    /// <summary>However soon they expire, by a clock that may be wrong: no more than one fetch in this time.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private FetchedCredentials? _current;
    private DateTime _next;

    /// <inheritdoc/>
    public override DateTime? Expiration => _current?.Expiration;

    /// <inheritdoc/>
    public override ImmutableCredentials GetCredentials() => Task.Run(GetCredentialsAsync).GetAwaiter().GetResult();

    /// <inheritdoc/>
    public override async Task<ImmutableCredentials> GetCredentialsAsync()
    {
        if (Current is { } good)
        {
            return good;
        }

        await _gate.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (Current is null)
            {
                await FetchAsync().ConfigureAwait(false);
            }

            return _current!.Keys;
        }
        finally
        {
            _gate.Release();
        }
    }

    private ImmutableCredentials? Current => Volatile.Read(ref _current) is { } current && DateTime.UtcNow < _next ? current.Keys : null;

    private async Task FetchAsync()
    {
        try
        {
            var fetched = await fetch(cancellation).ConfigureAwait(false);
            var now = DateTime.UtcNow;
            _next = fetched.Expiration is not { } end ? DateTime.MaxValue : end - Ahead > now + Pause ? end - Ahead : now + Pause;
            Volatile.Write(ref _current, fetched);
        }
        catch (Exception) when (_current is { } old && !cancellation.IsCancellationRequested && DateTime.UtcNow < old.Expiration)
        {
            _next = DateTime.UtcNow + Pause;
        }
    }
}
