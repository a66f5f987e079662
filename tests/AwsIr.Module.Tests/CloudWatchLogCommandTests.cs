using System.IO.Compression;
using System.Text;
using System.Text.Json;
using AwsIr.Module.Tests.Harness;

namespace AwsIr.Module.Tests;

/// <summary>Get-IrCloudWatchLogEvent as a user runs it, on the logs of a small made-up host, function and application.</summary>
public sealed class CloudWatchLogCommandTests : IClassFixture<ModuleSession>, IDisposable
{
    /// <summary>2026-03-17T13:00:00.000Z in milliseconds since 1970.</summary>
    private const long Time = 1773752400000;

    private const string Trail = """{"eventVersion":"1.11","eventTime":"2026-03-17T13:05:00Z","eventSource":"iam.amazonaws.com","eventName":"CreateUser","eventID":"11111111-2222-4333-8444-555555555555","awsRegion":"us-east-1","sourceIPAddress":"198.51.100.7","userIdentity":{"type":"IAMUser","userName":"mallory"}}""";

    private readonly ModuleSession _session;
    private readonly TemporaryFolder _folder = new();

    public CloudWatchLogCommandTests(ModuleSession session)
    {
        _session = session;

        // A subscription's batches of a host, as Firehose writes them; a page of a function; an export; a file of the host itself; an application's JSON.
        WriteGzip("1-firehose.gz",
            Batch("/var/log/secure", "i-0a11111111111aaaa",
                "Mar 17 13:00:00 ip-10-20-0-10 sshd[4242]: Failed password for root from 203.0.113.45 port 40000 ssh2",
                "Mar 17 13:00:01 ip-10-20-0-10 sshd[4242]: Accepted publickey for ec2-user from 198.51.100.7 port 40001 ssh2")
            + Batch("aws-cloudtrail-logs-1", "111122223333_CloudTrail_us-east-1", Trail));
        _folder.Write("2-page.json", $$"""{"events":[{"logStreamName":"2026/03/17/[$LATEST]2f","timestamp":{{Time + 60000}},"message":"REPORT RequestId: 8f507cfc-xmpl-4697-b07a-ac58fc914c95\tDuration: 3000.00 ms\n","ingestionTime":{{Time + 61000}},"eventId":"e1"},{"logStreamName":"2026/03/17/[$LATEST]2f","timestamp":{{Time + 61000}},"message":"payment of 1200.50 by bob \u001b[2J","ingestionTime":{{Time + 62000}},"eventId":"e2"}],"searchedLogStreams":[]}""");
        WriteGzip("aws/lambda/resize/0b8b7a3e-1111-4222-8333-444455556666/2026-03-17-[$LATEST]2f/000000.gz",
            "2026-03-17T13:02:00.000Z [ERROR] failed\n  Traceback\n2026-03-17T13:03:00.000Z payment of 7 by alice\n");
        _folder.Write("host/auth.log", "Mar 17 13:04:00 ip-10-20-0-10 sudo: bob : TTY=pts/0 ; PWD=/home/bob ; USER=root ; COMMAND=/bin/bash\nno time here\n");
        File.SetLastWriteTimeUtc(Path.Combine(_folder.Path, "host", "auth.log"), new DateTime(2026, 3, 18, 0, 0, 0, DateTimeKind.Utc));
        _folder.Write("host/app.log", """{"time":"2026-03-17T13:06:00Z","level":"error","user":"carol","status":500}""" + "\n");
    }

    /// <summary>A filter, and the Where-Object that says the same of the objects.</summary>
    public static TheoryData<string, string> Filters { get; } = new()
    {
        { "'FAILED'", "$_.Message -like '*failed*'" },
        { "-Contains 'publickey', 'traceback'", "$_.Message -like '*publickey*' -or $_.Message -like '*Traceback*'" },
        { "-LogGroup /var/log/secure", "$_.LogGroup -eq '/var/log/secure'" },
        { "-LogGroup /AWS/lambda/*, aws-*", "$_.LogGroup -like '/aws/lambda/*' -or $_.LogGroup -like 'aws-*'" },
        { "-LogStream *CloudTrail*", "$_.LogStream -like '*CloudTrail*'" },
        { "-Pattern '^payment of (?<amount>[\\d.]+)'", "$_.Message -like 'payment of*'" },
        { "-Pattern '(?<!Accepted )PUBLICKEY|(\\d)\\1{2}'", "$_.Message -match '(?<!Accepted )PUBLICKEY|(\\d)\\1{2}'" },
        { "-FilterPattern 'payment'", "$_.Message -clike '*payment*'" },
        { "-StartTime 2026-03-17T13:01:00Z -EndTime '2026-03-17 13:04'", "$_.Timestamp -and $_.Timestamp.ToString('HHmm') -ge '1301' -and $_.Timestamp.ToString('HHmm') -lt '1304'" },
        { "payment -LogGroup /aws/* -StartTime 2026-03-17", "$_.Message -like 'payment*' -and $_.LogGroup -like '/aws/*'" },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Filters))]
    public void A_filter_means_what_Where_Object_would(string filter, string condition)
    {
        string[] texts = [.. _session.Run(
            $$"""
            param($path)
            $all = @(Get-IrCloudWatchLogEvent -Path $path)
            $all.Count
            (Get-IrCloudWatchLogEvent -Path $path -WarningAction Ignore {{filter}} | ForEach-Object { [string] $_.Provenance }) -join "`n"
            ($all | Where-Object { {{condition}} } | ForEach-Object { [string] $_.Provenance }) -join "`n"
            """,
            _folder.Path).Ok().Texts];
        Assert.Equal("10", texts[0]);
        Assert.Equal(texts[2], texts[1]);
        Assert.NotEqual("", texts[1]);
        Assert.InRange(texts[1].Split('\n').Length, 1, 9);
    }

    [Fact]
    public void Events_have_their_origin_time_and_fields()
    {
        string[] texts = [.. _session.Run(
            """
            param($path)
            Get-IrCloudWatchLogEvent $path | ForEach-Object {
                '{0:HH:mm:ss} {1} {2} {3} {4} {5} {6} {7}' -f $_.Timestamp, $_.LogGroup, $_.LogStream, $_.AccountId, $_.EventId, $_.Kind, $_.Fields.user, $_.Fields.address
            }
            """,
            _folder.Path).Ok().Texts];
        Assert.Equal(
            [
                "13:00:00 /var/log/secure i-0a11111111111aaaa 111122223333 0 Syslog root 203.0.113.45",
                "13:00:00 /var/log/secure i-0a11111111111aaaa 111122223333 1 Syslog ec2-user 198.51.100.7",
                "13:00:00 aws-cloudtrail-logs-1 111122223333_CloudTrail_us-east-1 111122223333 0 CloudTrail  ",
                "13:01:00  2026/03/17/[$LATEST]2f  e1 LambdaReport  ",
                "13:01:01  2026/03/17/[$LATEST]2f  e2 Text  ",
                "13:02:00 /aws/lambda/resize 2026-03-17-[$LATEST]2f   Text  ",
                "13:03:00 /aws/lambda/resize 2026-03-17-[$LATEST]2f   Text  ",
                "13:06:00     Json carol ",
                "13:04:00     Syslog bob ",
                "     Text  ",
            ],
            texts);
    }

    [Fact]
    public void Named_groups_of_a_pattern_are_fields()
    {
        string[] texts = [.. _session.Run(
            """
            param($path)
            Get-IrCloudWatchLogEvent $path -Pattern 'payment of (?<amount>[\d.]+) by (?<user>\w+)' | ForEach-Object { $_.Fields.amount + ' ' + $_.Fields.user + ' ' + $_.Fields.Count }
            (Get-IrCloudWatchLogEvent $path -Pattern 'for (?<user>root)').Fields.user
            (Get-IrCloudWatchLogEvent $path -Pattern '(?<user>sshd).*(?=root)').Fields.user
            @(Get-IrCloudWatchLogEvent $path -Pattern 'nowhere').Count
            """,
            _folder.Path).Ok().Texts];
        Assert.Equal(["1200.50 bob 2", "7 alice 2", "root", "sshd", "0"], texts);
    }

    [Fact]
    public void What_has_no_group_stream_or_time_is_left_out_aloud()
    {
        RunResult result = _session.Run("param($path) Get-IrCloudWatchLogEvent $path -LogGroup /var/*; Get-IrCloudWatchLogEvent $path -LogStream i-*; Get-IrCloudWatchLogEvent $path -EndTime 2026-03-18", _folder.Path).Ok();
        Assert.Equal(2 + 2 + 9, result.Output.Count);
        Assert.Equal(
            ["5 events have no log group: -LogGroup left them out.", "3 events have no log stream: -LogStream left them out.", "1 events have no time that can be read: -StartTime, -EndTime or -Last left them out."],
            result.Warnings);
    }

    [Fact]
    public void Expand_gives_the_records_that_messages_are()
    {
        string[] texts = [.. _session.Run(
            """
            param($path)
            $expanded = @(Get-IrCloudWatchLogEvent $path -Expand)
            ($expanded | ForEach-Object { $_.GetType().Name }) -join ','
            $expanded[2].EventName + ' ' + $expanded[2].Actor + ' ' + $expanded[2].Provenance.Index
            ([string] $expanded[2].Provenance).EndsWith('1-firehose.gz#2')
            @(Get-IrCloudWatchLogEvent $path -Expand -LogGroup /var/*).Count
            (Get-IrCloudTrailEvent $path/*.gz, $path/aws, $path/host/auth.log -WarningAction Ignore).EventName
            """,
            _folder.Path).Ok().Texts];
        Assert.Equal(
            ["CloudWatchLogEvent,CloudWatchLogEvent,CloudTrailEvent," + string.Join(',', Enumerable.Repeat("CloudWatchLogEvent", 7)), "CreateUser mallory 2", "True", "2", "CreateUser"],
            texts);
    }

    [Theory]
    [InlineData("-Pattern '('", "InvalidPattern", "-Pattern is no regular expression")]
    [InlineData("-FilterPattern '{ $.x = '", "InvalidFilterPattern", "-FilterPattern")]
    [InlineData("-StartTime 24h -Last 7d", "InvalidTimeRange", "-Last")]
    [InlineData("-Contains ''", "ParameterArgumentValidationError", "Contains")]
    public void Wrong_values_end_with_an_error_that_names_them(string arguments, string id, string says)
    {
        RunResult result = _session.Run("param($path) Get-IrCloudWatchLogEvent $path " + arguments, _folder.Path);
        Assert.Equal(id, Assert.Single(result.ErrorIds).Split(',')[0]);
        Assert.Contains(says, result.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    [Fact]
    public void A_pattern_that_is_slow_is_told_and_does_not_hang()
    {
        _folder.Write("slow.log", "a line\n" + new string('a', 40) + "!\n" + new string('a', 41) + "!\nlast a line\n");
        RunResult result = _session.Run("param($path) Get-IrCloudWatchLogEvent $path/slow.log -Pattern '^(?=(a+)+$)|line'", _folder.Path);
        Assert.Null(result.Terminating);
        Assert.Equal(["a line", "last a line"], result.Objects.Cast<dynamic>().Select(static log => (string)log.Message));
        Assert.Equal("PatternTimeout", Assert.Single(result.ErrorIds).Split(',')[0]);
        Assert.Contains("slow.log#1", result.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.Equal(["-Pattern took too long on 2 events: whether they match is not known."], result.Warnings);
    }

    [Fact]
    public void Paths_times_and_threads_are_as_everywhere()
    {
        _folder.Write("[1].log", "one\n" + DateTime.UtcNow.ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture) + " now\n");
        string[] texts = [.. _session.Run(
            """
            param($path)
            (Get-IrCloudWatchLogEvent -LiteralPath "$path/[1].log").Message -join ','
            (([System.IO.DirectoryInfo] "$path/host").GetFiles() | Get-IrCloudWatchLogEvent -Contains bob, carol).Count
            @(Get-IrCloudWatchLogEvent "$path/*.log" -Last 1h -WarningAction Ignore).Count
            foreach ($threads in 1, 2, 9) { (Get-IrCloudWatchLogEvent $path -ThrottleLimit $threads | ForEach-Object { $_.Provenance.Index }) -join '' }
            """,
            _folder.Path).Ok().Texts];
        Assert.Matches("^one,.* now$", texts[0]);
        Assert.Equal(["2", "1", .. Enumerable.Repeat("012010101001", 3)], texts[1..]);
    }

    [Fact]
    public void Detections_run_on_what_a_folder_holds()
    {
        _folder.Write("rules/sshd.yml",
            """
            title: Failed
            name: failed
            logsource: { product: linux, service: sshd }
            detection:
              selection: { user: root, address|cidr: 203.0.113.0/24 }
              condition: selection
            level: high
            ---
            title: Sudo
            name: sudo
            logsource: { product: aws, service: cloudwatch_logs }
            detection:
              selection: { command: /bin/bash }
              keywords: [bob]
              condition: selection and keywords
            level: low
            ---
            title: User made
            name: made
            logsource: { product: aws, service: cloudtrail }
            detection:
              selection: { eventName: CreateUser }
              condition: selection
            level: medium
            """);
        string[] texts = [.. _session.Run(
            """
            param($path)
            Test-IrDetection $path/1-firehose.gz, $path/2-page.json, $path/aws, $path/host/auth.log -RulePath $path/rules | ForEach-Object { $_.RuleName + ' ' + $_.Source + ' ' + $_.Actor + ' ' + $_.SourceAddress }
            Get-IrCloudWatchLogEvent $path | Test-IrDetection -RulePath $path/rules | ForEach-Object RuleName
            Get-IrCloudWatchLogEvent $path -Expand | Test-IrDetection -RulePath $path/rules | ForEach-Object RuleName
            """,
            _folder.Path).Ok().Texts];
        Assert.Equal(
            ["failed CloudWatchLogs root 203.0.113.45", "made CloudTrail mallory 198.51.100.7", "sudo CloudWatchLogs bob ", "failed", "sudo", "failed", "made", "sudo"],
            texts);
    }

    [Fact]
    public void The_views_fit_and_show_no_control_character()
    {
        string table = _session.RenderPlain("param($path) Get-IrCloudWatchLogEvent $path", 120, _folder.Path);
        Assert.All(table.Split('\n'), static line => Assert.InRange(line.Length, 0, 120));
        Assert.Contains("2026-03-17 13:00:00Z /var/log/secure i-0a111111111… Mar 17 13:00:00 ip-10-20-0-10 sshd[4242]:", table, StringComparison.Ordinal);
        Assert.Contains("2026-03-17 13:01:00Z 2026/03/17/[$LATEST]2f         REPORT RequestId:", table, StringComparison.Ordinal);
        Assert.Contains("auth.log", table, StringComparison.Ordinal);

        foreach (string way in new[] { "", "| ForEach-Object { $_.Message }", "| ForEach-Object { 'a text before it'; $_ }" })
        {
            string shown = _session.RenderPlain("param($path) Get-IrCloudWatchLogEvent $path 'payment of 1200' " + way, 120, _folder.Path);
            Assert.Contains("\\u001b[2J", shown, StringComparison.Ordinal);
            Assert.All(shown, static c => Assert.False(char.IsControl(c) && c is not '\n', $"U+{(int)c:X4}"));
        }
    }

    private static string Batch(string group, string stream, params string[] messages) =>
        $$"""{"messageType":"DATA_MESSAGE","owner":"111122223333","logGroup":"{{group}}","logStream":"{{stream}}","subscriptionFilters":["all"],"logEvents":[{{string.Join(',', messages.Select(static (message, i) => $$"""{"id":"{{i}}","timestamp":{{Time + i}},"message":{{JsonSerializer.Serialize(message)}}}"""))}}]}""";

    private void WriteGzip(string name, string text)
    {
        string path = _folder.Write(name, "");
        using var gzip = new GZipStream(File.Create(path), CompressionLevel.Optimal);
        gzip.Write(Encoding.UTF8.GetBytes(text));
    }
}
