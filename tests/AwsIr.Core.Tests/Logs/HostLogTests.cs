using AwsIr.Formats;
using AwsIr.Tests.Formats;

namespace AwsIr.Tests.Logs;

/// <summary>Files of hosts' logs, read without being asked for text: what is told to be a log by its lines.</summary>
public class HostLogTests
{
    /// <summary>A name, the text, and the time of its last line in UTC, for a file written on 2026-03-18.</summary>
    public static TheoryData<string, string, string?> Logs { get; } = new()
    {
        { "auth.log", "Mar 17 12:59:59 ip-10-20-0-10 CRON[1]: pam_unix(cron:session): session opened for user root\nMar 17 13:00:00 ip-10-20-0-10 sshd[4242]: Failed password for root from 203.0.113.45 port 40000 ssh2\n", "2026-03-17T13:00:00Z" },
        { "auth.log of the year before", "Dec 31 23:59:59 ip-10-20-0-10 sshd[4242]: Invalid user admin from 203.0.113.45 port 40000\n", "2025-12-31T23:59:59Z" },
        { "rsyslog's precise times", "2026-03-17T14:00:00.250000+01:00 ip-10-20-0-10 sshd[4242]: Invalid user admin from 203.0.113.45 port 40000\n", "2026-03-17T13:00:00.25Z" },
        { "an access log", "203.0.113.45 - - [17/Mar/2026:13:00:00 +0000] \"GET / HTTP/1.1\" 200 3 \"-\" \"curl/8.0\"\n", "2026-03-17T13:00:00Z" },
        { "an application's lines", "banner\n\n2026-03-17 13:00:00,500 ERROR something\n", "2026-03-17T13:00:00.5Z" },
        { "what aws logs tail writes", "2026-03-17T13:00:00.123000+00:00 stream message of it\n", "2026-03-17T13:00:00.123Z" },
        { "Windows events of the agent", "[Security] [INFORMATION] [4625] [Microsoft-Windows-Security-Auditing] [WEB01.example.com] [An account failed to log on.]\n", null },
        { "Lambda's lines", "START RequestId: 8f507cfc-xmpl-4697-b07a-ac58fc914c95 Version: $LATEST\nEND RequestId: 8f507cfc-xmpl-4697-b07a-ac58fc914c95\n", null },
    };

    [Theory]
    [MemberData(nameof(Logs))]
    public void A_log_is_told_by_its_lines(string what, string text, string? time)
    {
        var found = Found.In(new MemoryEvidence(text) { Written = new DateTime(2026, 3, 18, 0, 0, 0, DateTimeKind.Utc) });
        Assert.True(found.Problems.Count == 0, what + ": " + string.Join("; ", found.Problems));
        Assert.Equal(text.Split('\n', StringSplitOptions.RemoveEmptyEntries), found.Logs.Select(log => log.Raw));
        Assert.Equal(time is null ? null : DateTime.Parse(time, null, System.Globalization.DateTimeStyles.RoundtripKind), found.Logs[^1].Timestamp);
        Assert.All(found.Logs, log => Assert.Null(log.LogStream ?? log.LogGroup ?? log.EventId));
    }

    [Theory]
    [MemberData(nameof(Logs))]
    public void Where_logs_are_not_wanted_their_lines_are_told(string what, string text, string? time)
    {
        _ = time;
        var found = Found.In(text, new ReadOptions { Sources = [RecordSource.CloudTrail] });
        Assert.Empty(found.Records);
        Assert.Empty(found.Problems);
        Assert.Equal((what, "lines of text logs", text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length), (what, Assert.Single(found.Others).What, (int)found.Others[0].Count));
    }

    [Fact]
    public void Without_the_time_of_the_file_a_time_without_a_year_is_none()
    {
        Assert.Null(Assert.Single(Found.In("Mar 17 13:00:00 ip-10-20-0-10 sshd[4242]: Invalid user admin from 203.0.113.45 port 40000\n").Logs).Timestamp);
    }

    [Fact]
    public void A_file_on_disk_has_the_time_that_it_was_written()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "Mar 17 13:00:00 ip-10-20-0-10 sshd[4242]: Invalid user admin from 203.0.113.45 port 40000\n");
            File.SetLastWriteTimeUtc(path, new DateTime(2024, 6, 1, 0, 0, 0, DateTimeKind.Utc));
            var only = Assert.Single(Found.In(new AwsIr.Evidence.FileEvidence(path)).Logs);
            Assert.Equal(new DateTime(2024, 3, 17, 13, 0, 0, DateTimeKind.Utc), only.Timestamp);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("""{"timestamp":"2026-03-17T13:00:00.5Z"}""")]
    [InlineData("""{"@timestamp":"2026-03-17T14:00:00.500+01:00"}""")]
    [InlineData("""{"level":"info","time":1773752400500}""")]
    [InlineData("""{"ts":1773752400.5}""")]
    [InlineData("""{"Time":1773752400500000}""")]
    [InlineData("""{"time":1773752400500000000}""")]
    [InlineData("""{"timestamp":"soon","ts":1773752400.5}""")]
    public void JSON_of_applications_has_its_own_time(string line)
    {
        var only = Assert.Single(Found.In(line, new ReadOptions { AnyText = true }).Logs);
        Assert.Equal(new DateTime(2026, 3, 17, 13, 0, 0, 500, DateTimeKind.Utc), only.Timestamp);
    }

    [Theory]
    [InlineData("""{"timestamp":"soon"}""")]
    [InlineData("""{"time":-1,"ts":1e300,"timestamp":{}}""")]
    [InlineData("""{"x":1}""")]
    public void Or_none(string line) => Assert.Null(Assert.Single(Found.In(line, new ReadOptions { AnyText = true }).Logs).Timestamp);
}
