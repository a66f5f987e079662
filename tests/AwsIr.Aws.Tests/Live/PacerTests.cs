using System.Diagnostics;
using AwsIr.Live;

namespace AwsIr.Aws.Tests.Live;

public class PacerTests
{
    [Fact]
    public void Requests_are_kept_apart_whoever_asks()
    {
        var interval = TimeSpan.FromMilliseconds(20);
        var pacer = new Pacer(interval);
        long begin = Stopwatch.GetTimestamp();
        Parallel.For(0, 12, _ => pacer.Wait("111122223333/eu-west-1", CancellationToken.None));

        // A slow machine only makes it longer; timers end up to a millisecond early.
        Assert.True(Stopwatch.GetElapsedTime(begin) >= (11 * interval) - TimeSpan.FromMilliseconds(5));
    }

    [Fact]
    public void Accounts_and_regions_do_not_wait_for_each_other_and_a_wait_ends_when_it_is_cancelled()
    {
        var pacer = new Pacer(TimeSpan.FromDays(1));
        pacer.Wait("111122223333/eu-west-1", CancellationToken.None);
        pacer.Wait("111122223333/us-east-1", CancellationToken.None);
        pacer.Wait("444455556666/eu-west-1", CancellationToken.None);
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        Assert.ThrowsAny<OperationCanceledException>(() => pacer.Wait("111122223333/eu-west-1", cancel.Token));
    }
}
