using System.Diagnostics;
using System.Text.Json.Nodes;
using AwsIr.FakeAws;

namespace AwsIr.Aws.Tests.FakeAws;

/// <summary>The example incident behind the fake, and the program that serves it.</summary>
public sealed class IncidentWorldTests : IDisposable
{
    private readonly FakeAwsServer server = new();
    private readonly AwsCredentials credentials;
    private readonly FakeClient client;

    public IncidentWorldTests()
    {
        credentials = IncidentWorld.Fill(server.World, Repository.Path("examples", "incident", "evidence"));
        client = new FakeClient(server, credentials);
    }

    public void Dispose()
    {
        client.Dispose();
        server.Dispose();
    }

    [Fact]
    public void What_the_documentation_tells_is_there()
    {
        // docs/example-incident.md: StopLogging at 14:46:30, by svc-cloudwatch-sync, from 198.51.100.23.
        JsonNode stop = Lookup("StopLogging").Single()!;
        Assert.Equal("svc-cloudwatch-sync", (string?)stop["Username"]);
        Assert.Equal(("2026-03-17T14:46:30Z", "198.51.100.23"), ((string?)JsonNode.Parse((string)stop["CloudTrailEvent"]!)!["eventTime"], (string?)JsonNode.Parse((string)stop["CloudTrailEvent"]!)!["sourceIPAddress"]));
        // Data events are not in the event history.
        Assert.Empty(Lookup("GetObject"));

        JsonObject status = client.CloudTrail("GetTrailStatus", new JsonObject { ["Name"] = "example-shop-trail" }).Ok().Json;
        Assert.True((bool)status["IsLogging"]!);
        Assert.Equal(3, client.Logs("DescribeLogGroups").Ok().Json["logGroups"]!.AsArray().Count);
        // One of the two passwords of the sixty connections was right.
        Assert.Single(client.Logs("FilterLogEvents", new JsonObject { ["logGroupName"] = "/example-shop/secure", ["filterPattern"] = "\"Accepted password for deploy\"" }).Ok().Json["events"]!.AsArray());
        Assert.Equal(225, client.Logs("FilterLogEvents", new JsonObject { ["logGroupName"] = "/example-shop/web/access" }).Ok().Json["events"]!.AsArray().Count);
        Assert.Equal("s3", client.Ec2("DescribeFlowLogs").Ok()["logDestinationType"]);
        // Six findings and an older, archived one, in two regions.
        using var global = new FakeClient(server, credentials, "us-east-1");
        Assert.Equal(7, Findings(client, "12abc34d567e8fa901bc2d34e56789f0") + Findings(global, "56abc78d901e2fa345bc6d78e90123f4"));
        Assert.Contains("AWSLogs/", client.S3(HttpMethod.Get, "/example-shop-cloudtrail?list-type=2&delimiter=%2F").Ok().All("Prefix"));
        client.Sts("AssumeRole", ("RoleArn", "arn:aws:iam::444455556666:role/IRReadOnly"), ("RoleSessionName", "ir")).Ok();

        JsonArray Lookup(string name) => client.CloudTrail("LookupEvents", new JsonObject { ["LookupAttributes"] = new JsonArray(new JsonObject { ["AttributeKey"] = "EventName", ["AttributeValue"] = name }) }).Ok().Json["Events"]!.AsArray();
        static int Findings(FakeClient client, string detector) => client.GuardDuty(HttpMethod.Post, $"/detector/{detector}/findings", []).Ok().Json["findingIds"]!.AsArray().Count;
    }

    [Fact]
    public async Task The_program_says_where_it_is_and_who_may_ask()
    {
        string program = Path.ChangeExtension(typeof(IncidentWorldTests).Assembly.Location, null).Replace("AwsIr.Aws.Tests", "AwsIr.FakeAws.Host", StringComparison.Ordinal) + ".dll";
        var start = new ProcessStartInfo("dotnet", [program, "--until-eof"]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        using Process host = Process.Start(start)!;
        try
        {
            string line = (await host.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!;
            string[] values = [.. line.Split('\'').Where(static (_, i) => i % 2 == 1)];
            Assert.StartsWith("http://127.0.0.1:", values[0], StringComparison.Ordinal);
            using var http = new HttpClient();
            using var other = new FakeClient(server, new AwsCredentials(values[1], values[2], null, null, "", "", ""));
            using HttpRequestMessage request = other.Sign("sts", HttpMethod.Post, "/", "Action=GetCallerIdentity&Version=2011-06-15", [("Content-Type", "application/x-www-form-urlencoded"), ("Host", new Uri(values[0]).Authority)]);
            request.RequestUri = new Uri(values[0] + "/");
            using HttpResponseMessage answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Contains("<Arn>arn:aws:iam::111122223333:user/responder</Arn>", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
            host.StandardInput.Close();
            await host.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
            Assert.Equal(0, host.ExitCode);
        }
        finally
        {
            if (!host.HasExited)
            {
                host.Kill();
            }
        }
    }
}
