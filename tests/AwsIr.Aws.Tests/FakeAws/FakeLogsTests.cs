using System.Text.Json.Nodes;
using AwsIr.FakeAws;

namespace AwsIr.Aws.Tests.FakeAws;

/// <summary>The fake's CloudWatch Logs.</summary>
public sealed class FakeLogsTests : FakeWorld
{
    private static readonly DateTime Start = new(2026, 3, 17, 13, 0, 0, DateTimeKind.Utc);

    private const long StartMs = 1773752400000;

    [Fact]
    public void Groups_are_found_by_prefix_and_by_pattern_fifty_a_page()
    {
        for (int i = 0; i < 60; i++)
        {
            Home.AddLogGroup($"/aws/lambda/f{i:D2}").RetentionInDays = 30;
        }

        Home.AddLogGroup("/example/Web");
        JsonObject first = Client.Logs("DescribeLogGroups").Ok().Json;
        Assert.Equal(50, first["logGroups"]!.AsArray().Count);
        Assert.Equal(11, Client.Logs("DescribeLogGroups", new JsonObject { ["nextToken"] = (string?)first["nextToken"] }).Ok().Json["logGroups"]!.AsArray().Count);
        Assert.Equal(30, (int)first["logGroups"]![0]!["retentionInDays"]!);
        Assert.Equal("arn:aws:logs:eu-west-1:111122223333:log-group:/aws/lambda/f00:*", (string?)first["logGroups"]![0]!["arn"]);

        JsonObject found = Client.Logs("DescribeLogGroups", new JsonObject { ["logGroupNamePattern"] = "ple/W" }).Ok().Json;
        Assert.Equal(["arn", "creationTime", "logGroupName"], found["logGroups"]!.AsArray().Single()!.AsObject().Select(static member => member.Key).Order());
        Assert.Empty(Client.Logs("DescribeLogGroups", new JsonObject { ["logGroupNamePattern"] = "ple/w" }).Ok().Json["logGroups"]!.AsArray());
        Assert.Equal(10, Client.Logs("DescribeLogGroups", new JsonObject { ["logGroupNamePrefix"] = "/aws/lambda/f1" }).Ok().Json["logGroups"]!.AsArray().Count);
        Assert.Equal("InvalidParameterException", Type("DescribeLogGroups", new JsonObject { ["logGroupNamePrefix"] = "a", ["logGroupNamePattern"] = "b" }));
        Assert.Equal("InvalidParameterException", Type("DescribeLogGroups", new JsonObject { ["limit"] = 51 }));
        Assert.Equal("InvalidParameterException", Type("DescribeLogGroups", new JsonObject { ["nextToken"] = "" }));
    }

    [Fact]
    public void Events_are_interleaved_and_filtered()
    {
        LogGroup group = Home.AddLogGroup("/example/web");
        group.Add("b", Start.AddSeconds(1), "second ERROR one");
        group.Add("a", Start, "first ERROR two");
        group.Add("a", Start.AddSeconds(2), "third");
        Assert.Equal(["first ERROR two", "second ERROR one", "third"], Messages([]));
        Assert.Equal(["first ERROR two", "third"], Messages(new JsonObject { ["logStreamNames"] = new JsonArray("a") }));
        Assert.Equal(["second ERROR one"], Messages(new JsonObject { ["logStreamNamePrefix"] = "b" }));
        Assert.Equal(["first ERROR two", "second ERROR one"], Messages(new JsonObject { ["startTime"] = StartMs, ["endTime"] = StartMs + 1000 }));
        Assert.Equal(["third", "second ERROR one", "first ERROR two"], Messages(new JsonObject { ["startFromHead"] = false, ["startTime"] = StartMs }));
        Assert.Equal(["second ERROR one"], Messages(new JsonObject { ["filterPattern"] = "ERROR -two" }));
        Assert.Equal(["first ERROR two", "third"], Messages(new JsonObject { ["filterPattern"] = "?two ?third" }));
        Assert.Equal(["second ERROR one"], Messages(new JsonObject { ["filterPattern"] = "\"ERROR one\"" }));

        JsonObject body = new() { ["logGroupIdentifier"] = "arn:aws:logs:eu-west-1:111122223333:log-group:/example/web" };
        Assert.Equal((StartMs, StartMs + 1000), ((long)Client.Logs("FilterLogEvents", body).Ok().Json["events"]![0]!["timestamp"]!, (long)Client.Logs("FilterLogEvents", body).Ok().Json["events"]![0]!["ingestionTime"]!));

        Assert.Equal("ResourceNotFoundException", Type("FilterLogEvents", new JsonObject { ["logGroupName"] = "/example/none" }));
        Assert.Equal("ResourceNotFoundException", Type("FilterLogEvents", new JsonObject { ["logGroupName"] = "/example/web", ["logStreamNames"] = new JsonArray("none") }));
        Assert.Equal("InvalidParameterException", Type("FilterLogEvents", new JsonObject { ["logGroupName"] = "/example/web", ["logStreamNames"] = new JsonArray("a"), ["logStreamNamePrefix"] = "a" }));
        Assert.Equal("InvalidParameterException", Type("FilterLogEvents", []));
        Assert.Equal("InvalidParameterException", Type("FilterLogEvents", new JsonObject { ["logGroupName"] = "/example/web", ["limit"] = 10001 }));
        Assert.Equal("InvalidParameterException", Type("FilterLogEvents", new JsonObject { ["logGroupName"] = "/example/*" }));

        string[] Messages(JsonObject parameters)
        {
            parameters["logGroupName"] = "/example/web";
            return [.. Client.Logs("FilterLogEvents", parameters).Ok().Json["events"]!.AsArray().Select(static e => (string)e!["message"]!)];
        }
    }

    [Fact]
    public void A_page_is_full_at_a_megabyte_or_at_the_limit()
    {
        LogGroup group = Home.AddLogGroup("big");
        for (int i = 0; i < 5; i++)
        {
            group.Add("s", Start.AddSeconds(i), new string('x', 300_000));
        }

        JsonObject page = Client.Logs("FilterLogEvents", new JsonObject { ["logGroupName"] = "big" }).Ok().Json;
        Assert.Equal(3, page["events"]!.AsArray().Count);
        JsonObject next = Client.Logs("FilterLogEvents", new JsonObject { ["logGroupName"] = "big", ["nextToken"] = (string?)page["nextToken"] }).Ok().Json;
        Assert.Equal((2, false), (next["events"]!.AsArray().Count, next.ContainsKey("nextToken")));
        Assert.Single(Client.Logs("FilterLogEvents", new JsonObject { ["logGroupName"] = "big", ["limit"] = 1 }).Ok().Json["events"]!.AsArray());

        World.ExpirePageTokens();
        FakeAnswer expired = Client.Logs("FilterLogEvents", new JsonObject { ["logGroupName"] = "big", ["nextToken"] = (string?)page["nextToken"] });
        Assert.Equal(("InvalidParameterException", "The specified nextToken is invalid."), ((string?)expired.Json["__type"], (string?)expired.Json["message"]));
    }

    [Fact]
    public void Streams_are_ordered_by_name_or_by_their_last_event()
    {
        LogGroup group = Home.AddLogGroup("g");
        group.Add("b", Start, "x");
        group.Add("a", Start.AddSeconds(5), "x");
        group.Streams.Add("c");
        Assert.Equal(["a", "b", "c"], Names([]));
        Assert.Equal(["a", "b", "c"], Names(new JsonObject { ["orderBy"] = "LastEventTime", ["descending"] = true }));
        Assert.Equal(["c", "b", "a"], Names(new JsonObject { ["descending"] = true }));
        Assert.Equal(["b"], Names(new JsonObject { ["logStreamNamePrefix"] = "b" }));
        Assert.Equal("InvalidParameterException", Type("DescribeLogStreams", new JsonObject { ["logGroupName"] = "g", ["orderBy"] = "LastEventTime", ["logStreamNamePrefix"] = "b" }));
        Assert.Equal(StartMs + 5000, (long)Client.Logs("DescribeLogStreams", new JsonObject { ["logGroupName"] = "g", ["limit"] = 1 }).Ok().Json["logStreams"]![0]!["lastEventTimestamp"]!);

        string[] Names(JsonObject parameters)
        {
            parameters["logGroupName"] = "g";
            return [.. Client.Logs("DescribeLogStreams", parameters).Ok().Json["logStreams"]!.AsArray().Select(static stream => (string)stream!["logStreamName"]!)];
        }
    }

    [Fact]
    public void Denied_names_the_group()
    {
        Home.AddLogGroup("/example/web");
        World.Deny("logs:FilterLogEvents", resource: ":/example/web:log-stream:");
        Assert.Contains("logs:FilterLogEvents on resource: arn:aws:logs:eu-west-1:111122223333:log-group:/example/web:log-stream: because", (string?)Client.Logs("FilterLogEvents", new JsonObject { ["logGroupName"] = "/example/web" }).Json["Message"], StringComparison.Ordinal);
    }

    private string? Type(string operation, JsonObject body) => (string?)Client.Logs(operation, body).Json["__type"];
}
