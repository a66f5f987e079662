using System.Text.Json.Nodes;
using AwsIr.FakeAws;

namespace AwsIr.Aws.Tests.FakeAws;

/// <summary>The fake's CloudTrail.</summary>
public sealed class FakeCloudTrailTests : FakeWorld
{
    private static readonly DateTime Start = new(2026, 3, 17, 13, 0, 0, DateTimeKind.Utc);

    public FakeCloudTrailTests() => World.EventsNow = Start.AddDays(1);

    [Fact]
    public void Events_come_newest_first_fifty_a_page()
    {
        for (int i = 0; i < 120; i++)
        {
            Home.AddEvents(Record(i, "DescribeInstances"));
        }

        List<string> names = [];
        List<int> sizes = [];
        string? token = null;
        do
        {
            JsonObject body = token is null ? [] : new JsonObject { ["NextToken"] = token };
            JsonObject page = Client.CloudTrail("LookupEvents", body).Ok().Json;
            sizes.Add(page["Events"]!.AsArray().Count);
            names.AddRange(page["Events"]!.AsArray().Select(static e => (string)e!["EventId"]!));
            token = (string?)page["NextToken"];
        }
        while (token is not null);
        Assert.Equal([50, 50, 20], sizes);
        Assert.Equal(Enumerable.Range(0, 120).Reverse().Select(static i => $"event-{i:D3}"), names);
    }

    [Fact]
    public void An_event_is_shown_as_the_service_shows_it()
    {
        Home.AddEvents(new JsonObject
        {
            ["eventID"] = "e1",
            ["eventName"] = "AssumeRole",
            ["eventSource"] = "sts.amazonaws.com",
            ["eventTime"] = "2026-03-17T13:00:05Z",
            ["readOnly"] = true,
            ["userIdentity"] = new JsonObject { ["type"] = "AssumedRole", ["principalId"] = "AROAEXAMPLE:alice@example.com", ["accessKeyId"] = "ASIAEXAMPLE" },
            ["resources"] = new JsonArray(new JsonObject { ["type"] = "AWS::IAM::Role", ["ARN"] = "arn:aws:iam::111122223333:role/Admin" }),
        });
        FakeAnswer answer = Client.CloudTrail("LookupEvents").Ok();
        // 1773752405 seconds since 1970, in the servers' way of writing a number.
        Assert.Contains("\"EventTime\":1.773752405E9,", answer.Text, StringComparison.Ordinal);
        JsonNode e = answer.Json["Events"]![0]!;
        Assert.Equal(("AssumeRole", "true", "alice@example.com", "ASIAEXAMPLE", "sts.amazonaws.com"), ((string?)e["EventName"], (string?)e["ReadOnly"], (string?)e["Username"], (string?)e["AccessKeyId"], (string?)e["EventSource"]));
        Assert.Equal(("AWS::IAM::Role", "arn:aws:iam::111122223333:role/Admin"), ((string?)e["Resources"]![0]!["ResourceType"], (string?)e["Resources"]![0]!["ResourceName"]));
        Assert.Equal("e1", (string?)JsonNode.Parse((string)e["CloudTrailEvent"]!)!["eventID"]);
    }

    [Fact]
    public void Times_include_both_ends_and_reach_back_ninety_days()
    {
        Home.AddEvents(Enumerable.Range(0, 5).Select(static i => Record(i, "A")));
        Home.AddEvents(Record(-90 * 24 * 60, "Old"), Record((-89 * 24 * 60) + 60, "Older"));
        Assert.Equal(["event-003", "event-002", "event-001"], Ids(new JsonObject { ["StartTime"] = Seconds(1), ["EndTime"] = Seconds(3) }));
        Assert.Equal("Older", (string?)Client.CloudTrail("LookupEvents", new JsonObject { ["StartTime"] = 0, ["EndTime"] = Seconds(-1) }).Ok().Json["Events"]!.AsArray().Single()!["EventName"]);
    }

    [Fact]
    public void One_attribute_is_exact()
    {
        Home.AddEvents(Record(1, "ConsoleLogin"), Record(2, "ConsoleLogin"), Record(3, "consolelogin"));
        Assert.Equal(["event-002", "event-001"], Ids(new JsonObject { ["LookupAttributes"] = new JsonArray(Attribute("EventName", "ConsoleLogin")) }));
        Assert.Equal(["event-003"], Ids(new JsonObject { ["LookupAttributes"] = new JsonArray(Attribute("EventId", "event-003")) }));
        Assert.Empty(Ids(new JsonObject { ["LookupAttributes"] = new JsonArray(Attribute("Username", "nobody")) }));
    }

    [Fact]
    public void Insights_come_only_when_asked_for()
    {
        JsonObject insight = Record(1, "RunInstances");
        insight["eventCategory"] = "Insight";
        Home.AddEvents(insight, Record(2, "RunInstances"));
        Assert.Equal(["event-002"], Ids([]));
        Assert.Equal(["event-001"], Ids(new JsonObject { ["EventCategory"] = "insight" }));
    }

    [Fact]
    public void What_is_not_valid_is_told_by_name()
    {
        Home.AddEvents(Enumerable.Range(0, 60).Select(static i => Record(i, "A")));
        Assert.Equal("InvalidLookupAttributesException", Type(new JsonObject { ["LookupAttributes"] = new JsonArray(Attribute("EventName", "A"), Attribute("Username", "b")) }));
        Assert.Equal("InvalidLookupAttributesException", Type(new JsonObject { ["LookupAttributes"] = new JsonArray(Attribute("SourceIPAddress", "192.0.2.1")) }));
        Assert.Equal("InvalidLookupAttributesException", Type(new JsonObject { ["LookupAttributes"] = new JsonArray(Attribute("Username", "a")), ["EventCategory"] = "insight" }));
        Assert.Equal("InvalidMaxResultsException", Type(new JsonObject { ["MaxResults"] = 51 }));
        Assert.Equal("InvalidTimeRangeException", Type(new JsonObject { ["StartTime"] = Seconds(2), ["EndTime"] = Seconds(1) }));
        Assert.Equal("InvalidEventCategoryException", Type(new JsonObject { ["EventCategory"] = "management" }));
        Assert.Equal("InvalidNextTokenException", Type(new JsonObject { ["NextToken"] = "none" }));
        string token = (string)Client.CloudTrail("LookupEvents").Ok().Json["NextToken"]!;
        Assert.Equal("InvalidNextTokenException", Type(new JsonObject { ["NextToken"] = token, ["StartTime"] = Seconds(1) }));
        Assert.Equal("FakeAwsUnknownMember", Type(new JsonObject { ["startTime"] = 0 }));
        Assert.Equal("SerializationException", Type(new JsonObject { ["StartTime"] = "2026-03-17" }));

        string? Type(JsonObject body) => (string?)Client.CloudTrail("LookupEvents", body).Json["__type"];
    }

    [Fact]
    public void More_than_the_limit_a_second_is_throttled()
    {
        World.LookupEventsPerSecond = 2;
        string?[] types = [.. Enumerable.Range(0, 20).Select(_ => (string?)Client.CloudTrail("LookupEvents").Json["__type"])];
        Assert.Equal([null, null], types[..2]);
        Assert.Contains("ThrottlingException", types);
    }

    [Fact]
    public void Trails_are_seen_in_every_region_or_only_at_home()
    {
        Trail everywhere = Home.AddTrail("organization", "example-trail");
        everywhere.IsLogging = false;
        everywhere.StopLoggingTime = Start;
        everywhere.InsightTypes.Add("ApiCallRateInsight");
        Home.AddTrail("local", "example-trail").IsMultiRegion = false;
        using var west = new FakeClient(Server, Account.AddUser("other"), "us-west-2");

        Assert.Equal(["organization", "local"], Names(Client, []));
        Assert.Equal(["organization"], Names(west, []));
        Assert.Empty(Names(west, new JsonObject { ["includeShadowTrails"] = false }));
        Assert.Empty(Names(west, new JsonObject { ["trailNameList"] = new JsonArray("organization") }));
        Assert.Equal(["organization"], Names(west, new JsonObject { ["trailNameList"] = new JsonArray(everywhere.Arn) }));
        Assert.Equal(2, Client.CloudTrail("ListTrails").Ok().Json["Trails"]!.AsArray().Count);

        Assert.Equal("TrailNotFoundException", (string?)west.CloudTrail("GetTrailStatus", new JsonObject { ["Name"] = "organization" }).Json["__type"]);
        JsonObject status = west.CloudTrail("GetTrailStatus", new JsonObject { ["Name"] = everywhere.Arn }).Ok().Json;
        Assert.Equal((false, 1773752400.0), ((bool)status["IsLogging"]!, (double)status["StopLoggingTime"]!));
        Assert.Equal("example-trail", (string?)Client.CloudTrail("GetTrail", new JsonObject { ["Name"] = "local" }).Ok().Json["Trail"]!["S3BucketName"]);

        Assert.True((bool)Client.CloudTrail("GetEventSelectors", new JsonObject { ["TrailName"] = "local" }).Ok().Json["EventSelectors"]![0]!["IncludeManagementEvents"]!);
        everywhere.AdvancedEventSelectors = [new JsonObject { ["Name"] = "s3", ["FieldSelectors"] = new JsonArray() }];
        JsonObject selectors = Client.CloudTrail("GetEventSelectors", new JsonObject { ["TrailName"] = "organization" }).Ok().Json;
        Assert.False(selectors.ContainsKey("EventSelectors"));
        Assert.Equal("s3", (string?)selectors["AdvancedEventSelectors"]![0]!["Name"]);

        Assert.Equal("ApiCallRateInsight", (string?)Client.CloudTrail("GetInsightSelectors", new JsonObject { ["TrailName"] = "organization" }).Ok().Json["InsightSelectors"]![0]!["InsightType"]);
        Assert.Equal("InsightNotEnabledException", (string?)Client.CloudTrail("GetInsightSelectors", new JsonObject { ["TrailName"] = "local" }).Json["__type"]);

        static string?[] Names(FakeClient client, JsonObject body) => [.. client.CloudTrail("DescribeTrails", body).Ok().Json["trailList"]!.AsArray().Select(static trail => (string?)trail!["Name"])];
    }

    [Fact]
    public void A_member_sees_the_trail_of_its_organization_by_ARN_only()
    {
        const string Arn = "arn:aws:cloudtrail:eu-west-1:444455556666:trail/organization";
        Home.Trails.Add(new Trail("organization", Arn, "eu-west-1", "example-trail") { IsOrganization = true });
        Assert.Equal(Arn, (string?)Client.CloudTrail("DescribeTrails").Ok().Json["trailList"]!.AsArray().Single()!["TrailARN"]);
        Assert.Empty(Client.CloudTrail("DescribeTrails", new JsonObject { ["includeShadowTrails"] = false }).Ok().Json["trailList"]!.AsArray());
        Assert.Equal("TrailNotFoundException", (string?)Client.CloudTrail("GetTrailStatus", new JsonObject { ["Name"] = "organization" }).Json["__type"]);
        Client.CloudTrail("GetTrailStatus", new JsonObject { ["Name"] = Arn }).Ok();
    }

    [Fact]
    public void Denied_and_switched_off_are_told_from_each_other()
    {
        World.Deny("cloudtrail:LookupEvents");
        JsonObject denied = Client.CloudTrail("LookupEvents").Json;
        Assert.Equal("AccessDeniedException", (string?)denied["__type"]);
        Assert.Equal("User: arn:aws:iam::111122223333:user/responder is not authorized to perform: cloudtrail:LookupEvents because no identity-based policy allows the cloudtrail:LookupEvents action", (string?)denied["Message"]);
        Client.CloudTrail("DescribeTrails").Ok();

        using var off = new FakeClient(Server, Account.AddUser("other"), "af-south-1");
        Assert.Equal("UnrecognizedClientException", (string?)off.CloudTrail("DescribeTrails").Json["__type"]);
        Account.EnabledRegions.Add("af-south-1");
        off.CloudTrail("DescribeTrails").Ok();
    }

    private static JsonObject Record(int minutes, string name) => new()
    {
        ["eventID"] = $"event-{minutes:D3}",
        ["eventName"] = name,
        ["eventTime"] = Start.AddMinutes(minutes).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
    };

    private static double Seconds(int minutes) => (Start.AddMinutes(minutes) - DateTime.UnixEpoch).TotalSeconds;

    private static JsonObject Attribute(string key, string value) => new() { ["AttributeKey"] = key, ["AttributeValue"] = value };

    private string[] Ids(JsonObject body) => [.. Client.CloudTrail("LookupEvents", body).Ok().Json["Events"]!.AsArray().Select(static e => (string)e!["EventId"]!)];
}
