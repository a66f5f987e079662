using System.Collections.Concurrent;
using System.Diagnostics;

namespace AwsIr.Live;

/// <summary>
/// Keeps requests apart where a service takes only so many a second from an account in a region: whoever in this process asks.
/// Without it every second request would be refused, and some once too often.
/// </summary>
/// <param name="interval">The time between two requests.</param>
internal sealed class Pacer(TimeSpan interval)
{
    private readonly ConcurrentDictionary<string, Gate> _gates = new(StringComparer.Ordinal);

    /// <summary>That of LookupEvents: two requests a second, and a hair slower.</summary>
    public static Pacer LookupEvents { get; } = new(TimeSpan.FromMilliseconds(505));

    /// <summary>Waits until a request may be sent.</summary>
    /// <param name="key">The account and region.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public void Wait(string key, CancellationToken cancellation)
    {
        var gate = _gates.GetOrAdd(key, static _ => new Gate());
        TimeSpan wait;
        lock (gate)
        {
            var now = Stopwatch.GetTimestamp();
            var at = Math.Max(now, gate.Next);
            gate.Next = at + (long)(interval.TotalSeconds * Stopwatch.Frequency);
            wait = TimeSpan.FromSeconds((at - now) / (double)Stopwatch.Frequency);
        }

        if (wait > TimeSpan.Zero && cancellation.WaitHandle.WaitOne(wait))
        {
            cancellation.ThrowIfCancellationRequested();
        }
    }

    private sealed class Gate
    {
        /// <summary>When the next request may be sent, as <see cref="Stopwatch"/> counts.</summary>
        public long Next { get; set; }
    }
}
