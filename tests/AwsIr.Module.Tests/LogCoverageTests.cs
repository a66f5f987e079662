using System.Management.Automation;
using System.Text.Json.Nodes;
using AwsIr.FakeAws;
using AwsIr.Module.Tests.Harness;

namespace AwsIr.Module.Tests;

/// <summary>Get-IrLogCoverage against an AWS on loopback: what is set up there, and the verdict that follows from what AWS documents.</summary>
public sealed class LogCoverageTests : IClassFixture<ModuleSession>, IDisposable
{
    private const string Here = "eu-west-1";
    private const string AccountId = "111122223333";

    private readonly ModuleSession session;
    private readonly FakeAwsServer server = new();
    private readonly AwsAccount account;
    private readonly AwsCredentials credentials;

    public LogCoverageTests(ModuleSession session)
    {
        this.session = session;
        account = server.World.AddAccount(AccountId);
        credentials = account.AddUser("responder");
    }

    public void Dispose() => server.Dispose();

    private RegionData Home => account.Region(Here);

    /// <summary>The actions that a verdict needs, and the source whose row suffers without each.</summary>
    public static TheoryData<string, string> Actions { get; } = new()
    {
        { "cloudtrail:DescribeTrails", "CloudTrail" },
        { "cloudtrail:GetTrailStatus", "CloudTrail" },
        { "cloudtrail:GetEventSelectors", "CloudTrail" },
        { "config:DescribeConfigurationRecorders", "Config" },
        { "config:DescribeConfigurationRecorderStatus", "Config" },
        { "config:DescribeDeliveryChannels", "Config" },
        { "guardduty:ListDetectors", "GuardDuty" },
        { "guardduty:GetDetector", "GuardDuty" },
        { "ec2:DescribeVpcs", "FlowLog" },
        { "ec2:DescribeFlowLogs", "FlowLog" },
        { "logs:DescribeLogGroups", "CloudWatchLogs" },
    };

    [Fact]
    public void An_account_in_order_is_OK_throughout()
    {
        SetUp(Home);

        string[] rows = [.. Run("| ForEach-Object { $_.AccountId, $_.Region, $_.Source, $_.Status, $_.Name, $_.Destination, $_.RetentionDays, $_.ResourceId -join '|' }").Ok().Texts];

        Assert.Equal(
            [
                $"{AccountId}|{Here}|CloudTrail|OK|main|s3://logs-of-111122223333/trails||arn:aws:cloudtrail:eu-west-1:111122223333:trail/main",
                $"{AccountId}|{Here}|Config|OK|default|s3://config-of-111122223333||arn:aws:config:eu-west-1:111122223333:configuration-recorder/default/example",
                $"{AccountId}|{Here}|GuardDuty|OK|12abc34d567e8fa901bc2d34e56789f0||90|12abc34d567e8fa901bc2d34e56789f0",
                $"{AccountId}|{Here}|FlowLog|OK|vpc-0123456789abcdef0|/vpc/flows||vpc-0123456789abcdef0",
                $"{AccountId}|{Here}|CloudWatchLogs|OK|/vpc/flows||365|arn:aws:logs:eu-west-1:111122223333:log-group:/vpc/flows",
            ],
            rows);
    }

    [Fact]
    public void Times_are_those_of_the_services_in_UTC()
    {
        Trail trail = SetUp(Home);
        trail.StartLoggingTime = new DateTime(2026, 3, 1, 6, 0, 0, DateTimeKind.Utc);
        trail.LatestDeliveryTime = new DateTime(2026, 3, 17, 15, 5, 7, DateTimeKind.Utc);

        PSObject row = Rows("CloudTrail").Single();

        Assert.Equal(trail.StartLoggingTime, (DateTime)row.Properties["Since"].Value);
        Assert.Equal(trail.LatestDeliveryTime, (DateTime)row.Properties["LastDelivery"].Value);
        Assert.Equal(DateTimeKind.Utc, ((DateTime)row.Properties["LastDelivery"].Value).Kind);
    }

    [Fact]
    public void An_empty_region_has_a_row_for_what_is_missing_and_says_what_there_is_without_a_trail()
    {
        string[] rows = [.. Run("| ForEach-Object { $_.Source, $_.Status, $_.Name, $_.Detail -join '|' }").Ok().Texts];

        Assert.Equal(3, rows.Length);
        Assert.Equal("CloudTrail|Missing||no trail records here; CloudTrail's event history still has those of the last 90 days", rows[0]);
        Assert.StartsWith("Config|Missing||", rows[1], StringComparison.Ordinal);
        Assert.Equal("GuardDuty|Missing||GuardDuty is off", rows[2]);
    }

    [Fact]
    public void The_worst_comes_first()
    {
        SetUp(Home);
        Home.AddLogGroup("/a/short").RetentionInDays = 3;
        Home.Detector!.Enabled = false;
        server.World.Deny("config:DescribeConfigurationRecorders");

        RunResult result = Run("| ForEach-Object { \"$($_.Status) $($_.Source)\" }");

        Assert.Equal(["Missing GuardDuty", "Unknown Config", "Partial CloudWatchLogs", "OK CloudTrail", "OK FlowLog", "OK CloudWatchLogs"], result.Texts);
    }

    public static TheoryData<string, string, string[], string[]> TrailCases { get; } = new()
    {
        // what is done to the trail; the verdict; what the detail has; what it has not
        { "stopped", "Missing", ["logging is off since 2026-03-17 14:46Z"], ["was off"] },
        { "resumed", "OK", ["was off from 2026-03-17 14:46Z to 2026-03-17 14:55Z"], ["logging is off"] },
        { "delivery", "Missing", ["delivery to the bucket fails: NoSuchBucket"], [] },
        { "region", "OK", ["this region only"], ["all regions"] },
        { "validation", "OK", ["no digests"], [] },
        { "writes", "Partial", ["management events: writes only"], [] },
        { "reads", "Partial", ["management events: reads only"], [] },
        { "readsAndWrites", "OK", [], ["only"] },
        { "withoutKms", "Partial", ["management events: without kms.amazonaws.com"], [] },
        { "dataOnly", "Partial", ["no management events", "data events of S3 (some)", "no data events of Lambda"], [] },
        { "allData", "OK", ["data events of Lambda, S3"], ["no data events"] },
        { "advanced", "OK", ["data events of Lambda (some), S3", "all regions"], ["no data events", "management"] },
        { "advancedWithoutKms", "Partial", ["management events: without kms.amazonaws.com"], [] },
        { "advancedWrites", "Partial", ["management events: writes only"], [] },
        { "advancedSome", "Partial", ["management events: only some, by eventName"], [] },
        { "advancedDataOnly", "Partial", ["no management events", "data events of DynamoDB", "no data events of S3, Lambda"], [] },
        { "insights", "OK", ["Insights"], [] },
        { "organization", "OK", ["organization trail"], ["of account"] },
    };

    [Theory]
    [MemberData(nameof(TrailCases))]
    public void A_trail_is_judged_by_what_it_records(string what, string status, string[] has, string[] hasNot)
    {
        Change(SetUp(Home), what);

        PSObject row = Rows("CloudTrail").First(static row => row.Properties["Name"].Value is not null);

        string detail = Text(row, "Detail");
        Assert.Equal(status, Text(row, "Status"));
        Assert.All(has, text => Assert.Contains(text, detail, StringComparison.Ordinal));
        Assert.All(hasNot, text => Assert.DoesNotContain(text, detail, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("stopped", true)]
    [InlineData("delivery", true)]
    [InlineData("dataOnly", true)]
    [InlineData("writes", false)]
    public void When_no_trail_records_management_events_a_row_of_its_own_says_so(string what, bool isMissing)
    {
        Change(SetUp(Home), what);

        PSObject[] missing = [.. Rows("CloudTrail").Where(static row => row.Properties["Name"].Value is null)];

        Assert.Equal(isMissing, missing.Length == 1);
        Assert.All(missing, static row => Assert.Contains("event history", Text(row, "Detail"), StringComparison.Ordinal));
    }

    [Fact]
    public void Another_accounts_organization_trail_is_unknown_where_AWS_does_not_tell_and_no_error()
    {
        SetUp(Home);
        Home.Trails.Clear();
        Home.Trails.Add(new Trail("org", "arn:aws:cloudtrail:us-east-1:999988887777:trail/org", "us-east-1", "central-logs") { IsOrganization = true });
        server.Faults.Add("GetTrailStatus", Fault.Error("CloudTrailARNInvalidException", "AccountID in ARN is wrong, you can only access resources with AccountID 111122223333."), 100);

        PSObject row = Rows("CloudTrail").Single();

        Assert.Equal("Unknown", Text(row, "Status"));
        Assert.Contains("shown to account 999988887777 only", Text(row, "Detail"), StringComparison.Ordinal);
        Assert.Equal("s3://central-logs", Text(row, "Destination"));
    }

    [Fact]
    public void Another_accounts_organization_trail_is_judged_where_AWS_tells()
    {
        SetUp(Home);
        Home.Trails.Clear();
        Home.Trails.Add(new Trail("org", "arn:aws:cloudtrail:us-east-1:999988887777:trail/org", "us-east-1", "central-logs") { IsOrganization = true });

        PSObject row = Rows("CloudTrail").Single();

        Assert.Equal("OK", Text(row, "Status"));
        Assert.Contains("organization trail of account 999988887777", Text(row, "Detail"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_trail_of_another_region_is_asked_at_home_if_it_is_not_known_here()
    {
        account.Region("us-east-1").AddTrail("far", "logs-of-111122223333");
        server.Faults.Add("GetTrailStatus", Fault.Error("TrailNotFoundException", "Unknown trail"), region: Here);
        server.Faults.Add("GetEventSelectors", Fault.Error("TrailNotFoundException", "Unknown trail"), region: Here);

        PSObject row = Rows("CloudTrail").Single();

        Assert.Equal("OK", Text(row, "Status"));
        Assert.Equal([Here, "us-east-1"], server.RequestsOf("GetTrailStatus").Select(static request => request.Region));
    }

    public static TheoryData<string, string, string> ConfigCases { get; } = new()
    {
        { "off", "Missing", "recording is off since 2026-03-17 14:20Z" },
        { "failure", "Partial", "recording fails" },
        { "noChannel", "Partial", "no delivery channel" },
        { "some", "Partial", "only AWS::EC2::Instance, AWS::S3::Bucket" },
        { "global", "OK", "all types of resources" },
    };

    [Theory]
    [MemberData(nameof(ConfigCases))]
    public void A_recorder_is_judged_by_what_it_records(string what, string status, string has)
    {
        SetUp(Home);
        ConfigRecorder recorder = Home.ConfigRecorder!;
        switch (what)
        {
            case "off":
                recorder.Recording = false;
                recorder.LastStopTime = new DateTime(2026, 3, 17, 14, 20, 30, DateTimeKind.Utc);
                break;
            case "failure":
                recorder.LastStatus = "Failure";
                break;
            case "noChannel":
                Home.DeliveryChannel = null;
                break;
            case "some":
                recorder.AllSupported = false;
                recorder.ResourceTypes.AddRange(["AWS::EC2::Instance", "AWS::S3::Bucket"]);
                break;
            default:
                recorder.IncludeGlobalResourceTypes = true;
                break;
        }

        PSObject row = Rows("Config").Single();

        Assert.Equal(status, Text(row, "Status"));
        Assert.Contains(has, Text(row, "Detail"), StringComparison.Ordinal);
        Assert.Equal(what != "global", Text(row, "Detail").Contains("but IAM's", StringComparison.Ordinal) || what is "off" or "some");
    }

    [Fact]
    public void A_detector_is_judged_by_whether_it_is_on_and_names_what_it_goes_without()
    {
        SetUp(Home);

        Assert.Contains("without EKS_AUDIT_LOGS, RUNTIME_MONITORING", Text(Rows("GuardDuty").Single(), "Detail"), StringComparison.Ordinal);

        server.World.Change(() => Home.Detector!.Features["DNS_LOGS"] = false);
        PSObject partial = Rows("GuardDuty").Single();
        Assert.Equal("Partial", Text(partial, "Status"));
        Assert.Contains("does not look at DNS_LOGS", Text(partial, "Detail"), StringComparison.Ordinal);

        server.World.Change(() => Home.Detector!.Enabled = false);
        PSObject off = Rows("GuardDuty").Single();
        Assert.Equal("Missing", Text(off, "Status"));
        Assert.Equal("GuardDuty is suspended", Text(off, "Detail"));
    }

    [Fact]
    public void Who_administers_a_detector_is_noted()
    {
        SetUp(Home);
        for (int i = 0; i < 60; i++)
        {
            Home.Detector!.Members.Add($"4444{i:D8}", i == 7 ? "Disabled" : "Enabled");
        }

        Assert.Contains("administers 60 accounts, 1 of them not enabled", Text(Rows("GuardDuty").Single(), "Detail"), StringComparison.Ordinal);

        server.World.Change(() => Home.Detector!.AdministratorId = "999988887777");
        Assert.Contains("administered by 999988887777", Text(Rows("GuardDuty").Single(), "Detail"), StringComparison.Ordinal);
    }

    [Fact]
    public void Each_VPC_is_judged_by_its_flow_logs()
    {
        Home.Vpcs.AddRange(
        [
            new Vpc("vpc-none", "10.0.0.0/16", IsDefault: true),
            new Vpc("vpc-all", "10.1.0.0/16", Name: "shop"),
            new Vpc("vpc-reject", "10.2.0.0/16"),
            new Vpc("vpc-both", "10.3.0.0/16"),
            new Vpc("vpc-failed", "10.4.0.0/16"),
            new Vpc("vpc-subnet", "10.5.0.0/16"),
            new Vpc("vpc-shared", "10.6.0.0/16") { OwnerId = "999988887777" },
        ]);
        Home.Subnets.AddRange([new Subnet("subnet-a", "vpc-subnet"), new Subnet("subnet-b", "vpc-subnet")]);
        Home.NetworkInterfaces.Add(new NetworkInterface("eni-a", "subnet-b", "vpc-subnet"));
        Home.FlowLogs.AddRange(
        [
            new FlowLog("fl-1", "vpc-all") { S3Destination = "arn:aws:s3:::flows/prod/", CreationTime = new DateTime(2025, 5, 5, 0, 0, 0, DateTimeKind.Utc) },
            new FlowLog("fl-2", "vpc-reject") { LogGroupName = "/flows", TrafficType = "REJECT" },
            new FlowLog("fl-3", "vpc-both") { LogGroupName = "/flows", TrafficType = "REJECT" },
            new FlowLog("fl-4", "vpc-both") { LogGroupName = "/flows/accepted", TrafficType = "ACCEPT" },
            new FlowLog("fl-5", "vpc-failed") { LogGroupName = "/flows", DeliverLogsStatus = "FAILED", DeliverLogsErrorMessage = "Access error" },
            new FlowLog("fl-6", "subnet-a") { LogGroupName = "/flows" },
            new FlowLog("fl-7", "eni-a") { LogGroupName = "/flows" },
            new FlowLog("fl-8", "tgw-1") { LogGroupName = "/flows" },
        ]);

        string[] rows = [.. Rows("FlowLog").Select(static row => $"{Text(row, "Name")}|{Text(row, "Status")}|{Text(row, "Detail")}|{Text(row, "Destination")}").Order(StringComparer.Ordinal)];

        Assert.Equal(
            [
                "tgw-1|OK|all traffic|/flows",
                "vpc-all|OK|all traffic; shop, 10.1.0.0/16|s3://flows/prod",
                "vpc-both|OK|all traffic; 10.3.0.0/16|/flows, /flows/accepted",
                "vpc-failed|Missing|delivery of fl-5 fails: Access error; 10.4.0.0/16|/flows",
                "vpc-none|Missing|no flow log; 10.0.0.0/16, default VPC|",
                "vpc-reject|Partial|only REJECT; 10.2.0.0/16|/flows",
                "vpc-shared|Unknown|shared by account 999988887777: its own flow logs are shown there only; 10.6.0.0/16|",
                "vpc-subnet|Partial|only of 1 subnet and 1 network interface; all traffic; 10.5.0.0/16|/flows",
            ],
            rows);
    }

    [Fact]
    public void Every_log_group_is_listed_with_how_long_it_keeps_events()
    {
        for (int i = 0; i < 120; i++)
        {
            Home.AddLogGroup($"/group/{i:D3}").RetentionInDays = i switch { 0 => 1, 1 => 29, 2 => 30, 3 => null, _ => 400 };
        }

        server.Faults.Add("DescribeLogGroups", Fault.EmptyPage, after: 1);
        Dictionary<string, PSObject> rows = Rows("CloudWatchLogs").ToDictionary(static row => Text(row, "Name"));

        Assert.Equal(120, rows.Count);
        Assert.Equal(("Partial", "kept for 1 day only; empty"), (Text(rows["/group/000"], "Status"), Text(rows["/group/000"], "Detail")));
        Assert.Equal(("Partial", "kept for 29 days only; empty"), (Text(rows["/group/001"], "Status"), Text(rows["/group/001"], "Detail")));
        Assert.Equal("OK", Text(rows["/group/002"], "Status"));
        Assert.Null(rows["/group/003"].Properties["RetentionDays"].Value);
        Assert.StartsWith("kept for ever", Text(rows["/group/003"], "Detail"), StringComparison.Ordinal);
        Assert.Equal(400, (int)rows["/group/119"].Properties["RetentionDays"].Value);
    }

    [Theory]
    [MemberData(nameof(Actions))]
    public void What_is_denied_is_one_error_and_unknown_and_the_rest_is_whole(string action, string source)
    {
        SetUp(Home);
        server.World.Deny(action);

        RunResult result = Run("");

        ErrorRecord error = Assert.Single(result.Errors);
        Assert.Equal("AwsAccessDenied,AwsIr.Commands.GetIrLogCoverageCommand", error.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.PermissionDenied, error.CategoryInfo.Category);
        Assert.Contains(action, error.Exception.Message, StringComparison.Ordinal);
        Assert.Null(result.Terminating);
        Assert.All(result.Output, row => Assert.Equal(Text(row, "Source") == source ? "Unknown" : "OK", Text(row, "Status")));
        Assert.Equal(["CloudTrail", "CloudWatchLogs", "Config", "FlowLog", "GuardDuty"], result.Output.Select(static row => Text(row, "Source")).Order(StringComparer.Ordinal));
        Assert.Contains(result.Output, row => Text(row, "Detail").Contains($"not known: {action} is denied", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ec2:DescribeSubnets")]
    [InlineData("ec2:DescribeNetworkInterfaces")]
    public void Flow_logs_of_parts_that_cannot_be_placed_leave_a_VPC_without_its_own_unknown(string action)
    {
        SetUp(Home);
        Home.Vpcs.Add(new Vpc("vpc-parts", "10.5.0.0/16"));
        Home.Subnets.Add(new Subnet("subnet-a", "vpc-parts"));
        Home.FlowLogs.Add(new FlowLog("fl-6", "subnet-a") { LogGroupName = "/flows" });
        Home.FlowLogs.Add(new FlowLog("fl-7", "eni-a") { LogGroupName = "/flows" });
        server.World.Deny(action);

        RunResult result = Run("| Where-Object Source -eq FlowLog");

        Assert.Contains(action, Assert.Single(result.Errors).Exception.Message, StringComparison.Ordinal);
        Dictionary<string, PSObject> rows = result.Output.ToDictionary(static row => Text(row, "Name"));
        Assert.Equal("OK", Text(rows["vpc-0123456789abcdef0"], "Status"));
        Assert.Equal("Unknown", Text(rows["vpc-parts"], "Status"));
    }

    [Theory]
    [InlineData("guardduty:GetAdministratorAccount")]
    [InlineData("guardduty:ListMembers")]
    public void Who_administers_a_detector_may_stay_unknown(string action)
    {
        SetUp(Home);
        server.World.Deny(action);

        RunResult result = Run("| Where-Object Source -eq GuardDuty");

        Assert.Contains(action, Assert.Single(result.Errors).Exception.Message, StringComparison.Ordinal);
        Assert.Equal("OK", Text(Assert.Single(result.Output), "Status"));
        Assert.Contains($"administration not known: {action} is denied", Text(result.Output[0], "Detail"), StringComparison.Ordinal);
    }

    [Fact]
    public void Throttling_and_failures_that_pass_are_not_seen()
    {
        SetUp(Home);
        server.Faults.Add("DescribeTrails", Fault.Throttle);
        server.Faults.Add("ListDetectors", Fault.Unavailable);
        server.Faults.Add("DescribeFlowLogs", Fault.CutBeforeHeaders);

        Assert.All(Run("").Ok().Output, static row => Assert.Equal("OK", Text(row, "Status")));
    }

    [Theory]
    [InlineData("DescribeVpcs", "FlowLog", "<not xml")]
    [InlineData("DescribeTrails", "CloudTrail", "[]")]
    [InlineData("GetTrailStatus", "CloudTrail", "{\"IsLogging\":\"yes\"}")]
    [InlineData("DescribeConfigurationRecorderStatus", "Config", "{\"ConfigurationRecordersStatus\":[{\"name\":\"default\"}]}")]
    [InlineData("GetDetector", "GuardDuty", "{\"status\":\"MAYBE\"}")]
    [InlineData("DescribeLogGroups", "CloudWatchLogs", "")]
    public void An_answer_that_makes_no_sense_is_unknown_and_never_OK(string operation, string source, string body)
    {
        SetUp(Home);
        server.Faults.Add(operation, Fault.Body(body), 100);

        RunResult result = Run("");

        Assert.Equal("AwsRequestFailed,AwsIr.Commands.GetIrLogCoverageCommand", Assert.Single(result.ErrorIds));
        Assert.All(result.Output, row => Assert.Equal(Text(row, "Source") == source ? "Unknown" : "OK", Text(row, "Status")));
    }

    [Fact]
    public void A_listing_that_gives_the_same_token_again_ends_with_an_error()
    {
        for (int i = 0; i < 60; i++)
        {
            Home.AddLogGroup($"/group/{i:D3}");
        }

        server.Faults.Add("DescribeLogGroups", Fault.SameToken, 100, after: 1);
        RunResult result = Run("| Where-Object Source -eq CloudWatchLogs");

        ErrorRecord error = Assert.Single(result.Errors);
        Assert.Equal("AwsRequestFailed,AwsIr.Commands.GetIrLogCoverageCommand", error.FullyQualifiedErrorId);
        Assert.Contains("logs:DescribeLogGroups gave a page token that it had given before", error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal("Unknown", Text(Assert.Single(result.Output), "Status"));
    }

    [Fact]
    public void Accounts_and_regions_come_in_a_fixed_order_however_many_are_asked_at_once()
    {
        AwsAccount other = server.World.AddAccount("444455556666");
        account.AddRole("IRReadOnly", AccountId);
        other.AddRole("IRReadOnly", AccountId);
        SetUp(account.Region("us-east-1"));
        const string Many = "-RoleName IRReadOnly -AccountId 444455556666, 111122223333 -Region us-east-1, eu-west-1";

        string[] one = [.. Run("| ForEach-Object { [string] $_ }", Many + " -ThrottleLimit 1").Ok().Texts];
        server.Faults.Add("DescribeTrails", Fault.Delay(TimeSpan.FromMilliseconds(300)), accountId: AccountId, region: Here);
        string[] many = [.. Run("| ForEach-Object { [string] $_ }", Many + " -ThrottleLimit 32").Ok().Texts];

        Assert.Equal(one, many);
        Assert.Equal(4, one.Select(static row => row.Split(' ')[0]).Distinct().Count());
        Assert.Equal(one.Select(static row => row.Split(' ')[0]).Distinct(), one.Select(static row => row.Split(' ')[0]).Aggregate(new List<string>(), static (seen, next) => seen.LastOrDefault() == next ? seen : [.. seen, next]));
        Assert.Contains($"{AccountId}/us-east-1 CloudTrail main OK:", string.Join('\n', one), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_region_that_is_switched_on_is_asked_for_a_star()
    {
        account.EnabledRegions.RemoveWhere(static region => region is not ("eu-west-1" or "us-east-1" or "sa-east-1"));

        string[] regions = [.. Run("| ForEach-Object Region", "-Region *").Ok().Texts.Distinct()];

        Assert.Equal(["eu-west-1", "sa-east-1", "us-east-1"], regions.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_account_whose_role_cannot_be_assumed_is_an_error_and_the_others_go_on()
    {
        AwsAccount other = server.World.AddAccount("444455556666");
        other.AddRole("IRReadOnly", AccountId);

        RunResult result = Run("| ForEach-Object AccountId", "-RoleName IRReadOnly -AccountId 444455556666, 111122223333");

        Assert.Contains("111122223333", Assert.Single(result.Errors).Exception.Message, StringComparison.Ordinal);
        Assert.Equal("444455556666", Assert.Single(result.Texts.Distinct()));
    }

    [Fact]
    public void Wrong_credentials_end_it_with_what_to_do()
    {
        RunResult result = session.Run(
            "param($url) Get-IrLogCoverage -EndpointUrl $url -AccessKey AKIAIOSFODNN7EXAMPLE -SecretKey wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY -Region eu-west-1", server.Url);

        Assert.Equal("AwsCredentials,AwsIr.Commands.GetIrLogCoverageCommand", Assert.Single(result.ErrorIds));
        Assert.Empty(result.Output);
    }

    [Fact]
    public void It_stops_while_a_service_says_nothing()
    {
        SetUp(Home);
        server.Faults.Add("DescribeVpcs", Fault.Stall, 100);
        server.Faults.Add("GetTrailStatus", Fault.StallInBody(5), 100);

        StopResult stopped = session.Stop(Script("", ""), server.Url, credentials.AccessKeyId, credentials.SecretAccessKey);

        Assert.Equal(PSInvocationState.Stopped, stopped.State);
        Assert.Empty(stopped.Output);
    }

    [Fact]
    public void Progress_is_shown_for_what_takes_a_while_and_ends()
    {
        server.Faults.Add("DescribeTrails", Fault.Delay(TimeSpan.FromMilliseconds(400)));

        RunResult result = Run("").Ok();

        Assert.Contains("of 5 services", result.Progress[0].StatusDescription, StringComparison.Ordinal);
        Assert.Equal(ProgressRecordType.Completed, result.Progress[^1].RecordType);
    }

    [Fact]
    public void No_stream_has_a_secret()
    {
        account.AddRole("IRReadOnly", AccountId);
        server.World.Deny("guardduty:ListDetectors");
        RunResult result = Run("", "-RoleName IRReadOnly -Verbose");

        string session = server.Requests.Select(static request => request.Header("X-Amz-Security-Token")).First(static token => token is not null)!;
        string all = string.Join('\n', [.. result.Texts, .. result.Errors.Select(static e => e + e.Exception.ToString()), .. result.Verbose, .. result.Warnings, result.Host]);
        Assert.DoesNotContain(credentials.SecretAccessKey, all, StringComparison.Ordinal);
        Assert.DoesNotContain(session, all, StringComparison.Ordinal);
        Assert.DoesNotContain("Signature=", all, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void The_view_groups_by_account_and_region_fits_the_line_and_shows_no_control_character()
    {
        Trail trail = SetUp(Home);
        Home.Vpcs.Add(new Vpc("vpc-hostile", "10.9.0.0/16", Name: "prod\u202egnp"));
        trail.LatestDeliveryError = "AccessDenied\r\n\u001b]0;owned\u0007";

        string text = session.RenderPlain(Script("", ""), 120, server.Url, credentials.AccessKeyId, credentials.SecretAccessKey);

        Assert.Contains("111122223333 eu-west-1", text, StringComparison.Ordinal);
        Assert.Contains(@"prod\u202egnp", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', text);
        Assert.DoesNotContain('\u202e', text);
        Assert.DoesNotContain('\u0007', text);
        Assert.All(text.Split('\n'), static line => Assert.True(line.TrimEnd().Length <= 120, line));
        Assert.True(text.IndexOf("vpc-hostile", StringComparison.Ordinal) < text.IndexOf("/vpc/flows", StringComparison.Ordinal));
    }

    /// <summary>Everything recorded, as it should be.</summary>
    private static Trail SetUp(RegionData region)
    {
        Trail trail = region.AddTrail("main", "logs-of-111122223333");
        trail.S3KeyPrefix = "trails";
        region.ConfigRecorder = new ConfigRecorder();
        region.DeliveryChannel = ("default", "config-of-111122223333");
        region.AddDetector("12abc34d567e8fa901bc2d34e56789f0");
        region.Vpcs.Add(new Vpc("vpc-0123456789abcdef0", "10.20.0.0/16"));
        region.FlowLogs.Add(new FlowLog("fl-0123456789abcdef0", "vpc-0123456789abcdef0") { LogGroupName = "/vpc/flows" });
        region.AddLogGroup("/vpc/flows").RetentionInDays = 365;
        return trail;
    }

    private static void Change(Trail trail, string what)
    {
        var stop = new DateTime(2026, 3, 17, 14, 46, 30, DateTimeKind.Utc);
        JsonObject basic = (JsonObject)trail.EventSelectors![0]!;
        switch (what)
        {
            case "stopped":
                trail.IsLogging = false;
                trail.StartLoggingTime = stop.AddDays(-9);
                trail.StopLoggingTime = stop;
                break;
            case "resumed":
                trail.StopLoggingTime = stop;
                trail.StartLoggingTime = stop.AddMinutes(9);
                break;
            case "delivery":
                trail.LatestDeliveryError = "NoSuchBucket";
                break;
            case "region":
                trail.IsMultiRegion = false;
                break;
            case "validation":
                trail.LogFileValidation = false;
                break;
            case "writes":
                basic["ReadWriteType"] = "WriteOnly";
                break;
            case "reads":
                basic["ReadWriteType"] = "ReadOnly";
                break;
            case "readsAndWrites":
                basic["ReadWriteType"] = "ReadOnly";
                var second = (JsonObject)basic.DeepClone();
                second["ReadWriteType"] = "WriteOnly";
                trail.EventSelectors.Add(second);
                break;
            case "withoutKms":
                basic["ExcludeManagementEventSources"] = new JsonArray("kms.amazonaws.com");
                break;
            case "dataOnly":
                basic["IncludeManagementEvents"] = false;
                basic["DataResources"] = new JsonArray(new JsonObject { ["Type"] = "AWS::S3::Object", ["Values"] = new JsonArray("arn:aws:s3:::invoices/") });
                break;
            case "allData":
                basic["DataResources"] = new JsonArray(
                    new JsonObject { ["Type"] = "AWS::S3::Object", ["Values"] = new JsonArray("arn:aws:s3:::") },
                    new JsonObject { ["Type"] = "AWS::Lambda::Function", ["Values"] = new JsonArray("arn:aws:lambda") });
                break;
            case "advanced":
                Advance(
                    trail,
                    """[{"Field":"eventCategory","Equals":["Management"]}]""",
                    """[{"Field":"eventCategory","Equals":["Data"]},{"Field":"resources.type","Equals":["AWS::S3::Object"]}]""",
                    """[{"Field":"eventCategory","Equals":["Data"]},{"Field":"resources.type","Equals":["AWS::Lambda::Function"]},{"Field":"resources.ARN","StartsWith":["arn:aws:lambda:eu-west-1:111122223333:function:pay"]}]""");
                break;
            case "advancedWithoutKms":
                Advance(trail, """[{"Field":"eventCategory","Equals":["Management"]},{"Field":"eventSource","NotEquals":["kms.amazonaws.com"]}]""");
                break;
            case "advancedWrites":
                Advance(trail, """[{"Field":"eventCategory","Equals":["Management"]},{"Field":"readOnly","Equals":["false"]}]""");
                break;
            case "advancedSome":
                Advance(trail, """[{"Field":"eventCategory","Equals":["Management"]},{"Field":"eventName","StartsWith":["Delete"]}]""");
                break;
            case "advancedDataOnly":
                Advance(trail, """[{"Field":"eventCategory","Equals":["Data"]},{"Field":"resources.type","Equals":["AWS::DynamoDB::Table"]}]""");
                break;
            case "insights":
                trail.InsightTypes.Add("ApiCallRateInsight");
                break;
            case "organization":
                trail.IsOrganization = true;
                break;
            default:
                throw new ArgumentException(what);
        }
    }

    private static void Advance(Trail trail, params string[] selectors)
    {
        trail.EventSelectors = null;
        trail.AdvancedEventSelectors = [.. selectors.Select(static selector => new JsonObject { ["Name"] = "", ["FieldSelectors"] = JsonNode.Parse(selector) })];
    }

    private static string Text(PSObject row, string property) => row.Properties[property].Value?.ToString() ?? "";

    private static string Script(string pipe, string more) =>
        $"param($url, $key, $secret) Get-IrLogCoverage -EndpointUrl $url -AccessKey $key -SecretKey $secret {(more.Contains("-Region", StringComparison.Ordinal) ? "" : "-Region " + Here)} {more} {pipe}";

    private RunResult Run(string pipe, string more = "") => session.Run(Script(pipe, more), server.Url, credentials.AccessKeyId, credentials.SecretAccessKey);

    private IReadOnlyList<PSObject> Rows(string source) => Run($"| Where-Object Source -eq {source}").Ok().Output;
}
