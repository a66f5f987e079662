using System.Globalization;
using System.Management.Automation;
using System.Text;
using AwsIr.Module.Tests.Harness;

namespace AwsIr.Module.Tests;

/// <summary>Get-IrFlowLog as a user runs it.</summary>
public sealed class FlowLogCommandTests(ModuleSession session) : IClassFixture<ModuleSession>
{
    private const string Header = "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status\n";

    /// <summary>A log of version 5 with ten flows and two gaps; the filters below are checked on it by the numbers of its lines.</summary>
    private const string Flows = """
        version srcaddr dstaddr srcport dstport protocol start end type packets bytes account-id vpc-id subnet-id instance-id interface-id region az-id action tcp-flags pkt-srcaddr pkt-dstaddr flow-direction log-status
        5 203.0.113.5 10.0.1.5 51234 22 6 1773752400 1773752455 IPv4 3 180 111122223333 vpc-0a subnet-1 i-0web eni-0web eu-west-1 euw1-az1 REJECT 2 203.0.113.5 10.0.1.5 ingress OK
        5 203.0.113.9 10.0.1.5 51235 443 6 1773752410 1773752455 IPv4 30 18000 111122223333 vpc-0a subnet-1 i-0web eni-0web eu-west-1 euw1-az1 ACCEPT 3 203.0.113.9 10.0.1.5 ingress OK
        5 10.0.1.5 203.0.113.9 443 51235 6 1773752410 1773752455 IPv4 40 2500000 111122223333 vpc-0a subnet-1 i-0web eni-0web eu-west-1 euw1-az1 ACCEPT 19 10.0.1.5 203.0.113.9 egress OK
        5 10.0.1.5 10.0.2.7 40000 5432 6 1773752420 1773752455 IPv4 12 1500 111122223333 vpc-0a subnet-1 i-0web eni-0web eu-west-1 euw1-az1 ACCEPT 2 10.0.1.5 10.0.2.7 egress OK
        5 10.0.1.9 10.0.0.220 50000 443 6 1773752430 1773752455 IPv4 9 900000 111122223333 vpc-0a subnet-2 - eni-0nat eu-west-1 euw1-az1 ACCEPT 2 10.0.1.9 198.51.100.77 ingress OK
        5 10.0.1.5 10.0.0.2 33333 53 17 1773752440 1773752455 IPv4 1 70 111122223333 vpc-0a subnet-1 i-0web eni-0web eu-west-1 euw1-az1 ACCEPT 0 10.0.1.5 10.0.0.2 egress OK
        5 203.0.113.12 10.0.1.5 0 0 1 1773752450 1773752455 IPv4 4 336 444455556666 vpc-0b subnet-3 i-0other eni-0other us-east-1 use1-az1 ACCEPT 0 203.0.113.12 10.0.1.5 ingress OK
        5 2001:db8::5 2001:db8:1::9 45000 22 6 1773752460 1773752520 IPv6 5 400 444455556666 vpc-0b subnet-3 i-0other eni-0other us-east-1 use1-az1 REJECT 2 2001:db8::5 2001:db8:1::9 ingress OK
        5 192.0.2.1 198.51.100.1 8080 8999 6 1773756000 1773756060 IPv4 5 400 444455556666 vpc-0b subnet-3 - eni-0other us-east-1 use1-az1 ACCEPT 0 192.0.2.1 198.51.100.1 ingress OK
        5 fd00::1 10.0.0.1 1 2 50 1773756000 1773756060 IPv4 5 400 444455556666 vpc-0b subnet-3 - eni-0other us-east-1 use1-az1 ACCEPT 0 - - ingress OK
        5 - - - - - 1773756060 1773756120 - - - 111122223333 vpc-0a subnet-1 i-0web eni-0web eu-west-1 euw1-az1 - - - - - NODATA
        5 - - - - - 1773756120 1773756180 - - - 111122223333 vpc-0a subnet-1 i-0web eni-0web eu-west-1 euw1-az1 - - - - - SKIPDATA

        """;

    /// <summary>A filter, the numbers of the records that it must give, read off by hand, and the Where-Object that says the same.</summary>
    public static TheoryData<string, string, string> Filters { get; } = new()
    {
        { "", "0 1 2 3 4 5 6 7 8 9 10 11", "$true" },
        { "-Action REJECT", "0 7", "$_.Action -eq 'REJECT'" },
        { "-Action accept, reject", "0 1 2 3 4 5 6 7 8 9", "$null -ne $_.Action" },
        { "-SourceAddress 203.0.113.5", "0", "$_.SourceAddress -eq '203.0.113.5'" },
        { "-SourceAddress 203.0.113.0/24, 2001:db8::/64", "0 1 6 7", "$_.SourceAddress -like '203.0.113.*' -or $_.SourceAddress -eq '2001:db8::5'" },
        { "-DestinationAddress 198.51.100.77", "4", "$_.PacketDestinationAddress -eq '198.51.100.77'" },
        { "-Address 203.0.113.9", "1 2", "'203.0.113.9' -in $_.SourceAddress, $_.DestinationAddress" },
        { "-Address 2001:0db8:0:0:0:0:0:5", "7", "$_.SourceAddress -eq '2001:db8::5'" },
        { "-Address ::ffff:203.0.113.5", "0", "$_.SourceAddress -eq '203.0.113.5'" },
        { "203.0.113.12", "6", "$_.SourceAddress -eq '203.0.113.12'" },
        { "-SourcePort 443", "2", "$_.SourcePort -eq 443" },
        { "-DestinationPort 22", "0 7", "$_.DestinationPort -eq 22" },
        { "-Port 443, 5400-5500", "1 2 3 4", "$_.SourcePort -eq 443 -or $_.DestinationPort -in 443, 5432" },
        { "-Port 0", "6", "$_.SourcePort -eq 0" },
        { "-Port 8000-8999 -DestinationPort 8999", "8", "$_.DestinationPort -eq 8999" },
        { "-Protocol udp", "5", "$_.Protocol -eq 17" },
        { "-Protocol ICMP, 50", "6 9", "$_.ProtocolName -in 'icmp', 'esp'" },
        { "-Direction Inbound", "0 1 6", "$_.Direction -eq 'Inbound'" },
        { "-Direction Outbound", "2 4", "$_.Direction -eq 'Outbound'" },
        { "-Direction internal, external", "3 5 7 8 9", "$_.Direction -in 'Internal', 'External'" },
        { "-Direction Internal -InternalNetwork 10.0.1.0/24, 203.0.113.0/28", "0 1 2 6", "$_.SourceAddress -match '^(10\\.0\\.1|203\\.0\\.113)\\.' -and $_.DestinationAddress -match '^(10\\.0\\.1|203\\.0\\.113)\\.'" },
        { "-MinimumBytes 1MB", "2", "$_.Bytes -ge 1MB" },
        { "-MinimumBytes 0", "0 1 2 3 4 5 6 7 8 9", "$null -ne $_.Bytes" },
        { "-InterfaceId eni-0nat", "4", "$_.InterfaceId -eq 'eni-0nat'" },
        { "-InstanceId i-0w*", "0 1 2 3 5 10 11", "$_.InstanceId -like 'i-0w*'" },
        { "-VpcId VPC-0B", "6 7 8 9", "$_.VpcId -eq 'vpc-0b'" },
        { "-SubnetId subnet-[23]", "4 6 7 8 9", "$_.SubnetId -like 'subnet-[23]'" },
        { "-AccountId 444455556666", "6 7 8 9", "$_.AccountId -eq '444455556666'" },
        { "-Region us-*", "6 7 8 9", "$_.Region -like 'us-*'" },
        { "-LogStatus NODATA, skipdata", "10 11", "$_.IsGap" },
        { "-StartTime 2026-03-17T13:00:30Z -EndTime '2026-03-17 13:01'", "4 5 6", "$_.StartTime.ToString('HHmmss') -ge '130030' -and $_.StartTime.ToString('HHmmss') -lt '130100'" },
        { "-Action ACCEPT -Direction Outbound -Protocol tcp -Region eu-west-1", "2 4", "$_.Action -eq 'ACCEPT' -and $_.Direction -eq 'Outbound'" },
        { "-Last 1h", "", "$false" },
    };

    [Theory]
    [MemberData(nameof(Filters))]
    public void A_filter_means_what_Where_Object_would(string filter, string expected, string condition)
    {
        using var folder = new TemporaryFolder();
        folder.Write("flows.log", Flows);
        string[] texts = [.. session.Run(
            $$"""
            param($path)
            (Get-IrFlowLog $path {{filter}} | ForEach-Object { $_.Provenance.Index }) -join ' '
            (Get-IrFlowLog $path | Where-Object { {{condition}} } | ForEach-Object { $_.Provenance.Index }) -join ' '
            """,
            folder.Path).Ok().Texts];
        Assert.Equal([expected, expected], texts);
    }

    [Theory]
    [InlineData("-SourceAddress web01", "InvalidAddress")]
    [InlineData("-Address 10.0.0.0/33", "InvalidAddress")]
    [InlineData("-InternalNetwork inside", "InvalidAddress")]
    [InlineData("-Port 70000", "InvalidPort")]
    [InlineData("-DestinationPort 9-1", "InvalidPort")]
    [InlineData("-SourcePort https", "InvalidPort")]
    [InlineData("-Protocol smoke", "InvalidProtocol")]
    [InlineData("-Format '${srcaddr'", "InvalidFormat")]
    [InlineData("-Format \"${nothing} ${here}\"", "InvalidFormat")]
    [InlineData("-Action MAYBE", "ParameterArgumentValidationError")]
    [InlineData("-Direction up", "CannotConvertArgumentNoMessage")]
    public void Wrong_values_end_with_an_error_that_names_them(string arguments, string expected)
    {
        RunResult result = session.Run("param($path) Get-IrFlowLog -Path $path " + arguments, Repository.Root);
        Assert.Equal(expected, Assert.Single(result.ErrorIds).Split(',')[0]);
        Assert.Empty(result.Output);
    }

    [Fact]
    public void A_format_is_for_lines_without_a_header()
    {
        using var folder = new TemporaryFolder();
        folder.Write("1.log", "10.0.0.1 443 1773752400 blue\n");
        folder.Write("2.log", Header + "2 111122223333 eni-1 10.0.0.2 10.0.0.3 1024 80 6 1 40 1773752400 1773752460 ACCEPT OK\n");
        RunResult result = session.Run("param($path) Get-IrFlowLog $path -Format '${srcaddr} ${dstport} ${start} ${colour}' | ForEach-Object { \"$($_.SourceAddress) $($_.DestinationPort) $($_.Other['colour'])\" }", folder.Path);
        Assert.Empty(result.ErrorIds);
        Assert.Equal(["10.0.0.1 443 blue", "10.0.0.2 80 "], result.Texts);
        Assert.Contains("colour", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Problems_are_errors_with_places_and_the_rest_goes_on()
    {
        using var folder = new TemporaryFolder();
        const string Good = "2 111122223333 eni-1 10.0.0.1 10.0.0.2 1024 443 6 1 40 1773752400 1773752460 ACCEPT OK\n";
        folder.Write("1.log", Header + Good + Good.Replace("443", "\u001b[31m", StringComparison.Ordinal) + Good + Good[..40]);
        folder.Write("2.json", """{"Records":[{"eventName":"A","eventSource":"s","eventTime":"2026-03-17T13:00:00Z"}]}""");
        folder.Write("3.txt", "notes of the responder\n");
        folder.Write("4.log", Header);
        RunResult result = session.Run("param($path) Get-IrFlowLog $path -Verbose", folder.Path);
        Assert.Null(result.Terminating);
        Assert.Equal(["BadLine", "Truncated", "UnknownContent"], result.ErrorIds.Select(static id => id.Split(',')[0]));
        Assert.Contains("1.log (record 1, byte ", result.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.All(result.Errors, static error => Assert.DoesNotContain('\u001b', error.ToString()));
        Assert.Equal(2, result.Objects.Count());
        Assert.Contains("1 CloudTrail records", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Contains(result.Verbose, static line => line.Contains("Read 4 files, 2 records", StringComparison.Ordinal));
    }

    [Fact]
    public void The_table_fits_and_shows_gaps()
    {
        using var folder = new TemporaryFolder();
        folder.Write("flows.log", Flows + "5 203.0.113.5 10.0.1.5 51234 22 6 1773752400 1773752455 IPv4 3 180 111122223333 vpc-0a subnet-1 i-0web eni-0web eu-west-1 euw1-az1 \u001b[2JBOO 2 203.0.113.5 10.0.1.5 ingress OK\n");
        string text = session.Render("param($path) Get-IrFlowLog $path", 120, folder.Path);
        string[] lines = [.. text.Split('\n').Select(static line => line.TrimEnd()).Where(static line => line.Length > 0)];
        Assert.Equal(2 + 13, lines.Length);
        Assert.All(lines, static line => Assert.InRange(line.Length, 1, 120));
        Assert.Matches("^2026-03-17 13:00:00Z 203.0.113.5:51234 +10.0.1.5:22 +tcp +.*REJECT.* +3 +180 Inbound$", lines[2]);
        Assert.Matches("^2026-03-17 13:00:50Z 203.0.113.12 +10.0.1.5 +icmp +ACCEPT +4 +336 Inbound$", lines[8]);
        Assert.Matches("^2026-03-17 14:01:00Z eni-0web +.*NODATA.*$", lines[12]);
        Assert.DoesNotContain("\u001b[2J", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Rules_run_on_flow_logs()
    {
        using var folder = new TemporaryFolder();
        folder.Write("flows.log", Flows);
        folder.Write("rules/rdp.yml", "title: SSH refused\nname: ssh-refused\nlogsource: { product: aws, service: vpcflow }\nlevel: low\ndetection:\n  selection: { dstport: 22, protocol: 6, action: REJECT, srcaddr|cidr: 203.0.113.0/24 }\n  condition: selection\n");
        string[] texts = [.. session.Run(
            """
            param($path)
            $alert = Test-IrDetection "$path/flows.log" -RulePath "$path/rules"
            $alert.Title
            $alert.SourceAddress
            [string] $alert.Events[0]
            [string] $alert.Time.ToString('u')
            (Get-IrFlowLog "$path/flows.log" | Test-IrDetection -RulePath "$path/rules").Title
            """,
            folder.Path).Ok().Texts];
        Assert.Equal(
            ["SSH refused", "203.0.113.5", "2026-03-17T13:00:00Z 203.0.113.5:51234 -> 10.0.1.5:22 tcp REJECT 3 packets 180 bytes", "2026-03-17 13:00:00Z", "SSH refused"],
            texts);
    }

    [Fact]
    public void The_built_in_rules_alert_on_flows()
    {
        using var folder = new TemporaryFolder();
        var text = new StringBuilder(Header);
        for (int port = 1; port <= 200; port++)
        {
            text.Append(CultureInfo.InvariantCulture, $"2 111122223333 eni-1 203.0.113.5 10.0.1.5 40000 {port} 6 1 40 {1773752400 + port} {1773752460 + port} REJECT OK\n");
        }

        folder.Write("flows.log", text.ToString());
        RunResult result = session.Run("param($path) Test-IrDetection $path | ForEach-Object { $_.RuleName }", folder.Path).Ok();
        Assert.Contains(result.Texts, static name => name.StartsWith("flow-", StringComparison.Ordinal));
    }

    [Fact]
    public void Names_are_completed()
    {
        Assert.Contains("icmp", session.Complete("Get-IrFlowLog -Protocol ic"));
        Assert.Contains("REJECT", session.Complete("Get-IrFlowLog -Action R"));
        Assert.Contains("Outbound", session.Complete("Get-IrFlowLog -Direction O"));
        Assert.Contains("SKIPDATA", session.Complete("Get-IrFlowLog -LogStatus S"));
    }

    [Fact]
    public void Values_have_types()
    {
        using var folder = new TemporaryFolder();
        folder.Write("flows.log", Flows);
        PSObject flow = session.Run("param($path) Get-IrFlowLog $path -Protocol udp", folder.Path).Ok().Output.Single();
        Assert.Equal("10.0.0.2", flow.Properties["DestinationIP"].Value.ToString());
        Assert.Equal(DateTimeKind.Utc, ((DateTime)flow.Properties["StartTime"].Value).Kind);
        Assert.Equal("udp", flow.Properties["ProtocolName"].Value);
    }
}
