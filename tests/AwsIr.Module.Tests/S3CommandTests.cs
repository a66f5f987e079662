using System.Globalization;
using System.IO.Compression;
using System.Text;
using AwsIr.FakeAws;
using AwsIr.Module.Tests.Harness;

namespace AwsIr.Module.Tests;

/// <summary>Evidence in S3 as a user reads it: the same as from a folder, and what is said when it cannot be.</summary>
public sealed class S3CommandTests : IClassFixture<ModuleSession>, IDisposable
{
    private const string Uri = "s3://" + IncidentWorld.BucketName;

    private static readonly string Evidence = Path.Combine(Repository.Root, "examples", "incident", "evidence");

    private readonly ModuleSession _session;
    private readonly FakeAwsServer _server = new();
    private readonly AwsCredentials _user;
    private readonly Bucket _bucket;

    public S3CommandTests(ModuleSession session)
    {
        _session = session;
        _user = IncidentWorld.Fill(_server.World, Evidence);
        _bucket = _server.World.Buckets[IncidentWorld.BucketName];
    }

    /// <summary>Every cmdlet that reads, with filters: what it gives from the bucket must be what it gives from the folder.</summary>
    public static TheoryData<string> Commands { get; } =
    [
        "Get-IrCloudTrailEvent",
        "Get-IrCloudTrailEvent -StartTime 2026-03-17T14:00Z -EndTime 2026-03-17T14:10Z",
        "Get-IrCloudTrailEvent -AccountId 444455556666 -Region us-*",
        "Get-IrCloudTrailEvent -EventName ConsoleLogin, Stop* -Region eu-west-1",
        "Get-IrFlowLog -Action REJECT",
        "Get-IrFlowLog -StartTime 2026-03-17T13:50Z -EndTime 2026-03-17T14:00Z",
        "Get-IrCloudWatchLogEvent -Contains sshd",
        "Get-IrGuardDutyFinding",
        "Get-IrGuardDutyFinding -MinimumSeverity 5 -Region eu-west-1",
    ];

    public void Dispose() => _server.Dispose();

    [Theory]
    [MemberData(nameof(Commands))]
    public void The_same_comes_from_the_bucket_as_from_the_folder(string command)
    {
        RunResult bucket = Run($"{command} -S3Uri {Uri} @aws -WarningAction Ignore").Ok();
        RunResult folder = _session.Run($"param($folder) {command} -Path $folder -WarningAction Ignore -ErrorAction Ignore", Evidence);
        string[] expected = [.. folder.Output.Select(Describe).Order(StringComparer.Ordinal)];
        Assert.NotEmpty(expected);
        Assert.Equal(expected, bucket.Output.Select(Describe).Order(StringComparer.Ordinal));

        // The same but for its provenance, which is the object's address and its position there.
        Assert.All(bucket.Output, static one => Assert.StartsWith(Uri + "/", one.Properties["Provenance"].Value.ToString(), StringComparison.Ordinal));

        static string Describe(System.Management.Automation.PSObject record) =>
            string.Join("|", record.Properties.Where(static property => property.Name is not ("Provenance" or "Path" or "Fields")).Select(static property => $"{property.Name}={property.Value}"))
            + Path.GetFileName(((string)((dynamic)record.Properties["Provenance"].Value).Path).Replace('/', Path.DirectorySeparatorChar));
    }

    [Fact]
    public void Records_come_in_the_order_of_keys_whatever_the_threads()
    {
        string[] one = [.. Run($"Get-IrCloudTrailEvent -S3Uri {Uri} -ThrottleLimit 1 @aws | ForEach-Object {{ [string] $_.Provenance }}").Ok().Texts];
        string[] many = [.. Run($"Get-IrCloudTrailEvent -S3Uri {Uri} -ThrottleLimit 64 @aws | ForEach-Object {{ [string] $_.Provenance }}").Ok().Texts];
        Assert.Equal(one, many);
        Assert.Equal(one.Select(static text => text.Split('#', ':')[1]).Order(StringComparer.Ordinal), one.Select(static text => text.Split('#', ':')[1]));
    }

    [Fact]
    public void Rules_alert_on_the_bucket_as_on_the_folder_and_read_events_of_bursts_again()
    {
        const string Show = "| ForEach-Object { \"$($_.Time.ToString('o')) $($_.Rule) $($_.Count) $(@($_.Events).Count)\" }";
        string[] folder = [.. _session.Run($"param($folder) Test-IrDetection -Path $folder -WarningAction Ignore -ErrorAction Ignore -SortByTime {Show}", Evidence).Texts];
        string[] bucket = [.. Run($"Test-IrDetection -S3Uri {Uri} -WarningAction Ignore -SortByTime @aws {Show}").Ok().Texts];
        Assert.NotEmpty(folder);
        Assert.Equal(folder.Order(StringComparer.Ordinal), bucket.Order(StringComparer.Ordinal));
        // Digests are passed over by their keys.
        Assert.DoesNotContain(_server.RequestsOf("GetObject"), static request => request.Key!.Contains("Digest", StringComparison.Ordinal));
    }

    [Fact]
    public void A_rule_that_is_named_runs_alone()
    {
        RunResult result = Run($"Test-IrDetection -S3Uri {Uri}/AWSLogs -Rule config-recorder-stopped -WarningAction Ignore @aws").Ok();
        Assert.NotEmpty(result.Output);
        Assert.All(result.Output, static alert => Assert.Equal("config-recorder-stopped", ((dynamic)alert.BaseObject).Rule.ToString()));
    }

    [Fact]
    public void Only_what_can_hold_the_time_and_the_source_is_fetched()
    {
        RunResult result = Run($"Get-IrCloudTrailEvent -S3Uri {Uri} -StartTime 2026-03-18T00:00Z -Verbose @aws");
        Assert.Empty(result.Ok().Output);
        Assert.DoesNotContain(_server.RequestsOf("GetObject"), static request => request.Key!.Contains("AWSLogs", StringComparison.Ordinal));
        Assert.Contains(result.Verbose, static line => line.Contains("of vpcflowlogs", StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_to_read_is_a_warning()
    {
        RunResult result = Run($"Get-IrCloudTrailEvent -S3Uri {Uri}/nowhere/ @aws").Ok();
        Assert.Equal([$"{Uri}/nowhere/: there is nothing to read."], result.Warnings);
    }

    [Theory]
    [InlineData("-TrailName example-shop-trail")]
    [InlineData("-TrailName arn:aws:cloudtrail:eu-west-1:111122223333:trail/example-shop-trail")]
    public void A_trail_leads_to_its_bucket(string parameters)
    {
        RunResult result = Run($"Get-IrCloudTrailEvent {parameters} @aws -EventName ConsoleLogin -Verbose").Ok();
        RunResult expected = Run($"Get-IrCloudTrailEvent -S3Uri {Uri} @aws -EventName ConsoleLogin -AccountId 111122223333").Ok();
        Assert.NotEmpty(expected.Output);
        Assert.Equal(Provenance(expected), Provenance(result));
        Assert.Contains($"The trail example-shop-trail delivers to {Uri}/AWSLogs/111122223333/CloudTrail/.", result.Verbose);
    }

    [Fact]
    public void An_organization_s_trail_has_all_its_accounts()
    {
        foreach (string account in (string[])["111122223333", "444455556666"])
        {
            _bucket.Put($"org/AWSLogs/o-exampleorgid/{account}/CloudTrail/eu-west-1/2026/03/17/{account}_CloudTrail_eu-west-1_20260317T1335Z_x.json.gz", Event(account));
        }

        _server.World.Accounts[IncidentWorld.Shop].Region(IncidentWorld.Home).AddTrail("all", IncidentWorld.BucketName).S3KeyPrefix = "org";
        FakeAws.Trail trail = _server.World.Accounts[IncidentWorld.Shop].Region(IncidentWorld.Home).Trails.Single(static one => one.Name == "all");
        trail.IsOrganization = true;
        Assert.Equal(["111122223333", "444455556666"], Run("Get-IrCloudTrailEvent -TrailName all @aws | ForEach-Object AccountId").Ok().Texts);
    }

    [Fact]
    public void A_trail_that_is_not_there_says_where_to_look()
    {
        RunResult result = Run("Get-IrCloudTrailEvent -TrailName nobody @aws");
        Assert.StartsWith("AwsNotFound,", Last(result).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("eu-west-1 shows no trail nobody", Last(result).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_address_that_is_none_ends_the_run()
    {
        RunResult result = Run("Get-IrCloudTrailEvent -S3Uri ./logs @aws");
        Assert.StartsWith("InvalidS3Uri,", Last(result).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(_server.Requests);
    }

    [Fact]
    public void Objects_that_cannot_be_read_are_errors_in_their_place()
    {
        _bucket.Objects.Clear();
        _bucket.Put("a.json", Event("111122223333"));
        _bucket.Put("b.json", Event("111122223333"));
        _bucket.Put("c.json", Event("111122223333"));
        _bucket.Put("d.json", Event("111122223333")).StorageClass = "DEEP_ARCHIVE";
        _server.World.Deny("s3:GetObject", resource: "b.json");
        RunResult result = Run($"Get-IrCloudTrailEvent -S3Uri {Uri} @aws");
        Assert.Equal(["a.json", "c.json"], Provenance(result).Select(static text => text.Split('/')[3].Split(' ', ':', '#')[0]));
        Assert.Equal(["AwsAccessDenied,AwsIr.Commands.GetIrCloudTrailEventCommand", "S3ObjectArchived,AwsIr.Commands.GetIrCloudTrailEventCommand"], result.ErrorIds.Order(StringComparer.Ordinal));
        System.Management.Automation.ErrorRecord denied = result.Errors.Single(static error => error.FullyQualifiedErrorId.StartsWith("AwsAccessDenied", StringComparison.Ordinal));
        Assert.Equal((System.Management.Automation.ErrorCategory.PermissionDenied, (object)$"{Uri}/b.json"), (denied.CategoryInfo.Category, denied.TargetObject));
        Assert.Contains("s3:GetObject", denied.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_are_safe_to_print()
    {
        _bucket.Objects.Clear();
        _bucket.Put("evil\u001b[31m\u202Eexe.json", "{]");
        RunResult result = Run($"Get-IrCloudTrailEvent -S3Uri {Uri} @aws");
        Assert.NotEmpty(result.Errors);
        Assert.All(result.Errors, static error => Assert.DoesNotContain('\u001b', error.ToString()));
    }

    [Fact]
    public void Empty_objects_and_marks_of_folders_do_no_harm()
    {
        _bucket.Objects.Clear();
        _bucket.Put("AWSLogs/", "");
        _bucket.Put("AWSLogs/111122223333/", "");
        _bucket.Put("empty.json", "");
        _bucket.Put("full.json", Event("111122223333"));
        RunResult result = Run($"Get-IrCloudTrailEvent -S3Uri {Uri} @aws").Ok();
        Assert.Single(result.Output);
        Assert.Contains("empty files", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_large_object_is_read_in_ranges()
    {
        // Some 15 MB.
        var text = new StringBuilder("version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status\n");
        var random = new Random(5);
        for (int i = 0; i < 150_000; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"2 111122223333 eni-0{random.Next():x8} 192.0.2.{random.Next(256)} 198.51.100.{random.Next(256)} {random.Next(65536)} 443 6 {i} {random.Next()} 1773756000 1773756060 ACCEPT OK\n");
        }

        _bucket.Objects.Clear();
        _bucket.Put("flows.log", text.ToString());
        Assert.Equal("150000", Run($"(Measure-IrFlowLog -S3Uri {Uri} -By Action @aws).Flows").Ok().Texts.Single());
        Assert.Contains(_server.RequestsOf("GetObject"), static request => request.Range is not null);
    }

    [Fact]
    public void A_second_run_gives_only_what_is_new()
    {
        using var folder = new TemporaryFolder();
        string file = Path.Combine(folder.Path, "trail.checkpoint");
        string command = $"Get-IrCloudTrailEvent -S3Uri {Uri} -ResumeFrom '{file}' @aws";
        int all = Run(command + " -StartTime 2026-03-17T14:00Z").Ok().Output.Count;
        Assert.Equal(Run($"Get-IrCloudTrailEvent -S3Uri {Uri} -StartTime 2026-03-17T14:00Z @aws").Ok().Output.Count, all);
        Assert.Empty(Run(command + " -StartTime 2026-03-17T14:00Z").Ok().Output);
        DateTime now = DateTime.UtcNow;
        _server.World.Change(() => _bucket.Put($"AWSLogs/111122223333/CloudTrail/eu-west-1/{now:yyyy'/'MM'/'dd}/111122223333_CloudTrail_eu-west-1_{now:yyyyMMdd'T'HHmm}Z_x.json.gz", Encoding.UTF8.GetBytes(Event("111122223333")), now));
        // Where to begin counts in the first run only.
        Assert.Single(Run(command + " -Last 1m").Ok().Output);
        Assert.Empty(Run(command).Ok().Output);

        Assert.StartsWith("CheckpointInvalid,", Last(Run($"Get-IrCloudTrailEvent -S3Uri {Uri}/AWSLogs -ResumeFrom '{file}' @aws")).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("CheckpointInvalid,", Last(Run($"Test-IrDetection -S3Uri {Uri} -ResumeFrom '{file}' @aws")).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("InvalidTimeRange,", Last(Run(command + " -EndTime 1h")).FullyQualifiedErrorId, StringComparison.Ordinal);
        folder.Write("trail.checkpoint", "{");
        Assert.StartsWith("CheckpointInvalid,", Last(Run(command)).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_is_cut_short_moves_nothing_on()
    {
        using var folder = new TemporaryFolder();
        string file = Path.Combine(folder.Path, "trail.checkpoint");
        Run($"Get-IrCloudTrailEvent -S3Uri {Uri} -ResumeFrom '{file}' @aws | ForEach-Object {{ throw 'enough' }}");
        Assert.False(File.Exists(file));
        Assert.False(File.Exists(file + ".lock"));
    }

    [Fact]
    public void Expired_credentials_say_how_far_it_is_complete()
    {
        _server.Faults.Add("GetObject", Fault.ExpiredToken, times: 10_000, after: 5);
        RunResult result = Run($"Get-IrCloudTrailEvent -S3Uri {Uri}/AWSLogs @aws");
        Assert.NotEmpty(result.Output);
        Assert.StartsWith("AwsCredentialsExpired,", Last(result).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains($"Complete up to what comes before {Uri}/AWSLogs/", Last(result).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Ctrl_C_stops_at_once_and_says_how_far_it_is_complete()
    {
        _server.Faults.Add("GetObject", Fault.StallInBody(10), times: 1000, after: 5);
        StopResult stopped = _session.Stop(Script($"Get-IrCloudTrailEvent -S3Uri {Uri}/AWSLogs @aws"), Arguments);
        Assert.Equal(System.Management.Automation.PSInvocationState.Stopped, stopped.State);
        Assert.NotEmpty(stopped.Output);
        Assert.StartsWith($"Stopped early. Complete up to {Uri}/AWSLogs/111122223333/CloudTrail/eu-west-1/", Assert.Single(stopped.Warnings), StringComparison.Ordinal);
    }

    /// <summary>The error that ended the cmdlet.</summary>
    private static System.Management.Automation.ErrorRecord Last(RunResult result) => result.Errors[^1];

    private static IEnumerable<string> Provenance(RunResult result) => result.Output.Select(static one => one.Properties["Provenance"].Value.ToString()!);

    private static string Event(string account) =>
        $$"""{"Records":[{"eventVersion":"1.11","userIdentity":{"type":"Root","accountId":"{{account}}"},"eventTime":"{{DateTime.UtcNow:s}}Z","eventSource":"signin.amazonaws.com","eventName":"ConsoleLogin","awsRegion":"eu-west-1","sourceIPAddress":"192.0.2.1","eventID":"{{Guid.NewGuid()}}","eventType":"AwsConsoleSignIn","recipientAccountId":"{{account}}"}]}""";

    private object?[] Arguments => [_server.Url, _user.AccessKeyId, _user.SecretAccessKey];

    private static string Script(string script) =>
        "param($url, $key, $secret) $aws = @{ EndpointUrl = $url; AccessKey = $key; SecretKey = $secret }; $StoredAWSRegion = 'eu-west-1'; " + script;

    private RunResult Run(string script) => _session.Run(Script(script), Arguments);
}
