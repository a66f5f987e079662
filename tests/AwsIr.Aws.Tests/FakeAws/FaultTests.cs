using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using AwsIr.FakeAws;

namespace AwsIr.Aws.Tests.FakeAws;

/// <summary>What the fake does when something is planned to go wrong.</summary>
public sealed class FaultTests : FakeWorld
{
    private readonly Bucket bucket;

    public FaultTests()
    {
        bucket = World.AddBucket("example-trail", "eu-west-1", Account);
        bucket.Put("k", new string('x', 100_000));
    }

    [Fact]
    public void A_fault_meets_the_requests_that_it_is_for()
    {
        Server.Faults.Add("LookupEvents", Fault.Throttle, times: 2, after: 1, region: "eu-west-1");
        using var other = new FakeClient(Server, Account.AddUser("other"), "us-east-1");
        string?[] types = [.. Enumerable.Range(0, 5).Select(_ => (string?)Client.CloudTrail("LookupEvents").Json["__type"])];
        Assert.Equal([null, "ThrottlingException", "ThrottlingException", null, null], types);
        other.CloudTrail("LookupEvents").Ok();
        Client.CloudTrail("DescribeTrails").Ok();
        Assert.Equal(2, Server.Requests.Count(static request => request.Fault is not null));
        Assert.Equal([200, 400, 400, 200, 200, 200], Server.RequestsOf("LookupEvents").Select(static request => request.Status));
    }

    [Fact]
    public void Errors_are_in_the_words_of_the_service()
    {
        Server.Faults.Add("*", Fault.Throttle, times: 5);
        Assert.Equal((HttpStatusCode)429, Client.GuardDuty(HttpMethod.Get, "/detector").Status);
        Assert.Equal("SlowDown", Client.S3(HttpMethod.Get, "/example-trail/k")["Code"]);
        Assert.Equal("Throttling", Client.Sts("GetCallerIdentity")["Code"]);
        Assert.Equal("RequestLimitExceeded", Client.Ec2("DescribeVpcs")["Code"]);
        Assert.Equal("ThrottlingException", (string?)Client.Config("DescribeDeliveryChannels").Json["__type"]);

        Server.Faults.Add("GetObject", Fault.ExpiredToken);
        Assert.Equal("ExpiredToken", Client.S3(HttpMethod.Get, "/example-trail/k")["Code"]);
        Server.Faults.Add("GetObject", Fault.InternalError);
        Assert.Equal(HttpStatusCode.InternalServerError, Client.S3(HttpMethod.Get, "/example-trail/k").Status);
        Server.Faults.Add("DescribeTrails", Fault.Error("OperationNotPermittedException", "No."));
        Assert.Equal("OperationNotPermittedException", (string?)Client.CloudTrail("DescribeTrails").Json["__type"]);
    }

    [Fact]
    public void A_connection_is_cut_where_it_is_planned()
    {
        Server.Faults.Add("GetObject", Fault.CutBeforeHeaders);
        Assert.Equal("", Raw());
        Server.Faults.Add("GetObject", Fault.CutInHeaders);
        string headers = Raw();
        Assert.StartsWith("HTTP/1.1 200 OK\r\n", headers, StringComparison.Ordinal);
        Assert.DoesNotContain("\r\n\r\n", headers, StringComparison.Ordinal);
        Server.Faults.Add("GetObject", Fault.CutInBody(70_000));
        string body = Raw();
        Assert.Contains("Content-Length: 100000\r\n", body, StringComparison.Ordinal);
        Assert.Equal(new string('x', 70_000), body.Split("\r\n\r\n", 2)[1]);
        Assert.Equal(new string('x', 100_000), Client.S3(HttpMethod.Get, "/example-trail/k").Ok().Text);
    }

    [Fact]
    public async Task A_stall_ends_with_the_server_only()
    {
        Server.Faults.Add("GetObject", Fault.Stall);
        Server.Faults.Add("GetObject", Fault.StallInBody(10));
        using var begun = new ManualResetEventSlim();
        Task<string> first = Task.Run(() => Raw(), TestContext.Current.CancellationToken);
        Assert.True(Server.WaitForRequests("GetObject"));
        Task<string> second = Task.Run(() => Raw("xxxxxxxxxx", begun), TestContext.Current.CancellationToken);
        Assert.True(begun.Wait(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));
        Assert.Equal(2, Server.InFlight);
        Assert.False(first.IsCompleted);
        var watch = Stopwatch.StartNew();
        await Server.DisposeAsync();
        Assert.Equal("", await first);
        Assert.EndsWith("\r\n\r\nxxxxxxxxxx", await second, StringComparison.Ordinal);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void A_body_may_be_slow_or_something_else_or_huge()
    {
        Server.Faults.Add("GetObject", Fault.SlowBody(40_000, TimeSpan.FromMilliseconds(1)));
        Assert.Equal(100_000, Client.S3(HttpMethod.Get, "/example-trail/k").Ok().Content.Length);
        Server.Faults.Add("LookupEvents", Fault.Body("<html>It works!</html>"));
        Assert.Equal("<html>It works!</html>", Client.CloudTrail("LookupEvents").Ok().Text);
        Server.Faults.Add("LookupEvents", Fault.HugeBody("{\"a\":", 3_000_000));
        Assert.Equal(3_000_000, Client.CloudTrail("LookupEvents").Ok().Content.Length);
    }

    [Fact]
    public void Pages_may_be_empty_repeated_overlapping_or_too_late()
    {
        LogGroup group = Home.AddLogGroup("g");
        for (int i = 0; i < 6; i++)
        {
            group.Add("s", new DateTime(2026, 3, 17, 13, 0, i, DateTimeKind.Utc), $"{i}");
        }

        var (_, token) = Page(null);
        Server.Faults.Add("FilterLogEvents", Fault.EmptyPage);
        var (empty, afterEmpty) = Page(token);
        Assert.Equal("", empty);
        Assert.NotEqual(token, afterEmpty);
        Server.Faults.Add("FilterLogEvents", Fault.SameToken);
        Assert.Equal(("", afterEmpty), Page(afterEmpty));
        var (second, afterSecond) = Page(afterEmpty);
        Assert.Equal("23", second);
        Server.Faults.Add("FilterLogEvents", Fault.Overlap);
        var (third, afterThird) = Page(afterSecond);
        Assert.Equal("34", third);
        Server.Faults.Add("FilterLogEvents", Fault.PageTokenExpired);
        JsonObject late = new() { ["logGroupName"] = "g", ["limit"] = 2, ["nextToken"] = afterThird };
        Assert.Equal("InvalidParameterException", (string?)Client.Logs("FilterLogEvents", late).Json["__type"]);
        Assert.Equal(("5", null), Page(afterThird));

        (string, string?) Page(string? nextToken)
        {
            JsonObject body = new() { ["logGroupName"] = "g", ["limit"] = 2 };
            if (nextToken is not null)
            {
                body["nextToken"] = nextToken;
            }

            JsonObject page = Client.Logs("FilterLogEvents", body).Ok().Json;
            return (string.Concat(page["events"]!.AsArray().Select(static e => (string?)e!["message"])), (string?)page["nextToken"]);
        }
    }

    [Fact]
    public void Requests_are_logged_with_what_was_asked()
    {
        Client.Logs("FilterLogEvents", new JsonObject { ["logGroupName"] = "g", ["startTime"] = 5, ["logStreamNames"] = new JsonArray("a", "b") });
        Client.S3(HttpMethod.Get, "/example-trail/k", ("Range", "bytes=5-")).Ok();
        LoggedRequest logs = Server.RequestsOf("FilterLogEvents").Single();
        Assert.Equal(("logs", "eu-west-1", "111122223333", "arn:aws:iam::111122223333:user/responder"), (logs.Service, logs.Region, logs.AccountId, logs.Arn));
        Assert.Equal(("g", "5"), (logs["logGroupName"], logs["startTime"]));
        Assert.Equal(["a", "b"], JsonNode.Parse(logs["logStreamNames"]!)!.AsArray().Select(static name => (string)name!));
        Assert.Equal((400, "ResourceNotFoundException"), (logs.Status, logs.ErrorCode));
        LoggedRequest s3 = Server.RequestsOf("GetObject").Single();
        Assert.Equal(("example-trail", "k", "bytes=5-", 206), (s3.Bucket, s3.Key, s3.Range, s3.Status));
        Assert.Equal(1, Server.MostInFlight);
    }

    /// <summary>A GET of the object, and every byte that comes back until the connection ends.</summary>
    /// <summary>All that comes until the server closes the connection.</summary>
    /// <param name="awaited">What it ends with before <paramref name="begun"/> is set.</param>
    /// <param name="begun">Is set then.</param>
    private string Raw(string? awaited = null, ManualResetEventSlim? begun = null)
    {
        var url = new Uri(Server.Url);
        using HttpRequestMessage request = Client.Sign("s3", HttpMethod.Get, "/example-trail/k", "", [("X-Amz-Content-Sha256", SigV4.EmptyHash)]);
        using var client = new TcpClient();
        client.Connect(url.Host, url.Port);
        using NetworkStream stream = client.GetStream();
        stream.ReadTimeout = 60_000;
        stream.Write(Encoding.ASCII.GetBytes($"GET /example-trail/k HTTP/1.1\r\n{string.Concat(request.Headers.NonValidated.Select(static header => $"{header.Key}: {header.Value}\r\n"))}\r\n"));
        using var received = new MemoryStream();
        try
        {
            var buffer = new byte[64 * 1024];
            for (int read; (read = stream.Read(buffer)) > 0;)
            {
                received.Write(buffer, 0, read);
                if (awaited is not null && Encoding.ASCII.GetString(received.ToArray()).EndsWith(awaited, StringComparison.Ordinal))
                {
                    begun!.Set();
                }
            }
        }
        catch (IOException)
        {
            // Reset: what came before counts.
        }

        return Encoding.ASCII.GetString(received.ToArray());
    }
}
