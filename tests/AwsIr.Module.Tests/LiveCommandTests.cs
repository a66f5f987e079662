using AwsIr.FakeAws;
using AwsIr.Module.Tests.Harness;

namespace AwsIr.Module.Tests;

/// <summary>The services as a user reads them: the same as from files, and what is said when they cannot be read.</summary>
public sealed class LiveCommandTests : IClassFixture<ModuleSession>, IDisposable
{
    private static readonly string Evidence = Path.Combine(Repository.Root, "examples", "incident", "evidence");

    private readonly ModuleSession _session;
    private readonly FakeAwsServer _server = new();
    private readonly AwsCredentials _user;

    public LiveCommandTests(ModuleSession session)
    {
        _session = session;
        _user = IncidentWorld.Fill(_server.World, Evidence);
    }

    public void Dispose() => _server.Dispose();

    [Fact]
    public void CloudTrail_gives_of_every_account_and_region_what_the_files_have()
    {
        const string Show = "| ForEach-Object { \"$($_.EventId) $($_.EventTime.ToString('o')) $($_.EventName) $($_.Actor) $($_.SourceIPAddress) $($_.Raw)\" }";
        string[] folder = [.. _session.Run($"param($folder) Get-IrCloudTrailEvent $folder -Unique -WarningAction Ignore -ErrorAction Ignore | Where-Object ManagementEvent {Show}", Evidence).Texts];
        RunResult live = Run($"Get-IrCloudTrailEvent -RoleName IRReadOnly -AccountId 111122223333, 444455556666 -Region eu-west-1, us-east-1, us-west-2 @aws {Show}").Ok();
        Assert.NotEmpty(folder);
        Assert.Equal(folder.Order(StringComparer.Ordinal), live.Texts.Order(StringComparer.Ordinal));

        // Account after account, region after region, newest first.
        string[] places = [.. Run("Get-IrCloudTrailEvent -RoleName IRReadOnly -AccountId 111122223333, 444455556666 -Region eu-west-1, us-east-1 @aws | ForEach-Object { \"$($_.AccountId)/$($_.AwsRegion) $($_.EventTime.ToString('o'))\" }").Ok().Texts];
        Assert.Equal(places, places.OrderBy(static place => place.Split(' ')[0], StringComparer.Ordinal).ThenByDescending(static place => place.Split(' ')[1], StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("-EventName ConsoleLogin", "EventName", "ConsoleLogin")]
    [InlineData("-EventName consolelogin", null, null)]
    [InlineData("-EventName ConsoleLogin -EventSource iam.amazonaws.com, signin.amazonaws.com", "EventName", "ConsoleLogin")]
    [InlineData("-EventName Console*", null, null)]
    [InlineData("-SourceIPAddress 192.0.2.0/24, 198.51.100.0/24, 203.0.113.0/24 -EventName ConsoleLogin", "EventName", "ConsoleLogin")]
    public void Filters_mean_the_same_whether_the_service_applies_them_or_we(string filter, string? key, string? value)
    {
        const string Show = "| ForEach-Object { $_.EventId }";
        string[] folder = [.. _session.Run($"param($folder) Get-IrCloudTrailEvent $folder -Unique -AccountId 111122223333 -Region eu-west-1 {filter} -WarningAction Ignore -ErrorAction Ignore | Where-Object ManagementEvent {Show}", Evidence).Texts];
        RunResult live = Run($"Get-IrCloudTrailEvent {filter} @aws {Show}").Ok();
        Assert.NotEmpty(folder);
        Assert.Equal(folder.Order(StringComparer.Ordinal), live.Texts.Order(StringComparer.Ordinal));
        string? asked = _server.RequestsOf("LookupEvents")[0]["LookupAttributes"];
        Assert.Equal(key is not null, asked is not null);
        Assert.True(asked is null || (asked.Contains(key!, StringComparison.Ordinal) && asked.Contains(value!, StringComparison.Ordinal)));
    }

    [Fact]
    public void CloudWatch_Logs_gives_events_with_their_place()
    {
        RunResult live = Run("Get-IrCloudWatchLogEvent -LogGroup /example-shop/* -StartTime 2026-03-17 -Contains sshd @aws").Ok();
        string[] folder = [.. _session.Run("param($folder) Get-IrCloudWatchLogEvent $folder -Contains sshd -LogGroup /example-shop/* -WarningAction Ignore -ErrorAction Ignore | ForEach-Object Message", Evidence).Texts];
        Assert.NotEmpty(live.Output);
        Assert.Empty(live.Warnings);
        Assert.All(live.Output, static one =>
        {
            dynamic log = one.BaseObject;
            Assert.Equal(("/example-shop/secure", "111122223333", "eu-west-1"), ((string)log.LogGroup, (string)log.AccountId, (string)log.Region));
        });
        if (folder.Length > 0)
        {
            Assert.Equal(folder.Order(StringComparer.Ordinal), live.Output.Select(static one => (string)((dynamic)one.BaseObject).Message).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void Log_groups_may_be_ARNs_and_streams_have_brackets()
    {
        const string Group = "/aws/lambda/shop-orders";
        int all = Run($"Get-IrCloudWatchLogEvent -LogGroup arn:aws:logs:eu-west-1:111122223333:log-group:{Group}:* -StartTime 2026-03-17 @aws").Ok().Output.Count;
        Assert.Equal(Run($"Get-IrCloudWatchLogEvent -LogGroup {Group} -StartTime 2026-03-17 @aws").Ok().Output.Count, all);
        string stream = _server.World.Accounts[IncidentWorld.Shop].Region(IncidentWorld.Home).LogGroups.Single(static group => group.Name == Group).Streams.First();
        Assert.Contains('[', stream);
        RunResult one = Run($"Get-IrCloudWatchLogEvent -LogGroup {Group} -LogStream '{stream}' -StartTime 2026-03-17 @aws").Ok();
        Assert.NotEmpty(one.Output);
        Assert.All(one.Output, log => Assert.Equal(stream, ((dynamic)log.BaseObject).LogStream));
    }

    [Fact]
    public void Filters_hold_for_files_from_the_pipeline()
    {
        // Whether it is live is not known before the first file comes.
        const string Script = "param($folder) Get-IrCloudWatchLogEvent $folder -FilterPattern 'sshd' -ErrorAction Ignore -WarningAction Ignore | ForEach-Object Message";
        string[] expected = [.. _session.Run(Script, Evidence).Texts];
        string[] piped = [.. _session.Run(Script.Replace("Get-IrCloudWatchLogEvent $folder", "[pscustomobject] @{ FullName = $folder } | Get-IrCloudWatchLogEvent", StringComparison.Ordinal), Evidence).Texts];
        Assert.NotEmpty(expected);
        Assert.Equal(expected, piped);
    }

    [Fact]
    public void The_service_applies_a_filter_pattern()
    {
        RunResult live = Run("Get-IrCloudWatchLogEvent -LogGroup /example-shop/secure -StartTime 2026-03-17 -FilterPattern '\"Failed password\"' @aws").Ok();
        Assert.NotEmpty(live.Output);
        Assert.All(live.Output, static one => Assert.Contains("Failed password", (string)((dynamic)one.BaseObject).Message, StringComparison.Ordinal));
        Assert.Equal("\"Failed password\"", _server.RequestsOf("FilterLogEvents")[0]["filterPattern"]);
    }

    [Theory]
    [InlineData("Get-IrCloudWatchLogEvent @aws", "Get-IrCloudWatchLogEvent")]
    [InlineData("Test-IrDetection -Source GuardDuty, CloudWatchLogs @aws", "Test-IrDetection")]
    public void CloudWatch_Logs_needs_a_log_group(string command, string cmdlet)
    {
        RunResult result = Run(command);
        Assert.Equal([$"LogGroupRequired,AwsIr.Commands.{cmdlet.Replace("-", "", StringComparison.Ordinal)}Command"], result.ErrorIds);
        Assert.Contains("-LogGroup", result.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.Empty(_server.Requests);
    }

    [Fact]
    public void GuardDuty_gives_the_findings_of_the_files()
    {
        const string Show = "| ForEach-Object { \"$($_.Id) $($_.Type) $($_.Severity) $($_.LastSeen.ToString('o'))\" }";
        string[] folder = [.. _session.Run($"param($folder) Get-IrGuardDutyFinding $folder -Unique -AccountId 111122223333 -Region eu-west-1 -MinimumSeverity medium -WarningAction Ignore -ErrorAction Ignore {Show}", Evidence).Texts];
        RunResult live = Run($"Get-IrGuardDutyFinding -MinimumSeverity medium @aws {Show}").Ok();
        Assert.NotEmpty(folder);
        Assert.Equal(folder.Order(StringComparer.Ordinal), live.Texts.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Flow_logs_are_found_where_the_account_delivers_them()
    {
        const string Show = "| ForEach-Object { \"$($_.Raw)\" }";
        string[] folder = [.. _session.Run($"param($folder) Get-IrFlowLog $folder -Action REJECT -WarningAction Ignore -ErrorAction Ignore {Show}", Evidence).Texts];
        RunResult live = Run($"Get-IrFlowLog -VpcId {IncidentWorld.Vpc} -Action REJECT @aws {Show}").Ok();
        Assert.NotEmpty(folder);
        Assert.Equal(folder.Order(StringComparer.Ordinal), live.Texts.Order(StringComparer.Ordinal));
        string sum = Assert.Single(Run($"Measure-IrFlowLog -VpcId {IncidentWorld.Vpc} -Action REJECT -By Action @aws | ForEach-Object {{ $_.Flows }}").Ok().Texts);
        Assert.Equal(folder.Length.ToString(System.Globalization.CultureInfo.InvariantCulture), sum);
    }

    [Fact]
    public void Rules_alert_on_the_services_as_on_the_files()
    {
        const string Rules = "flow-*, finding-*, config-recorder-stopped, iam-group-*, sshd-*";
        const string Show = "| ForEach-Object { \"$($_.Time.ToString('o')) $($_.Rule) $($_.Count) $(@($_.Events).Count)\" }";
        string[] folder = [.. _session.Run(
            $"param($folder) Test-IrDetection $folder -AccountId 111122223333 -Region eu-west-1 -Rule {Rules} -WarningAction Ignore -ErrorAction Ignore {Show}", Evidence).Texts];
        string[] live = [.. Run($"Test-IrDetection -Source FlowLog, GuardDuty, CloudTrail, CloudWatchLogs -LogGroup * -StartTime 2026-03-17 -Rule {Rules} -WarningAction Ignore @aws {Show}").Ok().Texts];

        // Files of log events do not say their account: they are tested all the same.
        Assert.Contains(folder, static text => text.Contains(" sshd-brute-force-success", StringComparison.Ordinal));
        Assert.Equal(folder.Order(StringComparer.Ordinal), live.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Accounts_and_regions_filter_files_and_the_pipeline_too()
    {
        RunResult logs = _session.Run("param($folder) Get-IrCloudWatchLogEvent $folder -AccountId 444455556666 -ErrorAction Ignore", Evidence).Ok();
        Assert.Empty(logs.Output);
        Assert.Contains(logs.Warnings, static warning => warning.EndsWith("events have no account: -AccountId left them out.", StringComparison.Ordinal));

        const string Show = "| ForEach-Object { \"$($_.Rule) $(($_.Events | ForEach-Object AccountId) -join ',')\" }";
        string[] all = [.. _session.Run($"param($folder) Test-IrDetection $folder -Rule console-*, iam-* -WarningAction Ignore -ErrorAction Ignore {Show}", Evidence).Texts];
        string[] shop = [.. _session.Run($"param($folder) Test-IrDetection $folder -AccountId 1111* -Rule console-*, iam-* -WarningAction Ignore -ErrorAction Ignore {Show}", Evidence).Texts];
        string[] piped = [.. _session.Run($"param($folder) Get-IrCloudTrailEvent $folder -WarningAction Ignore -ErrorAction Ignore | Test-IrDetection -AccountId 1111* -Rule console-*, iam-* -WarningAction Ignore {Show}", Evidence).Texts];
        Assert.NotEmpty(shop);
        Assert.All(shop, static text => Assert.DoesNotContain("444455556666", text, StringComparison.Ordinal));
        Assert.Equal(shop.Order(StringComparer.Ordinal), piped.Order(StringComparer.Ordinal));
        Assert.Superset(new HashSet<string>(shop.Where(static text => !text.Contains(',', StringComparison.Ordinal))), new HashSet<string>(all));

        // An alert is not missed because a log does not say where it is of; what says so is filtered.
        RunResult elsewhere = _session.Run("param($folder) Test-IrDetection $folder -Region sa-east-1 -ErrorAction Ignore | ForEach-Object { $_.Events } | ForEach-Object Region", Evidence);
        Assert.DoesNotContain(elsewhere.Output, static region => region is not null);
        Assert.Contains(elsewhere.Warnings, static warning => warning.EndsWith("records do not say their region: rules saw them all the same, whatever -Region says.", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_denied_is_one_error_and_the_rest_goes_on()
    {
        _server.World.Deny("cloudtrail:LookupEvents", region: "us-east-1");
        RunResult result = Run("Get-IrCloudTrailEvent -EventName ConsoleLogin -Region eu-west-1, us-east-1 @aws");
        Assert.Null(result.Terminating);
        Assert.Equal(["AwsAccessDenied,AwsIr.Commands.GetIrCloudTrailEventCommand"], result.ErrorIds);
        Assert.Equal(System.Management.Automation.ErrorCategory.PermissionDenied, result.Errors[0].CategoryInfo.Category);
        Assert.Contains("cloudtrail:LookupEvents", result.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.NotEmpty(result.Output);
    }

    [Fact]
    public void An_empty_pipeline_asks_nobody()
    {
        Run("@() | Get-IrCloudTrailEvent").Ok();
        Run("@() | Get-IrFlowLog").Ok();
        Assert.Empty(_server.Requests);
    }

    [Theory]
    [InlineData("Get-IrCloudTrailEvent", "LookupEvents")]
    [InlineData("Get-IrCloudWatchLogEvent -LogGroup *", "FilterLogEvents")]
    [InlineData("Get-IrFlowLog", "DescribeFlowLogs")]
    [InlineData("Get-IrGuardDutyFinding", "ListFindings")]
    [InlineData("Test-IrDetection -Source CloudTrail", "LookupEvents")]
    public void Ctrl_C_stops_it_while_the_server_says_nothing(string command, string operation)
    {
        _server.Faults.Add(operation, Fault.StallInBody(20), times: 100);
        StopResult result = _session.Stop($"param($aws) {command} @aws -Region eu-west-1 -WarningAction Ignore", Parameters());
        Assert.Equal(System.Management.Automation.PSInvocationState.Stopped, result.State);
    }

    [Fact]
    public void Secrets_are_nowhere()
    {
        _server.Faults.Add("LookupEvents", Fault.Error("InvalidSignatureException", $"The request signature does not match.\n\nThe Canonical String for this request should have been\n'{_user.SecretAccessKey}'"), times: 10);
        RunResult result = Run("Get-IrCloudTrailEvent @aws -Verbose");
        string all = string.Join("\n", result.Errors.Select(static error => error.ToString() + error.Exception)) + string.Join("\n", result.Verbose) + result.Host;
        Assert.NotEmpty(result.Errors);
        Assert.DoesNotContain(_user.SecretAccessKey, all, StringComparison.Ordinal);
        Assert.DoesNotContain("Canonical", all, StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_run_with_a_checkpoint_gives_what_is_new()
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Path, "trail.checkpoint");
        AwsAccount shop = _server.World.Accounts[IncidentWorld.Shop];
        _server.World.EventsNow = null;
        _server.World.Change(() => shop.Region(IncidentWorld.Home).Events.Clear());
        Add(1, -30);
        Add(2, -5);
        Assert.Equal([Id(2), Id(1)], Ids());
        Add(3, -20);
        Assert.Equal([Id(3)], Ids());
        Assert.Empty(Ids());

        IEnumerable<string> Ids() => Run($"Get-IrCloudTrailEvent -ResumeFrom '{path}' @aws | ForEach-Object EventId").Ok().Texts;

        void Add(int number, int minutes) => _server.World.Change(() => shop.Region(IncidentWorld.Home).AddEvents(new System.Text.Json.Nodes.JsonObject
        {
            ["eventVersion"] = "1.09",
            ["eventTime"] = DateTime.UtcNow.AddMinutes(minutes).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
            ["eventSource"] = "iam.amazonaws.com",
            ["eventName"] = "ListUsers",
            ["awsRegion"] = IncidentWorld.Home,
            ["eventID"] = Id(number),
            ["recipientAccountId"] = IncidentWorld.Shop,
        }));

        static string Id(int number) => $"00000000-0000-4000-8000-{number:D12}";
    }

    private System.Collections.Hashtable Parameters() => new()
    {
        ["EndpointUrl"] = _server.Url,
        ["AccessKey"] = _user.AccessKeyId,
        ["SecretKey"] = _user.SecretAccessKey,
    };

    private RunResult Run(string script)
    {
        var aws = Parameters();
        if (!script.Contains("-Region", StringComparison.Ordinal))
        {
            aws["Region"] = IncidentWorld.Home;
        }

        return _session.Run("param($aws) " + script, aws);
    }
}
