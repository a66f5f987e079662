using AwsIr.Evidence;

namespace AwsIr.Tests.Evidence;

public class OrderedWorkTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(16)]
    public void Results_come_in_the_order_of_the_items(int threads)
    {
        var random = new Random(7);
        var delays = Enumerable.Range(0, 200).Select(_ => random.Next(20)).ToArray();
        using var work = new OrderedWork<int, (int Item, int Part)>(threads, () => (item, output, _) =>
        {
            Thread.SpinWait(delays[item] * 2000);
            for (var part = 0; part < item % 700; part++)
            {
                output.Add((item, part));
            }
        }, CancellationToken.None);
        var taken = new List<(int, int)>();
        for (var item = 0; item < 200; item++)
        {
            work.Add(item);
            if (item % 3 == 0 && work.Take(wait: false) is { } early)
            {
                taken.AddRange(early);
            }
        }

        work.Complete();
        while (work.Take(wait: true) is { } batch)
        {
            taken.AddRange(batch);
        }

        Assert.Equal(Enumerable.Range(0, 200).SelectMany(item => Enumerable.Range(0, item % 700).Select(part => (item, part))), taken);
        Assert.Equal((200, 200), (work.ItemsDone, work.ItemsAdded));
    }

    [Fact]
    public void Workers_do_not_run_far_ahead()
    {
        var made = 0;
        using var work = new OrderedWork<int, byte[]>(2, () => (_, output, _) =>
        {
            for (var i = 0; i < 100_000; i++)
            {
                Interlocked.Increment(ref made);
                output.Add([]);
            }
        }, CancellationToken.None);
        for (var item = 0; item < 50; item++)
        {
            work.Add(item);
        }

        Assert.NotNull(work.Take(wait: true));

        // Long enough for a worker without a bound to be far away; nothing to wait for otherwise.
        Thread.Sleep(300);

        // Two workers, each at most a few batches of 128 in its item.
        Assert.InRange(Volatile.Read(ref made), 1, 2 * 6 * 128);
    }

    [Fact]
    public void Cancelling_frees_whoever_waits()
    {
        using var cancel = new CancellationTokenSource();
        using var work = new OrderedWork<int, int>(2, () => (_, _, token) => token.WaitHandle.WaitOne(), cancel.Token);
        work.Add(1);
        cancel.CancelAfter(50);
        Assert.ThrowsAny<OperationCanceledException>(() => work.Take(wait: true));
    }

    [Fact]
    public void A_failure_of_a_worker_is_not_swallowed()
    {
        using var work = new OrderedWork<int, int>(2, () => (_, _, _) => throw new InvalidOperationException("broken"), CancellationToken.None);
        work.Add(1);
        work.Complete();
        var failure = Assert.Throws<InvalidOperationException>(() => work.Take(wait: true));
        Assert.Contains("broken", failure.Message, StringComparison.Ordinal);
    }
}
