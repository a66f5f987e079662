using AwsIr.Clients;
using AwsIr.Evidence;
using AwsIr.FakeAws;
using AwsIr.Live;
using AwsIr.Records;

namespace AwsIr.Aws.Tests.Live;

public class CloudTrailCollectorTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public void Gives_every_event_once_newest_first()
    {
        using var rig = new LiveRig();
        Add(rig, 120);
        LiveResult result = rig.Read(All(rig)).Ok();
        Assert.Equal(Enumerable.Range(0, 120).Select(LiveRig.Id), result.EventIds);
        Assert.Equal(3, rig.Server.RequestsOf("LookupEvents").Count);
        var first = Assert.IsType<CloudTrailEvent>(result.Records[0]);
        Assert.Equal(("GetObject", "alice", "192.0.2.7"), (first.EventName, first.UserName, first.SourceIPAddress));
        Assert.Equal("cloudtrail://111122223333/eu-west-1/page-1", first.Provenance.Path);
        Assert.Equal(new Provenance("cloudtrail://111122223333/eu-west-1/page-3", 19), result.Records[119].Provenance);
    }

    [Fact]
    public void Empty_pages_and_repeated_events_change_nothing()
    {
        using var rig = new LiveRig();
        Add(rig, 120);
        rig.Server.Faults.Add("LookupEvents", Fault.EmptyPage);
        rig.Server.Faults.Add("LookupEvents", Fault.Overlap, after: 1);
        rig.Server.Faults.Add("LookupEvents", Fault.EmptyPage, after: 1);
        Assert.Equal(Enumerable.Range(0, 120).Select(LiveRig.Id), rig.Read(All(rig)).Ok().EventIds);
    }

    [Fact]
    public void An_expired_token_costs_nothing()
    {
        using var rig = new LiveRig();

        // Several events in one second: where it goes on, some of them have been read and some not.
        rig.Region.AddEvents(Enumerable.Range(0, 120).Select(number => LiveRig.Event(number, rig.Now - Hour - TimeSpan.FromSeconds(number / 7))));
        rig.Server.Faults.Add("LookupEvents", Fault.PageTokenExpired, after: 1);
        LiveResult result = rig.Read(All(rig)).Ok();
        Assert.Equal(Enumerable.Range(0, 120).Select(LiveRig.Id), result.EventIds.Order());
        Assert.Equal(120, result.Records.Count);
    }

    [Fact]
    public void A_listing_that_goes_round_in_circles_is_broken_off()
    {
        using var rig = new LiveRig();
        Add(rig, 120);
        rig.Server.Faults.Add("LookupEvents", Fault.SameToken, times: 1000, after: 1);
        LiveResult result = rig.Read(All(rig));
        SourceNotice error = Assert.Single(result.Errors);
        Assert.Equal("AwsRequestFailed", error.ErrorId);
        Assert.Contains("page token", error.Message, StringComparison.Ordinal);
        Assert.Contains("run again with -EndTime", error.Message, StringComparison.Ordinal);
        Assert.Equal(50, result.Records.Count);
        Assert.InRange(rig.Server.RequestsOf("LookupEvents").Count, 2, 6);
    }

    [Fact]
    public void What_fails_in_the_middle_says_what_was_read_and_how_to_get_the_rest()
    {
        using var rig = new LiveRig();
        Add(rig, 120);
        rig.Server.Faults.Add("LookupEvents", Fault.ExpiredToken, times: 100, after: 1);
        LiveResult result = rig.Read(All(rig));
        SourceNotice error = Assert.Single(result.Errors);
        Assert.Equal("AwsCredentialsExpired", error.ErrorId);
        DateTime reached = rig.Now - Hour - TimeSpan.FromSeconds(49);
        Assert.Contains($"after {reached:yyyy-MM-ddTHH:mm:ss}Z were read", error.Message, StringComparison.Ordinal);
        Assert.Equal(50, result.Records.Count);

        // What it says to do gives the rest, and no more than the last second again.
        rig.Server.Faults.Clear();
        LiveResult rest = rig.Read(new CloudTrailCollector(new LookupQuery { TimeRange = new TimeRange(long.MinValue, new DateTime(reached.Year, reached.Month, reached.Day, reached.Hour, reached.Minute, reached.Second, DateTimeKind.Utc).AddSeconds(1).Ticks) }, rig.Now)).Ok();
        Assert.Equal(Enumerable.Range(0, 120).Select(LiveRig.Id), result.EventIds.Concat(rest.EventIds).Distinct());
    }

    [Fact]
    public void A_denied_region_is_one_error_and_the_others_go_on_in_order()
    {
        using var rig = new LiveRig { Regions = ["eu-west-1", "us-east-1", "eu-central-1"] };
        rig.Owner.Region("us-east-1").AddEvents(LiveRig.Event(1, rig.Now - Hour), LiveRig.Event(2, rig.Now - (2 * Hour)));
        rig.Owner.Region("eu-central-1").AddEvents(LiveRig.Event(3, rig.Now - (3 * Hour)));
        rig.Server.World.Deny("cloudtrail:LookupEvents", region: "eu-west-1");
        rig.Server.Faults.Add("LookupEvents", Fault.Delay(TimeSpan.FromSeconds(1)), region: "us-east-1");
        LiveResult result = rig.Read(All(rig));
        SourceNotice error = Assert.Single(result.Errors);
        Assert.Equal(("AwsAccessDenied", "111122223333/eu-west-1"), (error.ErrorId, error.Target));
        Assert.Contains("cloudtrail:LookupEvents", error.Message, StringComparison.Ordinal);
        Assert.Equal([LiveRig.Id(1), LiveRig.Id(2), LiveRig.Id(3)], result.EventIds);
    }

    [Fact]
    public void Throttling_is_waited_out()
    {
        using var rig = new LiveRig();
        Add(rig, 3);

        // More refusals than the SDK bears.
        rig.Server.Faults.Add("LookupEvents", Fault.Throttle, times: 4);
        Assert.Equal(3, rig.Read(All(rig)).Ok().Records.Count);
    }

    [Fact]
    public void Several_that_ask_at_once_get_everything_within_the_limit()
    {
        using var rig = new LiveRig();
        Add(rig, 220);
        rig.Server.World.LookupEventsPerSecond = 2;
        Parallel.Invoke(
            () => Assert.Equal(220, rig.Read(All(rig)).Ok().Records.Count),
            () => Assert.Equal(220, rig.Read(All(rig)).Ok().Records.Count));
    }

    [Fact]
    public void The_time_goes_to_the_service()
    {
        using var rig = new LiveRig();
        Add(rig, 120);
        DateTime start = rig.Now - Hour - TimeSpan.FromSeconds(20);
        rig.Read(new CloudTrailCollector(new LookupQuery { TimeRange = new TimeRange(start.Ticks, (rig.Now - Hour).Ticks) }, rig.Now)).Ok();
        LoggedRequest request = Assert.Single(rig.Server.RequestsOf("LookupEvents"));
        Assert.Equal(new DateTimeOffset(start).ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture), request["StartTime"]);
        Assert.Equal(new DateTimeOffset((rig.Now - Hour).AddTicks(-1)).ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture), request["EndTime"]);
    }

    [Fact]
    public void A_time_before_the_history_is_said_once()
    {
        using var rig = new LiveRig { Regions = ["eu-west-1", "us-east-1"] };
        Add(rig, 1);
        LiveResult result = rig.Read(new CloudTrailCollector(new LookupQuery { TimeRange = new TimeRange(rig.Now.AddDays(-100).Ticks, long.MaxValue) }, rig.Now)).Ok();
        Assert.Contains("90 days", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Single(result.Records);
        Assert.All(rig.Server.RequestsOf("LookupEvents"), static request => Assert.Null(request["StartTime"]));
    }

    [Fact]
    public void A_listing_that_would_take_hours_is_told_and_what_is_faster()
    {
        using var rig = new LiveRig();

        // Two a minute: some 259,000 in 90 days.
        rig.Region.AddEvents(Enumerable.Range(0, 300).Select(number => LiveRig.Event(number, rig.Now.AddSeconds(-number * 30))));
        LiveResult result = rig.Read(All(rig)).Ok();
        string warning = Assert.Single(result.Warnings);
        Assert.Contains("-TrailName", warning, StringComparison.Ordinal);
        Assert.Contains("hours", warning, StringComparison.Ordinal);
        SourceNotice[] progress = [.. result.Notices.Where(static notice => notice.Kind == SourceNoticeKind.Progress)];
        Assert.All(progress, static notice => Assert.InRange(notice.Percent, -1, 100));

        // A short time is read to its end without a word.
        Assert.Empty(rig.Read(new CloudTrailCollector(new LookupQuery { TimeRange = new TimeRange(rig.Now.AddHours(-3).Ticks, long.MaxValue) }, rig.Now)).Ok().Warnings);
    }

    [Theory]
    [InlineData("""{"Events":[{"EventId":"a","EventTime":1e300,"CloudTrailEvent":"{}"}],"NextToken":"x"}""")]
    [InlineData("""{"Events":[{"EventId":"a","EventTime":253402300799,"CloudTrailEvent":"{}"}],"NextToken":"x"}""")]
    [InlineData("""{"Events":[{"EventId":5,"EventTime":"yesterday"}],"NextToken":"x"}""")]
    [InlineData("""{"Events":[5],"NextToken":"x"}""")]
    [InlineData("""{"Events":{},"NextToken":7}""")]
    [InlineData("""[]""")]
    public void Nonsense_ends_a_region_and_no_more(string body)
    {
        using var rig = new LiveRig { Regions = ["eu-west-1", "us-east-1"] };
        Add(rig, 60);
        rig.Owner.Region("us-east-1").AddEvents(LiveRig.Event(1000, rig.Now - Hour));
        rig.Server.Faults.Add("LookupEvents", Fault.Body(body), times: 20, region: "eu-west-1");
        LiveResult result = rig.Read(All(rig));
        Assert.Null(result.End);
        Assert.Contains(LiveRig.Id(1000), result.EventIds);
        Assert.InRange(result.Errors.Count(), 0, 1);
    }

    [Fact]
    public void Several_values_are_several_listings()
    {
        using var rig = new LiveRig();
        rig.Region.AddEvents(
            LiveRig.Event(1, rig.Now - Hour, "StopLogging"), LiveRig.Event(2, rig.Now - (2 * Hour), "DeleteTrail"), LiveRig.Event(3, rig.Now - (3 * Hour), "StopLogging"), LiveRig.Event(4, rig.Now - Hour));
        LookupQuery query = LookupQuery.From(TimeRange.All, null, null, ["DeleteTrail", "StopLogging"], null, null, null);
        Assert.Equal([LiveRig.Id(2), LiveRig.Id(1), LiveRig.Id(3)], rig.Read(new CloudTrailCollector(query, rig.Now)).Ok().EventIds);
    }

    [Fact]
    public void The_most_selective_exact_part_goes_to_the_service()
    {
        Assert.Equal([new LookupAttribute("EventId", "0000abcd")], Choose(id: ["0000ABCD"], name: ["StopLogging"]));
        Assert.Equal([new LookupAttribute("AccessKeyId", "AKIAIOSFODNN7EXAMPLE")], Choose(key: ["akiaiosfodnn7example"], name: ["StopLogging"]));
        Assert.Equal([new LookupAttribute("EventName", "StopLogging")], Choose(name: ["StopLogging"], user: ["alice"]));
        Assert.Equal([new LookupAttribute("Username", "alice")], Choose(name: ["stoplogging"], user: ["alice"]));
        Assert.Equal([new LookupAttribute("EventSource", "iam.amazonaws.com")], Choose(name: ["Stop*"], user: ["al?ce"], source: ["IAM.amazonaws.com"], readOnly: false));
        Assert.Equal([new LookupAttribute("ReadOnly", "false")], Choose(name: ["Stop*"], readOnly: false));
        Assert.Empty(Choose(name: ["Stop*", "DeleteTrail"]));
        Assert.Empty(Choose());
        Assert.Empty(Choose(name: [.. Enumerable.Range(0, 21).Select(static number => $"Name{number}")]));

        static IReadOnlyList<LookupAttribute> Choose(string[]? id = null, string[]? key = null, string[]? name = null, string[]? user = null, string[]? source = null, bool? readOnly = null) =>
            LookupQuery.From(TimeRange.All, id, key, name, user, source, readOnly).Attributes;
    }

    [Fact]
    public void Runs_with_a_checkpoint_give_every_event_once()
    {
        using var rig = new LiveRig();
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            DateTime first = rig.Now;
            rig.Region.AddEvents(Enumerable.Range(0, 5).Select(number => LiveRig.Event(number, first.AddMinutes(-number * 20))));
            Assert.Equal(Enumerable.Range(0, 5).Select(LiveRig.Id), Run(first).EventIds.Order());

            // One comes late, one is new, and one is of before the first run's overlap: CloudTrail would not have let it so late.
            DateTime second = first.AddMinutes(10);
            rig.Server.World.Change(() => rig.Region.AddEvents(LiveRig.Event(10, first.AddMinutes(-30)), LiveRig.Event(11, first.AddMinutes(5)), LiveRig.Event(12, first.AddHours(-5))));
            Assert.Equal([LiveRig.Id(11), LiveRig.Id(10)], Run(second).EventIds);

            // A run that fails gives what it has, and the next one the rest.
            DateTime third = second.AddMinutes(10);
            rig.Server.World.Change(() => rig.Region.AddEvents(Enumerable.Range(20, 60).Select(number => LiveRig.Event(number, second.AddSeconds(number)))));
            rig.Server.Faults.Add("LookupEvents", Fault.ExpiredToken, times: 100, after: 1);
            LiveResult failed = Run(third, fails: true);
            rig.Server.Faults.Clear();
            LiveResult rest = Run(third.AddMinutes(1));
            Assert.Equal(Enumerable.Range(20, 60).Select(LiveRig.Id), failed.EventIds.Concat(rest.EventIds).Order());
            Assert.NotEmpty(failed.Records);
            Assert.NotEmpty(rest.Records);
        }
        finally
        {
            File.Delete(path);
        }

        LiveResult Run(DateTime now, bool fails = false)
        {
            using Checkpoint checkpoint = Checkpoint.Load(path, "Get-IrCloudTrailEvent");
            checkpoint.Use("live");
            LiveResult result = rig.Read(checkpoint, keepsPages: false, new CloudTrailCollector(new LookupQuery(), now));
            Assert.Equal(fails, result.Errors.Any());
            checkpoint.Save();
            return result;
        }
    }

    [Fact]
    public async Task It_stops_while_the_server_says_nothing()
    {
        using var rig = new LiveRig();
        Add(rig, 120);
        rig.Server.Faults.Add("LookupEvents", Fault.StallInBody(100), times: 10, after: 1);
        Task stop = Task.Run(() =>
        {
            Assert.True(rig.Server.WaitForRequests("LookupEvents", 2));
            rig.Cancel.Cancel();
        }, TestContext.Current.CancellationToken);
        Assert.ThrowsAny<OperationCanceledException>(() => rig.Read(All(rig)));
        await stop;
    }

    private static CloudTrailCollector All(LiveRig rig) => new(new LookupQuery(), rig.Now);

    /// <summary>Adds so many events, a second apart, the newest first and an hour old.</summary>
    private static void Add(LiveRig rig, int count) =>
        rig.Region.AddEvents(Enumerable.Range(0, count).Select(number => LiveRig.Event(number, rig.Now - Hour - TimeSpan.FromSeconds(number))));
}
