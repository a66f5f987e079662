using AwsIr.Evidence;
using AwsIr.FakeAws;
using AwsIr.Live;
using AwsIr.Records;

namespace AwsIr.Aws.Tests.Live;

public class LogEventCollectorTests
{
    private const string Group = "/aws/lambda/resize";

    [Fact]
    public void Gives_every_event_once_with_where_it_was_logged()
    {
        using var rig = new LiveRig();
        Fill(rig, 10);
        rig.Server.World.LogPageBytes = 120;
        LiveResult result = rig.Read(Of(rig, Group)).Ok();
        Assert.Equal(Enumerable.Range(0, 10).Select(static number => $"message {number}"), result.Messages);
        var first = (CloudWatchLogEvent)result.Records[0];
        Assert.Equal((Group, "2026/[$LATEST]a", LiveRig.Account, LiveRig.Home), (first.LogGroup, first.LogStream, first.AccountId, first.Region));
        Assert.Equal("logs://111122223333/eu-west-1/aws/lambda/resize/page-1", first.Provenance.Path);
        Assert.True(rig.Server.RequestsOf("FilterLogEvents").Count > 1);
    }

    [Fact]
    public void Empty_pages_repeated_events_and_expired_tokens_change_nothing()
    {
        using var rig = new LiveRig();
        Fill(rig, 40);
        rig.Server.World.LogPageBytes = 300;
        rig.Server.Faults.Add("FilterLogEvents", Fault.EmptyPage, times: 3);
        rig.Server.Faults.Add("FilterLogEvents", Fault.Overlap, after: 1);
        rig.Server.Faults.Add("FilterLogEvents", Fault.PageTokenExpired, after: 1);
        rig.Server.Faults.Add("FilterLogEvents", Fault.EmptyPage, after: 1);
        LiveResult result = rig.Read(Of(rig, Group)).Ok();
        Assert.Equal(Enumerable.Range(0, 40).Select(static number => $"message {number}"), result.Messages);
    }

    [Fact]
    public void What_fails_in_the_middle_says_from_when_to_go_on()
    {
        using var rig = new LiveRig();
        Fill(rig, 40);
        rig.Server.World.LogPageBytes = 300;
        rig.Server.Faults.Add("FilterLogEvents", Fault.Error("AccessDeniedException", "User: arn:aws:iam::111122223333:user/responder is not authorized to perform: logs:FilterLogEvents"), after: 1);
        LiveResult result = rig.Read(Of(rig, Group));
        SourceNotice error = Assert.Single(result.Errors);
        Assert.Equal("AwsAccessDenied", error.ErrorId);
        Assert.Contains("logs:FilterLogEvents", error.Message, StringComparison.Ordinal);
        var last = (CloudWatchLogEvent)result.Records[^1];
        Assert.Contains($"run again with -StartTime {last.Timestamp:yyyy-MM-ddTHH:mm:ss.fff}Z", error.Message, StringComparison.Ordinal);
        Assert.InRange(result.Records.Count, 1, 39);
    }

    [Fact]
    public void A_denied_group_is_one_error_and_the_others_go_on()
    {
        using var rig = new LiveRig();
        rig.Region.AddLogGroup("/app/a").Add("s", rig.Now.AddHours(-1), "a");
        rig.Region.AddLogGroup("/app/b").Add("s", rig.Now.AddHours(-1), "b");
        rig.Region.AddLogGroup("/app/c").Add("s", rig.Now.AddHours(-1), "c");
        rig.Region.AddLogGroup("/other").Add("s", rig.Now.AddHours(-1), "o");
        rig.Server.Faults.Add("FilterLogEvents", Fault.Error("AccessDeniedException", "denied"), after: 1);
        LiveResult result = rig.Read(Of(rig, "/app/*"));
        Assert.Contains("/app/b", Assert.Single(result.Errors).Message, StringComparison.Ordinal);
        Assert.Equal(["a", "c"], result.Messages);
        Assert.Equal("/app/", Assert.Single(rig.Server.RequestsOf("DescribeLogGroups"))["logGroupNamePrefix"]);
    }

    [Theory]
    [InlineData("/APP/*", new[] { "a" })]
    [InlineData("*a*", new[] { "a", "l" })]
    [InlineData("/app/?", new[] { "a" })]
    [InlineData("arn:aws:logs:eu-west-1:111122223333:log-group:/app/a:*", new[] { "a" })]
    public void Groups_are_found_by_pattern_and_arn(string pattern, string[] messages)
    {
        using var rig = new LiveRig();
        rig.Region.AddLogGroup("/app/a").Add("s", rig.Now.AddHours(-1), "a");
        rig.Region.AddLogGroup("lambda").Add("s", rig.Now.AddHours(-1), "l");
        rig.Region.AddLogGroup("/other").Add("s", rig.Now.AddHours(-1), "o");
        Assert.Equal(messages, rig.Read(Of(rig, pattern)).Ok().Messages);
    }

    [Fact]
    public void Patterns_that_overlap_read_a_group_once()
    {
        using var rig = new LiveRig();
        rig.Region.AddLogGroup("/app/a").Add("s", rig.Now.AddHours(-1), "a");
        rig.Region.AddLogGroup("/other").Add("s", rig.Now.AddHours(-1), "o");
        Assert.Equal(["a", "o"], rig.Read(Of(rig, "/app/a", "/app/*", "*")).Ok().Messages);
    }

    [Fact]
    public void A_group_that_is_nowhere_is_an_error_and_one_that_is_somewhere_is_none()
    {
        using var rig = new LiveRig { Regions = ["eu-west-1", "us-east-1"] };
        rig.Owner.Region("us-east-1").AddLogGroup("here").Add("s", rig.Now.AddHours(-1), "found");
        LiveResult result = rig.Read(Of(rig, "here", "gone", "gone*"));
        Assert.Equal(["found"], result.Messages);
        Assert.Equal(["gone", "gone*"], result.Errors.Select(static error => error.Target));
        Assert.All(result.Errors, static error => Assert.Equal("AwsNotFound", error.ErrorId));
    }

    [Theory]
    [InlineData(new[] { "web-1" }, "[\"web-1\"]", null)]
    [InlineData(new[] { "web-*" }, null, "web-")]
    [InlineData(new[] { "web-*", "db" }, null, null)]
    [InlineData(new[] { "*eb" }, null, null)]
    public void Streams_go_to_the_service_where_it_knows_them(string[] streams, string? names, string? prefix)
    {
        using var rig = new LiveRig();
        LogGroup group = rig.Region.AddLogGroup(Group);
        group.Add("web-1", rig.Now.AddHours(-1), "a");
        rig.Read(new LogEventCollector(new LogEventOptions { LogGroups = [Group], LogStreams = streams }, rig.Now)).Ok();
        LoggedRequest request = Assert.Single(rig.Server.RequestsOf("FilterLogEvents"));
        Assert.Equal(names, request["logStreamNames"]?.Replace(" ", "", StringComparison.Ordinal).ReplaceLineEndings(""));
        Assert.Equal(prefix, request["logStreamNamePrefix"]);
    }

    [Fact]
    public void A_stream_that_a_group_lacks_hides_no_other()
    {
        using var rig = new LiveRig();
        rig.Region.AddLogGroup(Group).Add("web-1", rig.Now.AddHours(-1), "a");
        LiveResult result = rig.Read(new LogEventCollector(new LogEventOptions { LogGroups = [Group], LogStreams = ["web-1", "web-2"] }, rig.Now)).Ok();
        Assert.Equal(["a"], result.Messages);
    }

    [Fact]
    public void The_time_goes_to_the_service_to_the_millisecond()
    {
        using var rig = new LiveRig();
        var at = new DateTime(rig.Now.AddHours(-1).Ticks / TimeSpan.TicksPerMillisecond * TimeSpan.TicksPerMillisecond, DateTimeKind.Utc);
        LogGroup group = rig.Region.AddLogGroup(Group);
        foreach (int offset in (int[])[-1, 0, 1, 2])
        {
            group.Add("s", at.AddMilliseconds(offset), FormattableString.Invariant($"{offset}"));
        }

        // From inclusive, to exclusive, as everywhere.
        var range = new TimeRange(at.Ticks, at.AddMilliseconds(2).Ticks);
        Assert.Equal(["0", "1"], rig.Read(new LogEventCollector(new LogEventOptions { LogGroups = [Group], TimeRange = range }, rig.Now)).Ok().Messages);
    }

    [Fact]
    public void Many_lanes_come_out_in_order_and_can_be_read_again()
    {
        string[] regions = ["eu-central-1", "eu-west-1", "us-east-1"];
        using var rig = new LiveRig { Regions = regions };
        foreach (string region in regions)
        {
            LogGroup group = rig.Owner.Region(region).AddLogGroup(Group);
            for (int number = 0; number < 50; number++)
            {
                group.Add("s", rig.Now.AddHours(-1).AddSeconds(number), $"{region} {number}");
            }
        }

        // The first is last to be done.
        rig.Server.World.LogPageBytes = 300;
        rig.Server.Faults.Add("FilterLogEvents", Fault.Delay(TimeSpan.FromMilliseconds(200)), times: 5, region: "eu-central-1");
        LiveResult result = rig.Read(null, keepsPages: true, Of(rig, Group)).Ok();
        Assert.Equal(regions.SelectMany(static region => Enumerable.Range(0, 50).Select(number => $"{region} {number}")), result.Messages);
    }

    [Fact]
    public void Runs_with_a_checkpoint_give_every_event_once()
    {
        using var rig = new LiveRig();
        LogGroup group = rig.Region.AddLogGroup(Group);
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            group.Add("s", rig.Now.AddMinutes(-50), "old");
            group.Add("s", rig.Now.AddMinutes(-1), "recent");
            Assert.Equal(["old", "recent"], Run(rig.Now).Messages);
            rig.Server.World.Change(() =>
            {
                group.Add("s", rig.Now.AddMinutes(-20), "late");
                group.Add("s", rig.Now.AddMinutes(2), "new");
            });
            Assert.Equal(["late", "new"], Run(rig.Now.AddMinutes(5)).Messages);
            Assert.Empty(Run(rig.Now.AddMinutes(6)).Messages);
        }
        finally
        {
            File.Delete(path);
        }

        LiveResult Run(DateTime now)
        {
            using Checkpoint checkpoint = Checkpoint.Load(path, "Get-IrCloudWatchLogEvent");
            checkpoint.Use("live");
            LiveResult result = rig.Read(checkpoint, keepsPages: false, new LogEventCollector(new LogEventOptions { LogGroups = [Group] }, now)).Ok();
            checkpoint.Save();
            return result;
        }
    }

    private static LogEventCollector Of(LiveRig rig, params string[] groups) => new(new LogEventOptions { LogGroups = groups }, rig.Now);

    private static void Fill(LiveRig rig, int count)
    {
        LogGroup group = rig.Region.AddLogGroup(Group);
        for (int number = 0; number < count; number++)
        {
            // Two in each millisecond.
            group.Add("2026/[$LATEST]a", new DateTime(rig.Now.AddHours(-1).Ticks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, DateTimeKind.Utc).AddMilliseconds(number / 2), $"message {number}");
        }
    }
}
