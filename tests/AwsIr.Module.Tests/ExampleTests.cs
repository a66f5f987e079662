using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AwsIr.FakeAws;
using AwsIr.Module.Tests.Harness;

namespace AwsIr.Module.Tests;

/// <summary>The examples on live AWS: the script for a jump host and the scripts in the documents for Systems Manager, on the example incident behind an AWS on loopback.</summary>
public sealed class ExampleTests : IClassFixture<ModuleSession>, IDisposable
{
    private const string Uri = "s3://" + IncidentWorld.BucketName + "/";
    private const string Hostile = "x\"}],\"alertCount\":0}\r\n{\"fake\":true}</script>\u001b[2J{{ global:REGION }}";

    private static readonly DateTime Afterwards = new(2026, 3, 17, 15, 30, 0, DateTimeKind.Utc);
    private static readonly string Collect = Path.Combine(Repository.Root, "examples", "jump-host", "collect-alerts.ps1");

    private readonly ModuleSession session;
    private readonly FakeAwsServer server = new();
    private readonly AwsCredentials user;
    private readonly Bucket bucket;
    private readonly TemporaryFolder folder = new();

    public ExampleTests(ModuleSession session)
    {
        this.session = session;
        user = IncidentWorld.Fill(server.World, Path.Combine(Repository.Root, "examples", "incident", "evidence"));
        bucket = server.World.Buckets[IncidentWorld.BucketName];
    }

    public void Dispose()
    {
        server.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void The_first_run_writes_what_the_rules_find_and_the_next_what_is_new()
    {
        string[] expected = [.. Direct()];
        Assert.NotEmpty(expected);

        Assert.Equal(0, Run());
        string first = Assert.Single(Files());
        Assert.Equal(expected, Names(first));
        Assert.Equal(["checkpoint.json", "lock"], Directory.GetFiles(Path.Combine(folder.Path, ".state")).Select(Path.GetFileName).Order(StringComparer.Ordinal));

        Assert.Equal(0, Run());
        Assert.Equal(first, Assert.Single(Files()));

        DateTime now = DateTime.UtcNow;
        AddStop(now, "i-am-new");
        Assert.Equal(0, Run());
        JsonElement alert = Assert.Single(Alerts(Assert.Single(Files().Except([first]))), static alert => Rule(alert) == "cloudtrail-logging-stopped");
        Assert.Equal("i-am-new", alert.GetProperty("actor").GetString());
        Assert.Equal(now.ToString("yyyy-MM-dd'T'HH:mm:00'Z'", CultureInfo.InvariantCulture), alert.GetProperty("time").GetString());
        Assert.Equal("high", alert.GetProperty("level").GetString());
    }

    [Fact]
    public void What_could_not_be_read_is_said_and_comes_in_the_next_run()
    {
        AddStop(Afterwards, "i-am-denied");
        server.World.Deny("s3:GetObject", resource: "20260317T1530Z_example.json.gz");

        Assert.Equal(2, Run());
        Assert.DoesNotContain(Files().SelectMany(Alerts), static alert => alert.GetProperty("actor").GetString() == "i-am-denied");

        server.World.Change(server.World.Denials.Clear);
        Assert.Equal(0, Run());
        Assert.Contains(Files().SelectMany(Alerts), static alert => alert.GetProperty("actor").GetString() == "i-am-denied");
    }

    [Fact]
    public void A_run_that_was_cut_off_leaves_nothing_that_the_next_minds()
    {
        folder.Write(".state/alerts.partial", "{\"half\":");
        folder.Write(".state/checkpoint.new.json", "{\"half\":");

        Assert.Equal(0, Run());

        Assert.Equal(Direct(), Names(Assert.Single(Files())));
    }

    [Fact]
    public void One_run_at_a_time()
    {
        using FileStream other = File.Open(folder.Write(".state/lock", ""), FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        Assert.Equal(3, Run());

        Assert.Empty(Files());
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData("-Source GuardDuty, CloudTrail -Region us-east-1, us-west-2")]
    [InlineData("-Source 'GuardDuty,CloudTrail' -Region 'us-east-1, us-west-2'")]
    public void Services_are_asked_and_the_next_run_asks_for_what_is_new(string parameters)
    {
        Assert.Equal(0, Run(parameters));
        string first = Assert.Single(Files());
        Assert.Equal(["CloudTrail", "GuardDuty"], Alerts(first).Select(static alert => alert.GetProperty("source").GetString()).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(["us-east-1", "us-west-2"], server.RequestsOf("ListDetectors").Select(static request => request.Region).Order(StringComparer.Ordinal));

        Assert.Equal(0, Run(parameters));
        Assert.Equal(first, Assert.Single(Files()));
    }

    [Theory]
    [InlineData("-MinimumLevel nonsense", 1)]
    [InlineData("-OutputFolder ''", 64)]
    public void What_makes_no_sense_is_told_by_the_exit_code(string parameters, int code)
    {
        Assert.Equal(code, Run(parameters));
        Assert.Empty(Files());
    }

    [Fact]
    public void Whatever_a_log_says_stays_inside_its_line()
    {
        AddStop(Afterwards, Hostile);

        Assert.Equal(0, Run());

        string[] lines = File.ReadAllText(Assert.Single(Files())).Split('\n');
        Assert.Equal("", lines[^1]);
        Assert.Equal(Direct().Count(), lines.Length - 1);
        Assert.All(lines[..^1], static line => Assert.All(line, static c => Assert.InRange(c, ' ', '~')));
        JsonElement alert = Assert.Single(Alerts(Files()[0]), static alert => alert.GetProperty("time").GetString() == "2026-03-17T15:30:00Z" && Rule(alert) == "cloudtrail-logging-stopped");
        Assert.Contains("\"alertCount\":0", alert.GetProperty("actor").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', alert.GetProperty("actor").GetString()!);
    }

    [Fact]
    public void It_runs_where_there_is_no_PowerShell()
    {
        string script = folder.Write("run.ps1",
            $"""
            $env:AWS_ACCESS_KEY_ID = '{user.AccessKeyId}'; $env:AWS_SECRET_ACCESS_KEY = '{user.SecretAccessKey}'; $env:AWS_REGION = 'eu-west-1'
            & '{Collect}' -OutputFolder '{folder.Path}' -S3Uri {Uri} -EndpointUrl {server.Url} -Last 36500d
            exit $LASTEXITCODE
            """);

        ProcessResult result = ShellProcess.Run("-NonInteractive", script).ExitsWith(0);

        Assert.Equal("", result.Output);
        Assert.Equal(Direct(), Names(Assert.Single(Files())));
    }

    [Fact]
    public void The_runbook_returns_the_alerts_as_JSON()
    {
        AddStop(Afterwards, Hostile);
        string[] expected = [.. Direct()];

        Dictionary<string, object?> payload = Runbook([]);

        Assert.Equal(expected.Length, (int)payload["AlertCount"]!);
        Assert.True((bool)payload["IsComplete"]!);
        Assert.Equal("[]", payload["Problems"]);
        JsonArray alerts = JsonNode.Parse((string)payload["Alerts"]!)!.AsArray();
        Assert.Equal((bool)payload["IsCut"]!, alerts.Count < expected.Length);
        Assert.Equal(expected[..alerts.Count], alerts.Select(static alert => (string)alert!["rule"]!));
        Assert.InRange(JsonSerializer.Serialize(payload).Length, 1, 100 * 1024);
    }

    [Fact]
    public void The_runbook_asks_a_service_in_its_own_region_or_in_the_one_that_is_named()
    {
        Assert.True((bool)Runbook(new() { ["S3Uri"] = "", ["Source"] = "GuardDuty" })["IsComplete"]!);
        Assert.True((bool)Runbook(new() { ["S3Uri"] = "", ["Source"] = "GuardDuty", ["Region"] = "us-east-1" })["IsComplete"]!);
        Assert.Equal(["eu-west-1", "us-east-1"], server.RequestsOf("ListDetectors").Select(static request => request.Region));
    }

    [Fact]
    public void The_runbook_says_what_it_could_not_read()
    {
        server.World.Deny("s3:GetObject", resource: "_CloudTrail_eu-west-1_20260317T1420Z_Gdokqp8D8DZuHRMl.json.gz");

        Dictionary<string, object?> payload = Runbook([]);

        Assert.False((bool)payload["IsComplete"]!);
        Assert.Equal("[\"AwsAccessDenied\"]", payload["Problems"]);
    }

    [Fact]
    public void The_runbook_runs_no_module_but_the_one_that_is_meant()
    {
        server.ClearRequests();
        var failure = Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => Runbook(new() { ["ModuleSha256"] = new string('0', 64) }));
        Assert.Contains("it was not run", failure.Message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData("low")]
    [InlineData("critical")]
    public void The_command_writes_one_object(string level)
    {
        AddStop(Afterwards, Hostile);
        string[] expected = [.. Direct(level)];

        RunResult result = session.Run(Command(new() { ["S3Uri"] = Uri, ["Last"] = "9999d", ["MinimumLevel"] = level })).Ok();

        string text = Assert.Single(result.Texts);
        Assert.InRange(text.Length, 1, 24_000);
        Assert.All(text, static c => Assert.InRange(c, ' ', '~'));
        JsonNode json = JsonNode.Parse(text)!;
        Assert.Equal(expected.Length, (int)json["alertCount"]!);
        Assert.True((bool)json["isComplete"]!);
        JsonArray alerts = json["alerts"]!.AsArray();
        Assert.NotEmpty(alerts);
        Assert.Equal((bool)json["isCut"]!, alerts.Count < expected.Length);
        Assert.Equal(expected[..alerts.Count], alerts.Select(static alert => (string)alert!["rule"]!));
    }

    [Fact]
    public void The_command_names_the_ids_of_what_failed()
    {
        server.World.Deny("s3:ListBucket");

        RunResult result = session.Run(Command(new() { ["S3Uri"] = Uri, ["Region"] = "eu-west-1" }));

        JsonNode json = JsonNode.Parse(Assert.Single(result.Texts))!;
        Assert.False((bool)json["isComplete"]!);
        Assert.Equal("AwsAccessDenied", (string?)Assert.Single(json["problems"]!.AsArray()));
        Assert.Empty(json["alerts"]!.AsArray());
    }

    /// <summary>A new file of the trail: somebody stops it.</summary>
    private void AddStop(DateTime time, string name)
    {
        var record = new JsonObject
        {
            ["eventVersion"] = "1.11",
            ["userIdentity"] = new JsonObject { ["type"] = "IAMUser", ["userName"] = name, ["accountId"] = IncidentWorld.Shop, ["arn"] = $"arn:aws:iam::{IncidentWorld.Shop}:user/x" },
            ["eventTime"] = time.ToString("yyyy-MM-dd'T'HH:mm:00'Z'", CultureInfo.InvariantCulture),
            ["eventSource"] = "cloudtrail.amazonaws.com",
            ["eventName"] = "StopLogging",
            ["awsRegion"] = "eu-west-1",
            ["sourceIPAddress"] = "192.0.2.77",
            ["requestParameters"] = new JsonObject { ["name"] = "example-shop-trail" },
            ["responseElements"] = null,
            ["eventID"] = "0d6f5e2a-1111-4222-8333-444455556666",
            ["readOnly"] = false,
            ["managementEvent"] = true,
            ["eventType"] = "AwsApiCall",
            ["recipientAccountId"] = IncidentWorld.Shop,
        };
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(new JsonObject { ["Records"] = new JsonArray(record) }.ToJsonString()));
        }

        server.World.Change(() => bucket.Put(
            string.Create(CultureInfo.InvariantCulture, $"AWSLogs/{IncidentWorld.Shop}/CloudTrail/eu-west-1/{time:yyyy/MM/dd}/{IncidentWorld.Shop}_CloudTrail_eu-west-1_{time:yyyyMMdd'T'HHmm'Z'}_example.json.gz"), stream.ToArray(), time));
    }

    /// <summary>Runs the script for a jump host.</summary>
    /// <returns>Its exit code.</returns>
    private int Run(string more = "")
    {
        RunResult result = session.Run(
            $$"""
            param($script, $folder, $url, $key, $secret)
            $PSDefaultParameterValues = @{ 'Test-IrDetection:AccessKey' = $key; 'Test-IrDetection:SecretKey' = $secret }
            & $script {{(more.Contains("-OutputFolder", StringComparison.Ordinal) ? "" : "-OutputFolder $folder")}} {{(more.Contains("-Source", StringComparison.Ordinal) ? "" : "-S3Uri " + Uri)}} -EndpointUrl $url -Last 36500d {{more}}
            $LASTEXITCODE
            """,
            Collect, folder.Path, server.Url, user.AccessKeyId, user.SecretAccessKey);
        return (int)Assert.Single(result.Output).BaseObject;
    }

    private string[] Files() => Directory.GetFiles(folder.Path, "alerts-*.jsonl");

    private static IEnumerable<JsonElement> Alerts(string file) => File.ReadLines(file).Select(static line => JsonDocument.Parse(line).RootElement);

    private static string Rule(JsonElement alert) => alert.GetProperty("rule").GetString()!;

    private static IEnumerable<string> Names(string file) => Alerts(file).Select(Rule);

    /// <summary>The rules that alert on the bucket, without any script.</summary>
    private IEnumerable<string> Direct(string level = "medium") => session.Run(
        $"param($url, $key, $secret) Test-IrDetection -S3Uri {Uri} -EndpointUrl $url -AccessKey $key -SecretKey $secret -MinimumLevel {level} -WarningAction Ignore | ForEach-Object RuleName",
        server.Url, user.AccessKeyId, user.SecretAccessKey).Ok().Texts;

    /// <summary>Runs the runbook's script as its step does: the input in the environment, the module from a server.</summary>
    private Dictionary<string, object?> Runbook(Dictionary<string, string> changes)
    {
        // A package as it is laid out, whose manifest leads to the built module: a process has one copy of a module's assemblies.
        string zip = Path.Combine(folder.Path, Path.GetRandomFileName());
        using (ZipArchive archive = ZipFile.Open(zip, ZipArchiveMode.Create))
        using (var manifest = new StreamWriter(archive.CreateEntry("AwsIr.psd1").Open()))
        {
            manifest.Write($"@{{ ModuleVersion = '0.1.0'; NestedModules = @('{Repository.Manifest}'); CmdletsToExport = '*' }}");
        }

        byte[] package = File.ReadAllBytes(zip);
        using var http = new PackageServer(package);
        Dictionary<string, string> input = new()
        {
            ["ModuleUrl"] = http.Url,
            ["ModuleSha256"] = Convert.ToHexString(SHA256.HashData(package)),
            ["S3Uri"] = Uri,
            ["Source"] = "CloudTrail",
            ["Last"] = "9999d",
            ["Region"] = "",
            ["RunbookRegion"] = "eu-west-1",
            ["MinimumLevel"] = "medium",
            ["EndpointUrl"] = server.Url,
        };
        foreach (var (name, value) in changes)
        {
            input[name] = value;
        }

        using var bare = ModuleSession.Bare();
        RunResult result = bare.Run(
            $$"""
            param($payload, $key, $secret)
            # What this host lacks, and who the role would be.
            function ConvertFrom-Json { process {
                $object = @{}
                foreach ($property in [System.Text.Json.JsonDocument]::Parse($_).RootElement.EnumerateObject()) { $object[$property.Name] = $property.Value.GetString() }
                $object
            } }
            $PSDefaultParameterValues = @{ 'Test-IrDetection:AccessKey' = $key; 'Test-IrDetection:SecretKey' = $secret }
            $env:InputPayload = $payload
            & {
            {{Script("detect-automation.yaml", "Script: |-")}}
            }
            """,
            JsonSerializer.Serialize(input), user.AccessKeyId, user.SecretAccessKey);
        if (result.Terminating is { } error)
        {
            Assert.Fail(error.ToString());
        }

        var payload = (System.Collections.IDictionary)Assert.Single(result.Output).BaseObject;
        return payload.Keys.Cast<string>().ToDictionary(static key => key, key => payload[key] is System.Management.Automation.PSObject wrapped ? wrapped.BaseObject : payload[key]);
    }

    /// <summary>The command's script with its parameters written into it, as Systems Manager does, and the credentials that the host would have.</summary>
    private string Command(Dictionary<string, string> given)
    {
        string script = Script("detect-command.yaml", "- |-");
        Dictionary<string, string> values = new()
        {
            ["ModulePath"] = Repository.Manifest, ["S3Uri"] = "", ["Source"] = "CloudTrail", ["Last"] = "1h", ["Region"] = "", ["MinimumLevel"] = "medium", ["EndpointUrl"] = server.Url,
        };
        foreach (var (name, value) in given)
        {
            values[name] = value;
        }

        foreach (var (name, value) in values)
        {
            script = script.Replace("{{ " + name + " }}", value, StringComparison.Ordinal);
        }

        return $"$PSDefaultParameterValues = @{{ 'Test-IrDetection:AccessKey' = '{user.AccessKeyId}'; 'Test-IrDetection:SecretKey' = '{user.SecretAccessKey}' }}\n{script}";
    }

    /// <summary>The script in a document: what is indented deeper than the line that begins it.</summary>
    private static string Script(string document, string begin)
    {
        string[] lines = File.ReadAllLines(Path.Combine(Repository.Root, "examples", "ssm", document));
        int at = Array.FindIndex(lines, line => line.TrimStart() == begin);
        int indent = lines[at].Length - lines[at].TrimStart().Length;
        return string.Join('\n', lines.Skip(at + 1).TakeWhile(line => line.Length == 0 || line[..Math.Min(indent + 1, line.Length)].Trim().Length == 0));
    }

    /// <summary>Serves one file.</summary>
    private sealed class PackageServer : IDisposable
    {
        private readonly HttpListener listener;

        public PackageServer(byte[] content)
        {
            (listener, Url) = Listen();
            _ = Task.Run(async () =>
            {
                HttpListenerContext context = await listener.GetContextAsync();
                context.Response.ContentLength64 = content.Length;
                await context.Response.OutputStream.WriteAsync(content);
                context.Response.Close();
            });
        }

        public string Url { get; }

        public void Dispose() => ((IDisposable)listener).Dispose();

        private static (HttpListener Listener, string Url) Listen()
        {
            while (true)
            {
                string url = $"http://127.0.0.1:{RandomNumberGenerator.GetInt32(20_000, 60_000)}/";
                var listener = new HttpListener { Prefixes = { url } };
                try
                {
                    listener.Start();
                    return (listener, url + "AwsIr.nupkg");
                }
                catch (HttpListenerException)
                {
                    // The port is taken.
                }
            }
        }
    }
}
