using System.Collections.Concurrent;
using System.Diagnostics;
using AwsIr.Live;

namespace AwsIr.Aws.Tests.Live;

public sealed class PacerTests
{
    [Fact]
    public void However_many_ask_no_request_comes_before_its_time()
    {
        // A bound from below: a slow machine makes it later, never earlier. Timers may be some milliseconds early.
        var pacer = new Pacer(TimeSpan.FromMilliseconds(40));
        var times = new ConcurrentBag<TimeSpan>();
        var watch = Stopwatch.StartNew();
        Parallel.For(0, 12, new ParallelOptions { MaxDegreeOfParallelism = 4 }, _ =>
        {
            pacer.Wait("111122223333/eu-west-1", CancellationToken.None);
            times.Add(watch.Elapsed);
        });
        Assert.All(times.OrderBy(static time => time).Select(static (time, i) => (time, i)), static one => Assert.True(one.time.TotalMilliseconds >= (one.i * 40) - 20, $"request {one.i} after {one.time.TotalMilliseconds} ms"));
    }

    [Fact]
    public void Another_account_or_region_does_not_wait()
    {
        var pacer = new Pacer(TimeSpan.FromHours(1));
        pacer.Wait("111122223333/eu-west-1", CancellationToken.None);
        pacer.Wait("111122223333/us-east-1", CancellationToken.None);
        pacer.Wait("444455556666/eu-west-1", CancellationToken.None);
    }

    [Fact]
    public void Waiting_ends_with_the_cancellation()
    {
        var pacer = new Pacer(TimeSpan.FromHours(1));
        pacer.Wait("a", CancellationToken.None);
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        Assert.ThrowsAny<OperationCanceledException>(() => pacer.Wait("a", cancel.Token));
    }
}
