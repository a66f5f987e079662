using System.IO.Compression;
using System.Text;
using AwsIr.Formats;
using AwsIr.Tests.Formats;

namespace AwsIr.Tests.Logs;

/// <summary>Logs are written by attackers, and deliveries break.</summary>
public class HostileLogTests
{
    private static string Good { get; } = Sample.Lambda(Sample.Batch("good"));

    public static TheoryData<string, string, ReadProblemKind, string> Damaged() => new()
    {
        { "no base64", """{"awslogs":{"data":"H4sI????"}}""", ReadProblemKind.BadCompression, "base64" },
        { "neither gzip nor JSON", Sample.Envelope(Convert.ToBase64String("hello"u8)), ReadProblemKind.BadCompression, "neither gzip nor JSON" },
        { "nothing", """{"awslogs":{"data":"AAAA"}}""", ReadProblemKind.BadCompression, "neither gzip nor JSON" },
        { "damaged gzip", """{"awslogs":{"data":"H4sIAAAAAAAA//////////////8="}}""", ReadProblemKind.BadCompression, "damaged" },
        { "cut off", Sample.Envelope(Convert.ToBase64String(MemoryEvidence.Gzip(Sample.Batch("x", new string('y', 500)))[..120])), ReadProblemKind.Truncated, "ends in the middle" },
        { "no valid JSON", Sample.Lambda("{\"logEvents\":[}"), ReadProblemKind.BadJson, "not valid JSON" },
        { "more than is read", Sample.Lambda("{\"logEvents\":[" + new string(' ', 70 * 1024 * 1024)), ReadProblemKind.TooLarge, "64 MiB" },
    };

    [Theory]
    [MemberData(nameof(Damaged))]
    public void A_damaged_envelope_is_a_problem_with_its_place_and_the_next_is_read(string what, string envelope, ReadProblemKind kind, string says)
    {
        foreach (var text in new[] { $"{Good}\n{envelope}\n{Good}", $"[{Good},{envelope},{Good}]" })
        {
            var found = Found.In(text);
            Assert.True(found.Problems.Count == 1, what + ": " + string.Join("; ", found.Problems));
            Assert.Equal((kind, 1L), (found.Problems[0].Kind, found.Problems[0].Record));
            Assert.Contains(says, found.Problems[0].Message, StringComparison.Ordinal);
            Assert.Equal(["good", "good"], found.Logs.Select(log => log.Raw));
            Assert.Equal(0, found.Logs[0].Provenance.Index);
            Assert.InRange(found.Logs[1].Provenance.Index, 1, 3);
        }
    }

    [Fact]
    public void A_bomb_costs_neither_memory_nor_much_time()
    {
        // 1 GB of spaces before an event: a thousand to one.
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write("{\"messageType\":\"DATA_MESSAGE\",\"logGroup\":\"g\",\"logEvents\":["u8);
            var spaces = Sample.Utf8(new string(' ', 1024 * 1024));
            for (var i = 0; i < 1024; i++)
            {
                gzip.Write(spaces);
            }
        }

        var text = Sample.Envelope(Convert.ToBase64String(packed.ToArray()));
        Found.In(Good);
        text += "\n" + Good;
        var before = GC.GetAllocatedBytesForCurrentThread();
        var found = Found.In(text);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100 * 1024 * 1024);
        Assert.Equal("good", Assert.Single(found.Logs).Raw);
        Assert.Equal(ReadProblemKind.TooLarge, Assert.Single(found.Problems).Kind);
    }

    [Fact]
    public void Envelopes_in_envelopes_are_opened_once()
    {
        var text = Good;
        for (var i = 0; i < 50; i++)
        {
            text = Sample.Lambda(text);
        }

        var found = Found.In(text + Good);
        Assert.Single(found.Logs);
        Assert.Equal(("envelopes of CloudWatch Logs batches", 1L), (Assert.Single(found.Others).What, found.Others[0].Count));
    }

    [Fact]
    public void Problems_of_many_envelopes_are_listed_up_to_a_limit()
    {
        var found = Found.In(string.Concat(Enumerable.Repeat("""{"awslogs":{"data":"????"}}""" + "\n{broken\n", 500)) + Good);
        Assert.Single(found.Logs);
        Assert.Equal(ReadProblems.Max + 1, found.Problems.Count);
        Assert.Contains("900 more", found.Problems[^1].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"soon\"")]
    [InlineData("\"\"")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("true")]
    [InlineData("99999999999999999999999999")]
    [InlineData("-99999999999999999999999999")]
    [InlineData("1e300")]
    [InlineData("253402300800000")]
    [InlineData("\"/Date(/\"")]
    public void A_time_that_is_none_is_no_time(string time)
    {
        var found = Found.In($$"""{"events":[{"timestamp":{{time}},"message":"m","ingestionTime":{{time}},"eventId":"e"}]}""");
        var only = Assert.Single(found.Logs);
        Assert.Null(only.Timestamp);
        Assert.Null(only.IngestionTime);
        Assert.Equal("m", only.Message);
        Assert.Empty(found.Problems);
    }

    [Theory]
    [InlineData("1773752400000")]
    [InlineData("1773752400000.0")]
    [InlineData("1.7737524E+12")]
    [InlineData("\"1773752400000\"")]
    [InlineData("\"2026-03-17T13:00:00Z\"")]
    [InlineData("\"2026-03-17T14:00:00+01:00\"")]
    [InlineData("\"2026-03-17 13:00:00.000\"")]
    [InlineData("\"\\/Date(1773752400000)\\/\"")]
    [InlineData("\"\\/Date(1773752400000+0100)\\/\"")]
    public void Times_are_read_in_the_forms_that_tools_write(string time)
    {
        var only = Assert.Single(Found.In($$"""{"events":[{"timestamp":{{time}},"message":"m","ingestionTime":0}]}""").Logs);
        Assert.Equal(new DateTime(2026, 3, 17, 13, 0, 0, DateTimeKind.Utc), only.Timestamp);
        Assert.Equal(DateTime.UnixEpoch, only.IngestionTime);
    }

    [Theory]
    [InlineData("""{"a":[1,{"b":"c"}]}""", """{"a":[1,{"b":"c"}]}""")]
    [InlineData("5", "5")]
    [InlineData("true", "true")]
    [InlineData("null", "")]
    [InlineData("\"\"", "")]
    public void A_message_of_another_type_is_its_text(string message, string expected)
    {
        var only = Assert.Single(Found.In($$"""{"events":[{"timestamp":1,"message":{{message}},"ingestionTime":2}]}""").Logs);
        Assert.Equal(expected, only.Raw);
    }

    [Fact]
    public void Entries_of_a_batch_that_are_no_events_are_told()
    {
        var found = Found.In("""{"messageType":"DATA_MESSAGE","logGroup":"g","logEvents":[1,{"id":"a","timestamp":1,"message":"m"},"x",[{}],{}]}""" + Good);
        Assert.Equal(["m", "", "good"], found.Logs.Select(log => log.Raw));
        Assert.Equal([1L, 4L, 5L], found.Logs.Select(log => log.Provenance.Index));
        Assert.Equal([0L, 2L, 3L], found.Problems.Select(problem => problem.Record!.Value));
    }

    [Fact]
    public void Control_messages_are_told_apart()
    {
        const string Control = """{"messageType":"CONTROL_MESSAGE","owner":"CloudwatchLogs","logGroup":"","logStream":"","subscriptionFilters":[],"logEvents":[{"id":"","timestamp":1773752400000,"message":"CWL CONTROL MESSAGE: Checking health of destination Firehose."}]}""";
        var found = Found.In(Control + Sample.Batch("m") + Sample.Lambda(Control));
        Assert.Equal("m", Assert.Single(found.Logs).Raw);
        Assert.Equal(("CloudWatch Logs control messages", 2L), (Assert.Single(found.Others).What, found.Others[0].Count));
        Assert.Empty(found.Problems);
    }

    [Fact]
    public void Control_and_direction_characters_are_written_out_and_kept_in_Raw()
    {
        const string Message = "a\u001b[2Jb\u202ec\u0000d\ne\tf";
        var found = Found.In(Sample.Batch(Message).Replace("/var/log/secure", "g\\u001b", StringComparison.Ordinal).Replace("i-0a11111111111aaaa", "s\\u0007", StringComparison.Ordinal).Replace("\"31950\"", "\"\\u001b\"", StringComparison.Ordinal));
        var only = Assert.Single(found.Logs);
        Assert.Equal("a\\u001b[2Jb\\u202ec\\u0000d\ne\tf", only.Message);
        Assert.Equal(Message, only.Raw);
        Assert.Equal(("g\\u001b", "s\\u0007", "\\u001b"), (only.LogGroup, only.LogStream, only.EventId));
        Assert.DoesNotContain('\u001b', only.ToString());
    }

    [Fact]
    public void Rows_without_a_message_and_broken_ones_are_told()
    {
        var found = Found.In("""{"results":[[{"field":"count(*)","value":"7"}],5,"x",[1,{"a":{"b":[]}},{"value":"v","field":"@message"}],[],{"field":"@message","value":"no row"}],"statistics":{},"status":"Complete"}""" + Good);
        Assert.Equal(["v", "good"], found.Logs.Select(log => log.Raw));
        Assert.Equal([3L, 6L], found.Logs.Select(log => log.Provenance.Index));
        Assert.Equal(("rows of Logs Insights without a message", 5L), (Assert.Single(found.Others).What, found.Others[0].Count));
    }

    [Fact]
    public void Bytes_that_are_not_UTF8_cost_no_event()
    {
        var text = Sample.Utf8(Sample.Page("x##x"));
        text.AsSpan().Replace((byte)'#', (byte)0xff);
        Assert.Equal("x\ufffd\ufffdx", Assert.Single(Found.In(new MemoryEvidence(text)).Logs).Raw);
    }

    [Fact]
    public void A_long_page_is_read_in_one_window()
    {
        var item = new RepeatedText("{\"events\":[", Sample.Event("Mar 17 13:00:00 ip-10-20-0-10 sshd[4242]: Invalid user admin from 203.0.113.45 port 40000") + ",", Sample.Event("last") + "],\"searchedLogStreams\":[]}", 200L * 1024 * 1024);
        var sink = new Counter();
        var reader = new EvidenceReader(ReadOptions.All);
        reader.Read(new RepeatedText("{\"events\":[", Sample.Event("m") + ",", Sample.Event("last") + "]}", 1024), sink, CancellationToken.None);
        sink.Records = 0;
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        reader.Read(item, sink, CancellationToken.None);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        Assert.Equal(0, sink.Problems);
        Assert.InRange(sink.Records, 500_000, 1_500_000);
        Assert.InRange(allocated, 0, 8 * 1024 * 1024);
    }
}
