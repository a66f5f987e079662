using System.Globalization;
using System.Text;
using AwsIr.Analysis;
using AwsIr.Formats;
using AwsIr.Records;
using AwsIr.Tests.Formats;

namespace AwsIr.Tests.Analysis;

/// <summary>Flows added up, against the obvious sums over the same lines.</summary>
public class FlowLogTotalsTests
{
    private static readonly FlowLogDimension[] Pair = [FlowLogDimension.SourceAddress, FlowLogDimension.Port];

    /// <summary>Worked out by hand.</summary>
    [Fact]
    public void A_few_flows_by_source()
    {
        FlowLogTotals totals = Read(New(FlowLogDimension.SourceAddress), """
            2 111122223333 eni-0a 203.0.113.5 10.0.0.1 40000 22 6 10 1000 1773756000 1773756060 REJECT OK
            2 111122223333 eni-0a 203.0.113.5 10.0.0.2 40001 22 6 5 500 1773755940 1773755990 REJECT OK
            2 111122223333 eni-0a 203.0.113.5 10.0.0.2 40001 80 6 1 44 1773756200 1773756210 ACCEPT OK
            2 111122223333 eni-0a 10.0.0.1 203.0.113.5 22 40000 6 7 2000 1773756000 1773756060 ACCEPT OK
            2 111122223333 eni-0a - - - - - - - 1773756000 1773756060 - NODATA
            2 111122223333 eni-0a - - - - - - - 1773756000 1773756060 - SKIPDATA
            """);
        Assert.Equal(2, totals.Gaps);
        Assert.Equal(4, totals.Flows);
        List<FlowLogSummary> groups = totals.Summaries(0);
        Assert.Equal(["10.0.0.1", "203.0.113.5"], groups.Select(g => g.SourceAddress));
        FlowLogSummary group = groups[1];
        Assert.Equal("203.0.113.5", group.Group);
        Assert.Equal((3, 16, 1544, 2), (group.Flows, group.Packets, group.Bytes, group.Rejected));
        Assert.Equal(2.0 / 3, group.RejectedShare, 9);
        Assert.Equal((2, 2), (group.Ports, group.Peers));
        Assert.Equal(new DateTime(2026, 3, 17, 13, 59, 0, DateTimeKind.Utc), group.FirstSeen);
        Assert.Equal(new DateTime(2026, 3, 17, 14, 3, 30, DateTimeKind.Utc), group.LastSeen);
        Assert.True(group.IsExact);
        Assert.Null(group.DestinationAddress);
    }

    [Fact]
    public void Stretches_of_time_begin_at_whole_multiples()
    {
        FlowLogTotals totals = Read(new FlowLogTotals([FlowLogDimension.Time, FlowLogDimension.Action, FlowLogDimension.Direction], TimeSpan.FromMinutes(10), FlowLogOrder.Bytes, 0), """
            2 111122223333 eni-0a 203.0.113.5 10.0.0.1 40000 22 6 1 40 1773756599 1773756660 REJECT OK
            2 111122223333 eni-0a 203.0.113.5 10.0.0.1 40000 22 6 1 40 1773756600 1773756660 REJECT OK
            2 111122223333 eni-0a 10.0.0.1 10.0.0.2 40000 22 6 1 40 1773756000 1773756660 ACCEPT OK
            """);
        Assert.Equal(
            ["2026-03-17 14:00:00Z ACCEPT Internal", "2026-03-17 14:00:00Z REJECT Inbound", "2026-03-17 14:10:00Z REJECT Inbound"],
            totals.Timeline().Select(g => g.Group));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Sums_are_those_of_a_plain_grouping(int threads)
    {
        var random = new Random(7);
        string[] lines = [.. Enumerable.Range(0, 6000).Select(_ => Line(random))];
        var parts = Enumerable.Range(0, threads).Select(_ => New(Pair)).ToArray();
        for (int i = 0; i < lines.Length; i++)
        {
            // Lines go to the threads at random; files are read whole elsewhere.
            Read(parts[random.Next(threads)], lines[i]);
        }

        FlowLogTotals totals = New(Pair);
        foreach (FlowLogTotals part in parts)
        {
            totals.Add(part);
        }

        var expected = lines.Select(line => line.Split(' ')).GroupBy(c => (c[3], c[6])).ToDictionary(
            g => g.Key.Item1 + " " + g.Key.Item2,
            g => string.Join('|', g.Count(), g.Sum(c => long.Parse(c[8], CultureInfo.InvariantCulture)), g.Sum(c => long.Parse(c[9], CultureInfo.InvariantCulture)),
                g.Count(c => c[12] == "REJECT"), g.Select(c => c[6]).Distinct().Count(), g.Select(c => c[4]).Distinct().Count()));
        List<FlowLogSummary> groups = totals.Summaries(0);
        Assert.Equal(expected, groups.ToDictionary(g => g.Group, g => string.Join('|', g.Flows, g.Packets, g.Bytes, g.Rejected, g.Ports, g.Peers)));
        Assert.Equal(groups.OrderByDescending(g => g.Bytes).ThenBy(g => g.SourceAddress, StringComparer.Ordinal).ThenBy(g => g.Port!.Value.ToString(CultureInfo.InvariantCulture), StringComparer.Ordinal).Select(g => g.Group), groups.Select(g => g.Group));
        Assert.Equal(groups.Take(5).Select(g => g.Group), totals.Summaries(5).Select(g => g.Group));
        Assert.All(groups, g => Assert.True(g.IsExact));
    }

    [Fact]
    public void With_a_limit_what_may_be_missing_is_told()
    {
        // 50 talkers that are there all the time, and 20,000 addresses that come once or twice; room for 500.
        var random = new Random(11);
        var limited = new FlowLogTotals([FlowLogDimension.SourceAddress], TimeSpan.FromHours(1), FlowLogOrder.Bytes, 500);
        FlowLogTotals all = New(FlowLogDimension.SourceAddress);
        var lines = new StringBuilder();
        for (int i = 0; i < 20_000; i++)
        {
            lines.Append(CultureInfo.InvariantCulture, $"2 111122223333 eni-0a 10.1.{random.Next(200)}.{random.Next(50)} 10.0.0.1 40000 22 6 1 {40 + random.Next(100)} 1773756000 1773756060 ACCEPT OK\n");
            lines.Append(CultureInfo.InvariantCulture, $"2 111122223333 eni-0a 10.2.0.{random.Next(50)} 10.0.0.1 40000 22 6 9 {9000 + random.Next(100)} 1773756000 1773756060 ACCEPT OK\n");
        }

        Read(limited, lines.ToString());
        Read(all, lines.ToString());
        Assert.True(limited.MaxMissing > 0);
        Dictionary<string, FlowLogSummary> truth = all.Summaries(0).ToDictionary(g => g.Group);
        List<FlowLogSummary> top = limited.Summaries(100);
        Assert.Equal(all.Summaries(50).Select(g => g.Group).Order(StringComparer.Ordinal), top.Take(50).Select(g => g.Group).Order(StringComparer.Ordinal));
        Assert.All(top.Where(g => g.IsExact), g => Assert.Equal(truth[g.Group].Bytes, g.Bytes));
        Assert.All(top, g => Assert.InRange(truth[g.Group].Bytes - g.Bytes, 0, limited.MaxMissing));
        Assert.Contains(top, g => g.IsExact);
        Assert.Contains(top, g => !g.IsExact);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(300)]
    [InlineData(65_536)]
    public void Ports_are_counted_exactly(int ports)
    {
        var count = new DistinctCount(ports: true);
        var half = new DistinctCount(ports: true);
        for (int i = 0; i < ports * 2; i++)
        {
            (i % 3 == 0 ? count : half).Add((uint)(i % Math.Max(1, ports)));
        }

        count.Add(half);
        Assert.Equal(ports, count.Count);
        Assert.True(count.IsExact);
    }

    [Fact]
    public void Many_peers_are_estimated()
    {
        var random = new Random(3);
        foreach (int peers in new[] { 1000, 5000, 200_000 })
        {
            var count = new DistinctCount(ports: false);
            var other = new DistinctCount(ports: false);
            for (int i = 0; i < peers; i++)
            {
                uint hash = (uint)random.NextInt64(0, 1L << 32);
                (i % 2 == 0 ? count : other).Add(hash);
                count.Add(hash);
            }

            count.Add(other);
            Assert.InRange(count.Count, peers * 0.94, peers * 1.06);
            Assert.Equal(peers <= 1000, count.IsExact);
        }
    }

    private static FlowLogTotals New(params FlowLogDimension[] by) => new(by, TimeSpan.FromHours(1), FlowLogOrder.Bytes, 0);

    private static string Line(Random random) => string.Create(CultureInfo.InvariantCulture,
        $"2 111122223333 eni-0a 10.0.{random.Next(3)}.{random.Next(20)} 10.1.0.{random.Next(60)} {40_000 + random.Next(9)} {random.Next(12) * 7} 6 {random.Next(50)} {random.Next(5000)} {1_773_756_000 + random.Next(900)} {1_773_757_000 + random.Next(60)} {(random.Next(4) == 0 ? "REJECT" : "ACCEPT")} OK");

    private static FlowLogTotals Read(FlowLogTotals totals, string lines)
    {
        new EvidenceReader(ReadOptions.All).Read(new MemoryEvidence(lines + "\n"), new Sink(totals), CancellationToken.None);
        return totals;
    }

    private sealed class Sink(FlowLogTotals totals) : IRecordSink
    {
        public void OnRecord(RecordFields fields) => totals.Add((FlowLogFields)fields);

        public void OnProblem(ReadProblem problem) => Assert.Fail(problem.ToString());

        public void OnOther(OtherContent content) => Assert.Fail(content.ToString());
    }
}
