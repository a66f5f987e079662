using AwsIr.Formats;
using AwsIr.Records;
using AwsIr.Tests.Formats;

namespace AwsIr.Tests.Logs;

/// <summary>What rules see of a log event.</summary>
public class CloudWatchFieldsTests
{
    private const string Ssh = "Mar 17 13:00:00 ip-10-20-0-10 sshd[4242]: Failed password for invalid user admin from 203.0.113.45 port 40000 ssh2";

    [Theory]
    [InlineData("message", Ssh)]
    [InlineData("logGroup", "/var/log/secure")]
    [InlineData("logStream", "i-0a11111111111aaaa")]
    [InlineData("timestamp", "1773752400000")]
    [InlineData("eventId", "31950")]
    [InlineData("owner", "111122223333")]
    [InlineData("Message", Ssh)]
    [InlineData("LOGGROUP", "/var/log/secure")]
    [InlineData("user", "admin")]
    [InlineData("address", "203.0.113.45")]
    [InlineData("ingestionTime", null)]
    [InlineData("nothing", null)]
    [InlineData("message.nothing", null)]
    public void The_event_s_own_fields_and_those_of_its_message(string field, string? expected)
    {
        var sink = new Resolver(field);
        new EvidenceReader(ReadOptions.All).Read(new MemoryEvidence(Sample.Batch(Ssh)), sink, CancellationToken.None);
        Assert.Equal(expected, Assert.Single(sink.Values));

        // The same of a record that comes through the pipeline.
        var record = (IRecord)Found.In(Sample.Batch(Ssh)).Logs[0];
        sink.OnRecord(record.GetFields());
        Assert.Equal(expected, sink.Values[1]);
    }

    [Theory]
    [InlineData("message", Json)]
    [InlineData("logGroup", "/var/log/secure")]
    [InlineData("logStream", "i-0a11111111111aaaa")]
    [InlineData("timestamp", "1773752400000")]
    [InlineData("ingestionTime", "6")]
    [InlineData("eventId", "7")]
    [InlineData("owner", "8")]
    [InlineData("Message", "capital")]
    [InlineData("a.b", "c")]
    [InlineData("A.B", "c")]
    [InlineData("d.e", "dotted")]
    [InlineData("list", "1|2")]
    [InlineData("message.x", "deep")]
    public void What_is_written_in_a_message_does_not_hide_what_was_logged_with_it(string field, string expected)
    {
        var sink = new Resolver(field);
        new EvidenceReader(ReadOptions.All).Read(new MemoryEvidence(Sample.Batch(Json)), sink, CancellationToken.None);
        Assert.Equal(expected, Assert.Single(sink.Values));
    }

    private const string Json = """{"message":{"x":"deep"},"logGroup":"forged","logStream":"forged","timestamp":5,"ingestionTime":6,"eventId":7,"owner":"8","Message":"capital","a":{"b":"c"},"d.e":"dotted","list":[1,2]}""";

    [Fact]
    public void A_group_that_is_unknown_is_not_taken_from_the_message()
    {
        var sink = new Resolver("logGroup");
        var item = new MemoryEvidence(Sample.Page("""{"logGroup":"forged"}"""));
        new EvidenceReader(ReadOptions.All).Read(item, sink, CancellationToken.None);
        Assert.Equal(item.Name, Assert.Single(sink.Values));
    }

    [Fact]
    public void Keywords_are_searched_in_message_group_and_stream()
    {
        var seen = new List<string>();
        var record = (IRecord)Found.In(Sample.Batch("{\"a\":\"b\"}")).Logs[0];
        Assert.False(record.GetFields().AnyValue(text =>
        {
            seen.Add(text);
            return false;
        }));
        Assert.Equal(["{\"a\":\"b\"}", "/var/log/secure", "i-0a11111111111aaaa"], seen);
    }

    [Fact]
    public void The_object_has_what_the_message_says()
    {
        var log = Found.In(Sample.Batch(Ssh)).Logs[0];
        Assert.Equal(LogMessageKind.Syslog, log.Kind);
        Assert.Equal("admin", log.Fields["user"]);
        IRecord record = log;
        Assert.Equal(("admin", "203.0.113.45", "111122223333", "31950"), (record.Actor, record.SourceAddress, record.AccountId, record.RecordId));
        Assert.Equal(RecordSource.CloudWatchLogs, record.Source);
        Assert.Equal(log.Timestamp, record.Time);
        Assert.Equal("2026-03-17T13:00:00Z /var/log/secure " + Ssh, log.ToString());
        Assert.Equal("/evidence/memory#0", log.Provenance.ToString());

        var text = Found.In(Sample.Batch("plain text of no kind")).Logs[0];
        Assert.Equal(LogMessageKind.Text, text.Kind);
        Assert.Empty(text.Fields);
        Assert.Null(((IRecord)text).Actor);
    }

    [Fact]
    public void What_was_found_in_a_message_comes_before_what_it_says()
    {
        foreach (var message in new[] { "plain", "{}", """{"user":"parsed","b":1}""" })
        {
            var log = new CloudWatchLogEvent(message, null, default, 0, 0, [new("user", "found \"x\" \u001b"), new("c", "")], "p", 1);
            var fields = ((IRecord)log).GetFields();
            Assert.Equal("found \"x\" \\u001b", log.Fields["user"]);
            Assert.Equal("", log.Fields["c"]);
            Assert.Equal(message.Contains("\"b\"", StringComparison.Ordinal) ? 1L : null, log.Fields["b"]);
            var values = new FieldValues();
            fields.Resolve(new FieldPath("user", 0), values);
            Assert.Equal("found \"x\" \u001b", values.Items[0].Text);
        }
    }

    /// <summary>Resolves one field of every record.</summary>
    private sealed class Resolver(string field) : IRecordSink
    {
        public List<string?> Values { get; } = [];

        public void OnRecord(RecordFields fields)
        {
            var values = new FieldValues();
            fields.Resolve(new FieldPath(field, 0), values);
            Values.Add(values.Present ? string.Join('|', values.Items.ToArray().Select(value => value.Text)) : null);
        }

        public void OnProblem(ReadProblem problem) => Assert.Fail(problem.ToString());

        public void OnOther(OtherContent content)
        {
        }
    }
}
