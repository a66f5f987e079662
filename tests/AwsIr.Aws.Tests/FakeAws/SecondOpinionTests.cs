using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using AwsIr.FakeAws;

namespace AwsIr.Aws.Tests.FakeAws;

/// <summary>
/// A second opinion on the fake that nobody here wrote: AWS's own JavaScript clients, with what they check in
/// tests/second-opinion/check.mjs. It needs node and a package registry, and is skipped without.
/// </summary>
public sealed class SecondOpinionTests : FakeWorld
{
    private const string KeyId = "AKIAIOSFODNN7EXAMPLE";

    private const string Secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task The_clients_of_AWS_for_JavaScript_are_content()
    {
        string folder = Directory.CreateTempSubdirectory("second-opinion-").FullName;
        try
        {
            foreach (string file in Directory.GetFiles(Repository.Path("tests", "second-opinion")))
            {
                File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
            }

            string npm = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";
            var (installed, output) = await RunAsync(folder, npm, "install", "--no-audit", "--no-fund", "--no-package-lock", "--ignore-scripts");
            Assert.SkipUnless(installed == 0, "node with npm, or a registry with the packages, is not there.");

            Fill();
            using var hourAhead = new FakeAwsServer();
            hourAhead.World.ClockOffset = TimeSpan.FromHours(1);
            hourAhead.World.AddAccount(Account.Id).AddUser("responder", KeyId, Secret);
            var (code, said) = await RunAsync(folder, "node", "check.mjs", Server.Url, hourAhead.Url);
            TestContext.Current.SendDiagnosticMessage("{0}", said);
            Assert.True(code == 0, said);
            Assert.Contains("ok      CloudTrail: events are paged", said, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private void Fill()
    {
        DateTime start = new(2026, 3, 17, 13, 0, 0, DateTimeKind.Utc);
        World.EventsNow = start.AddDays(1);
        Account.AddUser("responder", KeyId, Secret);
        Home.AddEvents(Enumerable.Range(0, 120).Select(i => new JsonObject
        {
            ["eventID"] = $"event-{i:D3}",
            ["eventName"] = "ConsoleLogin",
            ["eventTime"] = start.AddMinutes(i).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            ["readOnly"] = false,
            ["userIdentity"] = new JsonObject { ["type"] = "IAMUser", ["userName"] = "alice" },
        }));
        Trail trail = Home.AddTrail("example-trail", "example-trail");
        trail.IsLogging = false;
        trail.StopLoggingTime = new DateTime(2026, 3, 17, 14, 46, 30, DateTimeKind.Utc);
        Server.Faults.Add("LookupEvents", Fault.Throttle, region: "eu-central-1");

        for (int i = 0; i < 60; i++)
        {
            Home.AddLogGroup($"/example/{i:D2}").RetentionInDays = 30;
        }

        for (int i = 0; i < 25; i++)
        {
            Home.LogGroups[0].Add(i % 2 == 0 ? "a" : "b", start.AddSeconds(i), $"message {i}");
        }

        Detector detector = Home.AddDetector("12abc34d567e8fa901bc2d34e56789f0");
        detector.Members["444455556666"] = "Enabled";
        detector.Findings.AddRange(Enumerable.Range(0, 60).Select(static i => new JsonObject
        {
            ["id"] = $"f{i:D2}",
            ["type"] = "Recon:EC2/Portscan",
            ["severity"] = 5,
            ["updatedAt"] = $"2026-03-17T13:{i:D2}:00Z",
            ["service"] = new JsonObject { ["archived"] = false },
        }));
        World.Deny("guardduty:ListDetectors", region: "us-west-2");

        Home.Vpcs.Add(new Vpc("vpc-1", "10.20.0.0/16", Name: "shop"));
        Home.FlowLogs.Add(new FlowLog("fl-1", "vpc-1") { LogGroupName = "/vpc/flow" });
        Home.FlowLogs.Add(new FlowLog("fl-2", "vpc-1") { S3Destination = "arn:aws:s3:::example-flow/a&b", Parquet = true, HiveCompatiblePartitions = true, MaxAggregationInterval = 60 });
        Home.ConfigRecorder = new ConfigRecorder { Recording = false, LastStopTime = new DateTime(2026, 3, 17, 14, 16, 5, DateTimeKind.Utc) };
        Home.DeliveryChannel = ("default", "example-config");

        World.AddAccount("444455556666").AddRole("IRReadOnly", "111122223333");
        World.WebIdentityTokens.Add("example.web.token");
        World.SsoSessions["example-token"] = new SsoSession { RefreshToken = "example-refresh", Roles = { ("444455556666", "IRReadOnly") } };
        World.Metadata = new MetadataCredentials(Account, "JumpHost");

        Bucket bucket = World.AddBucket("example-trail", "eu-west-1", Account);
        bucket.Put("AWSLogs/a b+c%&é.txt", "0123456789");
        bucket.Put("cold", "x").StorageClass = "GLACIER";
        for (int i = 0; i < 25; i++)
        {
            bucket.Put($"many/{i:D2}", $"content of many/{i:D2}");
        }

        Server.Faults.Add("GetObject", Fault.CutInBody(5), key: "many/00");
    }

    /// <summary>Runs a program in a folder, with the keys of the account and nothing of this machine's AWS settings.</summary>
    private static async Task<(int Code, string Output)> RunAsync(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string name in start.Environment.Keys.Where(static name => name.StartsWith("AWS_", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["AWS_ACCESS_KEY_ID"] = KeyId;
        start.Environment["AWS_SECRET_ACCESS_KEY"] = Secret;
        start.Environment["AWS_CONFIG_FILE"] = Path.Combine(folder, "none");
        start.Environment["AWS_SHARED_CREDENTIALS_FILE"] = Path.Combine(folder, "none");
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            return (-1, "");
        }

        using (process)
        {
            using var patience = new CancellationTokenSource(Patience);
            Task<string> output = process.StandardOutput.ReadToEndAsync(patience.Token);
            Task<string> errors = process.StandardError.ReadToEndAsync(patience.Token);
            try
            {
                await process.WaitForExitAsync(patience.Token);
                return (process.ExitCode, await output + await errors);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                return (-1, "It took too long.");
            }
        }
    }
}
