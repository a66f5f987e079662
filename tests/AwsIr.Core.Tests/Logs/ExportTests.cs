using AwsIr.Formats;
using AwsIr.Tests.Formats;

namespace AwsIr.Tests.Logs;

/// <summary>Exports to S3: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/S3ExportTasks.html.</summary>
public class ExportTests
{
    private const string Task = "0b8b7a3e-1111-4222-8333-444455556666";

    private const string Text =
        "2026-03-17T13:00:00.000Z START RequestId: 8f507cfc-xmpl-4697-b07a-ac58fc914c95 Version: $LATEST\n"
        + "2026-03-17T13:00:00.123Z Traceback:\n  line 1\n\n2026-03-17T13:00:00.123Z\tline 2\r\n"
        + "2026-03-17T13:00:01.000Z \n"
        + "2026-03-17T13:00:00.500Z 2026-03-17T12:59:59.000Z INFO last";

    [Fact]
    public void Events_begin_with_their_time_and_have_all_their_lines()
    {
        foreach (var pieces in new[] { int.MaxValue, 1, 7 })
        {
            var found = Found.In(new MemoryEvidence(MemoryEvidence.Gzip(Text), pieces) { Path = $"/evidence/exportedlogs/{Task}/2026-03-17-[$LATEST]2f/000000.gz" });
            Assert.Empty(found.Problems);
            Assert.Empty(found.Others);
            Assert.Equal(
                ["START RequestId: 8f507cfc-xmpl-4697-b07a-ac58fc914c95 Version: $LATEST", "Traceback:\n  line 1\n\n2026-03-17T13:00:00.123Z\tline 2", "", "2026-03-17T12:59:59.000Z INFO last"],
                found.Logs.Select(log => log.Raw));
            Assert.Equal(
                [Sample.Time, Sample.Time + 123, Sample.Time + 1000, Sample.Time + 500],
                found.Logs.Select(log => new DateTimeOffset(log.Timestamp!.Value).ToUnixTimeMilliseconds()));
            Assert.Equal([0L, 1, 2, 3], found.Logs.Select(log => log.Provenance.Index));
            Assert.All(found.Logs, log =>
            {
                Assert.Equal("2026-03-17-[$LATEST]2f", log.LogStream);
                Assert.Null(log.LogGroup);
                Assert.Null(log.EventId);
                Assert.Null(log.IngestionTime);
            });
        }
    }

    [Theory]
    [InlineData("/evidence/exportedlogs/" + Task + "/stream/000000.gz", null, "stream")]
    [InlineData("/evidence/aws/lambda/resize/" + Task + "/stream/000000.gz", "/aws/lambda/resize", "stream")]
    [InlineData("/home/me/aws/case/aws/lambda/resize/2026-03-17/" + Task + "/stream/000000.gz", "/aws/lambda/resize", "stream")]
    [InlineData(@"C:\case\var\log\secure\2026\03\17\" + Task + @"\i-0a11111111111aaaa\000000.gz", "/var/log/secure", "i-0a11111111111aaaa")]
    [InlineData("s3://bucket/aws/ecs/containerinsights/shop/performance/" + Task + "/s/000001.gz", "/aws/ecs/containerinsights/shop/performance", "s")]
    [InlineData("/home/me/aws/case/" + Task + "/stream/000000.gz", null, "stream")]
    [InlineData("/var/tmp/" + Task + "/stream/000000.gz", null, "stream")]
    [InlineData("/evidence/aws/lambda/resize/stream/000000.gz", null, null)]
    [InlineData(Task + "/stream/000000.gz", null, "stream")]
    [InlineData("000000.gz", null, null)]
    public void Group_and_stream_are_in_the_path_as_far_as_it_has_them(string path, string? group, string? stream)
    {
        var only = Assert.Single(Found.In(new MemoryEvidence("2026-03-17T13:00:00.000Z m\n") { Path = path }).Logs);
        Assert.Equal((group, stream), (only.LogGroup, only.LogStream));
    }

    [Fact]
    public void The_test_file_of_an_export_is_told_apart()
    {
        var found = Found.In(new MemoryEvidence("Permission Check Successful") { Path = "/evidence/exportedlogs/aws-logs-write-test" });
        Assert.Empty(found.Records);
        Assert.Empty(found.Problems);
        Assert.Equal("permission tests of CloudWatch Logs exports", Assert.Single(found.Others).What);
    }

    [Fact]
    public void A_damaged_export_keeps_the_events_before_and_says_so()
    {
        var random = new Random(1);
        var packed = MemoryEvidence.Gzip(string.Concat(Enumerable.Range(0, 3000).Select(i => $"2026-03-17T13:00:00.000Z {i} {random.NextInt64()}\n")));
        var found = Found.In(new MemoryEvidence(packed[..(packed.Length / 2)]));
        Assert.InRange(found.Logs.Count, 1000, 2000);
        var problem = Assert.Single(found.Problems);
        Assert.Equal(ReadProblemKind.BadCompression, problem.Kind);
        Assert.Equal(found.Logs.Count, problem.Record);
    }

    [Fact]
    public void An_event_larger_than_the_window_is_told_and_the_next_is_read()
    {
        var huge = "2026-03-17T13:00:00.000Z " + new string('x', 10 * 1024 * 1024) + "\n" + new string('y', 10 * 1024 * 1024) + "\n";
        var found = Found.In("2026-03-17T13:00:00.000Z first\n" + huge + "2026-03-17T13:00:00.000Z last\n");
        Assert.Equal(["first", "last"], found.Logs.Select(log => log.Raw));
        Assert.Equal([0L, 2L], found.Logs.Select(log => log.Provenance.Index));
        var problem = Assert.Single(found.Problems);
        Assert.Equal((ReadProblemKind.TooLarge, 1L), (problem.Kind, problem.Record));
    }

    [Fact]
    public void A_long_export_is_read_in_one_window()
    {
        const string Event = "2026-03-17T13:00:00.000Z sshd[4242]: Invalid user admin from 203.0.113.45 port 40000\n  and more of it\n";
        var sink = new Counter();
        var reader = new EvidenceReader(ReadOptions.All);
        reader.Read(new RepeatedText(Event, Event, Event, 1024), sink, CancellationToken.None);
        sink.Records = 0;
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        reader.Read(new RepeatedText(Event, Event, Event, 100 * 1024 * 1024), sink, CancellationToken.None);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        Assert.InRange(sink.Records, 1_000_000, 1_100_000);
        Assert.Equal(0, sink.Problems);
        Assert.InRange(allocated, 0, 8 * 1024 * 1024 + (sink.Records * 160));
    }
}
