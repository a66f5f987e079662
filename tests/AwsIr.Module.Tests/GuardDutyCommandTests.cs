using System.Globalization;
using System.Management.Automation;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using AwsIr.Module.Tests.Harness;
using AwsIr.Tests.Records;

namespace AwsIr.Module.Tests;

/// <summary>Get-IrGuardDutyFinding, and Test-IrDetection on findings, as a user runs them.</summary>
public sealed class GuardDutyCommandTests(ModuleSession session) : IClassFixture<ModuleSession>
{
    /// <summary>What a filter says, and the Where-Object that says the same of the objects.</summary>
    public static TheoryData<string, string> Filters { get; } = new()
    {
        { "-Type Recon:EC2/PortProbeUnprotectedPort", "$_.Type -eq 'Recon:EC2/PortProbeUnprotectedPort'" },
        { "-Type *:EC2/*, attacksequence:*", "$_.Type -like '*:EC2/*' -or $_.ThreatPurpose -eq 'AttackSequence'" },
        { "-MinimumSeverity high", "$_.Severity -ge 7" },
        { "-MinimumSeverity Critical", "$_.SeverityLabel -ge 'Critical'" },
        { "-MinimumSeverity 8.5", "$_.Severity -ge 8.5" },
        { "-ResourceId i-0123456789abcdef0", "$_.ResourceIds -contains 'i-0123456789abcdef0'" },
        { "-ResourceId shop-*", "$_.ResourceIds -like 'shop-*'" },
        { "-AccessKeyId AKIA*", "$_.AccessKeyIds -like 'AKIA*'" },
        { "-Address 203.0.113.9", "$_.RemoteAddresses -contains '203.0.113.9'" },
        { "-Address 10.0.0.0/8, 2001:db8::bad", "($_.LocalAddresses + $_.RemoteAddresses) -like '10.*' -or $_.RemoteAddresses -contains '2001:db8::bad'" },
        { "-Address 192.0.2.44", "$_.AdditionalInfo.recentCredentials.ipAddressV4 -eq '192.0.2.44'" },
        { "-Address 203.0.113.2*", "$_.Sequence.Indicators.Values -like '203.0.113.2*'" },
        { "-Id *e3", "$_.Id -like '*e3'" },
        { "-StartTime '2026-03-17 09:30' -EndTime 2026-03-17T11:30:00Z", "$_.LastSeen.ToString('HHmm') -ge '0930' -and $_.LastSeen.ToString('HHmm') -lt '1130'" },
        { "-Type *:S3/* -MinimumSeverity 7 -ResourceId uploads", "$_.Type -like '*:S3/*' -and $_.ResourceId -eq 'uploads'" },
    };

    /// <summary>How findings are written down, each by a function from GuardDuty's own shape to the text of a file.</summary>
    private static readonly Dictionary<string, Func<IReadOnlyList<string>, string>> Writers = new()
    {
        ["export"] = static findings => string.Join('\n', findings),
        ["GetFindings"] = static findings => "{\"Findings\":[" + string.Join(',', findings.Select(AsSdk)) + "]}",
        ["EventBridge"] = static findings => string.Join('\n', findings.Select(static finding => "{\"version\":\"0\",\"id\":\"e\",\"detail-type\":\"GuardDuty Finding\",\"source\":\"aws.guardduty\",\"detail\":" + finding + "}")),
        ["Security Hub"] = static findings => "{\"Findings\":[" + string.Join(',', findings.Select(AsSecurityHub)) + "]}",
    };

    private const string Hostile = """
        {"schemaVersion":"2.0","id":"\u001b[2J","type":"\u001b]0;x\u0007Recon:EC2/\u202ex","severity":8,"title":"\u001b[31m","accountId":"\u009b31m","resource":{"resourceType":"Instance","instanceDetails":{"instanceId":"\u001bc"}},"service":{"action":{"actionType":"AWS_API_CALL","awsApiCallAction":{"api":"\u001b[1m","remoteIpDetails":{"ipAddressV4":"\u001b[5m","city":{"cityName":"\u2066"}}}},"count":"many"}}
        {"schemaVersion":[],"id":{},"type":7,"severity":"grave","title":[1],"accountId":null,"resource":[],"service":{"action":[[]],"count":{},"additionalInfo":{"value":"{"},"detection":{"sequence":{"signals":{"a":1},"endpoints":[7]}}}}
        {"schemaVersion":"2.0","severity":1,"service":{}}
        """;

    public static TheoryData<string> Arrangements { get; } = [.. Writers.Keys];

    [Theory]
    [MemberData(nameof(Filters))]
    public void A_filter_means_what_Where_Object_would(string filter, string condition)
    {
        using var folder = new TemporaryFolder();
        folder.Write("1.jsonl", string.Join('\n', GuardDutySamples.All.Select(GuardDutySamples.OnOneLine)));
        folder.Write("2.json", "{\"Findings\":[" + string.Join(',', GuardDutySamples.All.Select(GuardDutySamples.AsSdk)) + "]}");
        folder.Write("3.json", GuardDutySamples.SshBruteForceInSecurityHub);
        string[] texts = [.. session.Run(
            $$"""
            param($path)
            (Get-IrGuardDutyFinding -Path $path {{filter}} | ForEach-Object { [string] $_.Provenance }) -join "`n"
            (Get-IrGuardDutyFinding -Path $path | Where-Object { {{condition}} } | ForEach-Object { [string] $_.Provenance }) -join "`n"
            """,
            folder.Path).Ok().Texts];
        Assert.Equal(texts[1], texts[0]);
        Assert.InRange(texts[0].Split('\n').Count(static line => line.Length > 0), 1, (2 * GuardDutySamples.All.Count) - 1);
    }

    [Fact]
    public void Accounts_and_regions_are_filtered_too()
    {
        using var folder = new TemporaryFolder();
        folder.Write("1.jsonl", Finding("a", "2026-03-17T10:00:00Z", 1) + "\n" + Finding("b", "2026-03-17T10:00:00Z", 1).Replace("111122223333", "444455556666", StringComparison.Ordinal).Replace("eu-west-1", "us-east-1", StringComparison.Ordinal));
        string[] texts = [.. session.Run(
            """
            param($path)
            (Get-IrGuardDutyFinding $path -AccountId 4444*).Id
            (Get-IrGuardDutyFinding $path -Region EU-*).Id
            @(Get-IrGuardDutyFinding $path -Region eu-west-1 -AccountId 444455556666).Count
            """,
            folder.Path).Ok().Texts];
        Assert.Equal(["b", "a", "0"], texts);
    }

    [Fact]
    public void Properties_are_walked_with_dots()
    {
        using var folder = new TemporaryFolder();
        folder.Write("1.jsonl", GuardDutySamples.OnOneLine(GuardDutySamples.SshBruteForce));
        folder.Write("2.json", GuardDutySamples.AsSdk(GuardDutySamples.SshBruteForce));
        string[] texts = [.. session.Run(
            """
            param($path)
            $findings = Get-IrGuardDutyFinding $path
            $findings.Fields.service.action.networkConnectionAction.localPortDetails.port -join ','
            $findings.Action.Remote.IpAddress -join ','
            @($findings | Where-Object SeverityLabel -ge Medium).Count
            ($findings.Resource.Tags | Where-Object Key -eq Name).Value -join ','
            $findings[0].GetType().FullName
            """,
            folder.Path).Ok().Texts];
        Assert.Equal(["22,22", "203.0.113.9,203.0.113.9", "0", "bastion,bastion", "AwsIr.GuardDutyFinding"], texts);
    }

    [Fact]
    public void Unique_gives_the_latest_state_of_each()
    {
        using var folder = new TemporaryFolder();
        folder.Write("1.jsonl", Finding("a", "2026-03-17T10:00:00Z", 1) + "\n" + Finding("b", "2026-03-17T10:00:00Z", 1) + "\n" + Finding("a", "2026-03-17T16:00:00Z", 5));
        folder.Write("2.jsonl", Finding("a", "2026-03-17T13:00:00Z", 3) + "\n" + Finding("c", "2026-03-17T10:00:00Z", 1) + "\n" + Finding("b", "2026-03-17T10:00:00Z", 2) + "\n" + Finding("", "x", 9).Replace("\"id\":\"\",", "", StringComparison.Ordinal));
        string[] texts = [.. session.Run(
            """
            param($path)
            (Get-IrGuardDutyFinding $path | ForEach-Object { $_.Id + $_.Count }) -join ' '
            (Get-IrGuardDutyFinding $path -Unique | ForEach-Object { $_.Id + $_.Count }) -join ' '
            (Get-IrGuardDutyFinding $path -Unique -EndTime '2026-03-17 14:00' | ForEach-Object { $_.Id + $_.Count }) -join ' '
            """,
            folder.Path).Ok().Texts];
        Assert.Equal(["a1 b1 a5 a3 c1 b2 9", "a5 b2 c1 9", "a3 b2 c1"], texts);
    }

    [Fact]
    public void Archived_findings_are_left_out_and_counted()
    {
        using var folder = new TemporaryFolder();
        folder.Write("1.jsonl", Finding("a", "2026-03-17T10:00:00Z", 1) + "\n" + Finding("b", "2026-03-17T10:00:00Z", 1).Replace("\"archived\":false", "\"archived\":true", StringComparison.Ordinal));
        RunResult result = session.Run("param($path) Get-IrGuardDutyFinding $path -Verbose", folder.Path).Ok();
        Assert.Equal("a", ((dynamic)Assert.Single(result.Objects)).Id);
        Assert.Contains(result.Warnings, static warning => warning.Contains("1 archived GuardDuty findings", StringComparison.Ordinal));
        Assert.Contains(result.Verbose, static line => line.EndsWith("1.jsonl: 1 archived GuardDuty findings, passed over", StringComparison.Ordinal));
        Assert.Equal(["a", "b"], session.Run("param($path) (Get-IrGuardDutyFinding $path -IncludeArchived).Id", folder.Path).Ok().Texts);

        result = session.Run("param($path) @(Test-IrDetection $path -Rule finding-high).Count; @(Get-IrGuardDutyFinding $path -IncludeArchived | Test-IrDetection -Rule finding-high).Count", folder.Path).Ok();
        Assert.Equal(["1", "2"], result.Texts);
        Assert.Contains(result.Warnings, static warning => warning.Contains("1 archived GuardDuty findings", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("-MinimumSeverity grave", "ParameterArgumentTransformationError")]
    [InlineData("-MinimumSeverity 11", "ParameterArgumentTransformationError")]
    [InlineData("-MinimumSeverity -1", "ParameterArgumentTransformationError")]
    [InlineData("-Address 10.0.0.0/99", "InvalidAddress")]
    [InlineData("-Address evil.example.com", "InvalidAddress")]
    [InlineData("-StartTime 24h -Last 7d", "InvalidTimeRange")]
    public void Wrong_values_end_with_an_error_that_names_them(string arguments, string expected)
    {
        using var folder = new TemporaryFolder();
        folder.Write("1.jsonl", Finding("a", "2026-03-17T10:00:00Z", 1));
        RunResult result = session.Run("param($path) Get-IrGuardDutyFinding -Path $path " + arguments, folder.Path);
        Assert.Equal(expected, Assert.Single(result.ErrorIds).Split(',')[0]);
        Assert.Empty(result.Output);
    }

    [Fact]
    public void Types_and_severities_complete()
    {
        Assert.Contains("Recon:EC2/PortProbeUnprotectedPort", session.Complete("Get-IrGuardDutyFinding ./logs -Type recon:"));
        Assert.Contains("'Backdoor:EC2/C&CActivity.B!DNS'", session.Complete("Get-IrGuardDutyFinding ./logs -Type backdoor:ec2/c"));
        Assert.Equal(["UnauthorizedAccess:EC2/SSHBruteForce"], session.Complete("Get-IrGuardDutyFinding ./logs sshbrute"));
        Assert.Equal(["high"], session.Complete("Get-IrGuardDutyFinding ./logs -MinimumSeverity h"));
    }

    /// <summary>The tests beside GuardDuty's rules, written to files as findings come and read back by the rule: they give the alerts that they should.</summary>
    [Theory]
    [MemberData(nameof(Arrangements))]
    public void Rules_alert_alike_whatever_way_the_findings_came(string arrangement)
    {
        using var folder = new TemporaryFolder();
        var expected = new List<string>();
        foreach (string file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "module", "rules", "guardduty"), "*.test.json").Order(StringComparer.Ordinal))
        {
            foreach (JsonNode? test in JsonNode.Parse(File.ReadAllText(file))!.AsArray())
            {
                JsonNode[] records = [.. test!["records"]!.AsArray().OfType<JsonNode>()];
                if (records.Any(static record => (string?)record["source"] == "FlowLog"))
                {
                    // Flow logs are no JSON.
                    continue;
                }

                string name = expected.Count.ToString("000", CultureInfo.InvariantCulture);
                folder.Write($"{name}/findings.json", Writers[arrangement]([.. records.Where(static record => record["source"] is null || (string?)record["source"] == "GuardDuty").Select(static record => (record["record"] ?? record).ToJsonString())]));
                folder.Write($"{name}/events.json", string.Join('\n', records.Where(static record => (string?)record["source"] == "CloudTrail").Select(static record => record["record"]!.ToJsonString())));
                folder.Write($"{name}/rule.txt", (string)test["rule"]!);
                expected.Add($"{test["rule"]}, '{test["name"]}': {test["expect"]}");
            }
        }

        Assert.InRange(expected.Count, 40, 1000);
        Assert.Contains(expected, static text => text.StartsWith("finding-then-changes", StringComparison.Ordinal));
        RunResult result = session.Run(
            """
            param($path, $names)
            $i = 0
            foreach ($name in $names) {
                $folder = [System.IO.Path]::Combine($path, $i.ToString('000'))
                $rule = [System.IO.File]::ReadAllText("$folder/rule.txt")
                $name + @(Test-IrDetection -Path $folder/findings.json, $folder/events.json -Rule $rule -WarningAction Ignore).Count
                $i++
            }
            """,
            folder.Path, expected.Select(static text => text[..(text.LastIndexOf(' ') + 1)]).ToArray()).Ok();
        Assert.Equal(expected, result.Texts);
    }

    [Fact]
    public void An_alert_says_who_from_where_and_when()
    {
        using var folder = new TemporaryFolder();
        folder.Write("1.json", GuardDutySamples.AsSdk(GuardDutySamples.CredentialExfiltration).Replace("\\u0022sample\\u0022:true", "\\u0022sample\\u0022:false", StringComparison.Ordinal));
        dynamic alert = Assert.Single(session.Run("param($path) Test-IrDetection $path", folder.Path).Ok().Objects);
        Assert.Equal(("finding-credential-exfiltration", "web-role/i-0123456789abcdef0", "198.51.100.23", "111122223333", "eu-west-1"),
            ((string)alert.RuleName, (string)alert.Actor, (string)alert.SourceAddress, (string)alert.AccountId, (string)alert.Region));
        Assert.Equal(new DateTime(2026, 3, 17, 9, 0, 0, DateTimeKind.Utc), (DateTime)alert.Time);
    }

    [Fact]
    public void The_same_finding_exported_twice_is_one_alert()
    {
        using var folder = new TemporaryFolder();
        folder.Write("1.jsonl", Finding("a", "2026-03-17T10:00:00Z", 1) + "\n" + Finding("a", "2026-03-17T16:00:00Z", 5));
        folder.Write("2.json", "{\"Findings\":[" + AsSdk(Finding("a", "2026-03-17T10:00:00Z", 1)) + "]}");
        RunResult result = session.Run("param($path) Test-IrDetection $path -Rule finding-high -Verbose", folder.Path).Ok();
        Assert.Single(result.Objects);
        Assert.Contains(result.Verbose, static line => line.StartsWith("2 matches were of events that had been read before", StringComparison.Ordinal));
    }

    [Fact]
    public void The_views_fit_a_console()
    {
        using var folder = new TemporaryFolder();
        folder.Write("1.jsonl", string.Join('\n', GuardDutySamples.All.Select(GuardDutySamples.OnOneLine)));
        string[] table = session.RenderPlain("param($path) Get-IrGuardDutyFinding $path", 120, folder.Path).Split('\n');
        Assert.All(table, static line => Assert.InRange(line.Length, 0, 120));
        Assert.Contains("Last seen (UTC)  Severity Type                                 Resource             Address         Account      Count", table);
        Assert.Contains("2026-03-17 11:56 low      UnauthorizedAccess:EC2/SSHBruteForce i-0123456789abcdef0  203.0.113.9     111122223333    74", table);

        // What is long is shown whole.
        Assert.Contains(table, static line => line.Contains("UnauthorizedAccess:IAMUser/InstanceC", StringComparison.Ordinal));
        Assert.Contains(table, static line => line.Contains(" redentialExfiltration.OutsideAWS", StringComparison.Ordinal));
    }

    /// <summary>Format-List is not in this host, but what it would call is.</summary>
    [Fact]
    public void Every_line_of_the_list_can_be_shown_of_every_finding()
    {
        using var folder = new TemporaryFolder();
        folder.Write("1.jsonl", string.Join('\n', GuardDutySamples.All.Select(GuardDutySamples.OnOneLine)) + "\n" + Hostile);
        folder.Write("2.json", GuardDutySamples.SshBruteForceInSecurityHub);
        XElement view = XDocument.Load(Path.Combine(Repository.Root, "module", "AwsIr.format.ps1xml")).Descendants("View").Single(static one => (string?)one.Element("Name") == "GuardDutyFindingList");
        string[] blocks = [.. view.Descendants("ListItem").Select(static item => "if (" + ((string?)item.Descendants("ItemSelectionCondition").FirstOrDefault() ?? "$true") + ") { '" + (string?)item.Element("Label") + " : ' + (" + ((string?)item.Element("ScriptBlock") ?? "$_." + (string?)item.Element("PropertyName")) + ") }")];
        string[] lines = [.. session.Run("param($path, $blocks) & { Set-StrictMode -Version Latest; Get-IrGuardDutyFinding $path | ForEach-Object { $f = $_; foreach ($block in $blocks) { $f | ForEach-Object ([scriptblock]::Create($block)) } } }", folder.Path, blocks).Ok().Texts
            .Select(static text => text.StartsWith("Severity : ", StringComparison.Ordinal) ? Regex.Replace(text, "\u001b\\[[0-9;]*m", "") : text)];
        Assert.All(lines, static line => Assert.DoesNotContain(line, static c => (char.IsControl(c) && c is not '\n') || c is '\u202e' or '\u2066'));
        Assert.Equal(16, lines.Count(static line => line.StartsWith("Severity : ", StringComparison.Ordinal)));
        Assert.Contains("Severity : critical (9.1)", lines);
        Assert.Contains("Tags : Name=bastion\nTeam=ops", lines);
        Assert.Contains("Remote : 203.0.113.10 (Peru; AS64500)\n198.51.100.77\n2001:db8:1::66", lines);
        Assert.Contains("Signals : 2026-03-17T10:00:00Z Discovery:S3/AnomalousBehavior (x3)\n2026-03-17T11:30:00Z cloudtrail:StopLogging", lines);
        Assert.Contains("Process : /usr/bin/bash (pid 2345, app)", lines);
    }

    [Fact]
    public void Hostile_findings_reach_no_terminal_and_stop_nothing()
    {
        using var folder = new TemporaryFolder();
        folder.Write("1.jsonl", Hostile);
        foreach (string way in new[] { "", "| ForEach-Object { 'a text before it'; $_ }", "| ForEach-Object { $_.Title; $_.Action; if ($_.Action) { $_.Action.Remote }; $_.Resource; $_.Fields; $_.Raw; $_.RemoteAddresses }", "-Unique" })
        {
            string shown = session.RenderPlain("param($path) Get-IrGuardDutyFinding $path " + way, 120, folder.Path);
            Assert.NotEqual("", shown);
            Assert.All(shown, static c => Assert.False((char.IsControl(c) && c is not '\n') || c is '\u202e' or '\u2066', $"U+{(int)c:X4}"));
        }

        Assert.Equal(["3"], session.Run("param($path) @(Get-IrGuardDutyFinding $path).Count", folder.Path).Ok().Texts);
        Assert.NotEmpty(session.Run("param($path) Test-IrDetection $path", folder.Path).Ok().Objects);
    }

    [Fact]
    public void Stopping_leaves_nothing_running()
    {
        using var folder = new TemporaryFolder();
        string many = string.Join('\n', Enumerable.Repeat(Finding("a", "2026-03-17T10:00:00Z", 1), 5000));
        for (int i = 0; i < 20; i++)
        {
            folder.Write($"{i}.jsonl", many);
        }

        StopResult stopped = session.Stop("param($path) Get-IrGuardDutyFinding -Path $path", folder.Path);
        Assert.Equal(PSInvocationState.Stopped, stopped.State);
        Assert.InRange(stopped.Output.Count, 1, 99_999);
        Assert.Equal(["5000"], session.Run("param($path) @(Get-IrGuardDutyFinding -Path $path/0.jsonl).Count", folder.Path).Ok().Texts);
    }

    private static string Finding(string id, string updatedAt, int count) => $$$"""
        {"schemaVersion":"2.0","accountId":"111122223333","region":"eu-west-1","id":"{{{id}}}","type":"Recon:EC2/Some","resource":{"resourceType":"Instance","instanceDetails":{"instanceId":"i-1"}},"service":{"eventLastSeen":"{{{updatedAt}}}","archived":false,"count":{{{count}}}},"severity":8,"updatedAt":"{{{updatedAt}}}","title":"t"}
        """;

    /// <summary>As SDKs and the CLI write it: what depends on the type is JSON in a text.</summary>
    private static string AsSdk(string finding)
    {
        JsonNode node = JsonNode.Parse(finding)!;
        if (node["service"]?["additionalInfo"] is JsonObject info)
        {
            info.ReplaceWith(new JsonObject { ["value"] = info.ToJsonString(), ["type"] = "default" });
        }

        return GuardDutySamples.AsSdk(node.ToJsonString());
    }

    /// <summary>As Security Hub keeps it: service flattened, the type and the resources in its own words.</summary>
    private static string AsSecurityHub(string finding)
    {
        JsonNode node = JsonNode.Parse(finding)!;
        var resources = new JsonArray();
        if (node["resource"]?["accessKeyDetails"] is { } key)
        {
            resources.Add(new JsonObject
            {
                ["Type"] = "AwsIamAccessKey",
                ["Id"] = "AWS::IAM::AccessKey:" + (string?)key["accessKeyId"],
                ["Details"] = new JsonObject { ["AwsIamAccessKey"] = new JsonObject { ["PrincipalId"] = (string?)key["principalId"], ["PrincipalName"] = (string?)key["userName"], ["PrincipalType"] = (string?)key["userType"] } },
            });
        }

        if (node["resource"]?["instanceDetails"] is { } instance)
        {
            resources.Add(new JsonObject { ["Type"] = "AwsEc2Instance", ["Id"] = "arn:aws:ec2:eu-west-1:111122223333:instance/" + (string?)instance["instanceId"] });
        }

        var fields = new JsonObject();
        Flatten(node["service"], "aws/guardduty/service", fields);
        string type = (string)node["type"]!;
        int slash = type.IndexOf('/', StringComparison.Ordinal);
        return new JsonObject
        {
            ["SchemaVersion"] = "2018-10-08",
            ["Id"] = $"arn:aws:guardduty:eu-west-1:{node["accountId"]}:detector/d/finding/{node["id"]}",
            ["ProductArn"] = "arn:aws:securityhub:eu-west-1::product/aws/guardduty",
            ["AwsAccountId"] = (string?)node["accountId"],
            ["Region"] = (string?)node["region"],
            ["Types"] = new JsonArray("TTPs/Some Category/" + type[..slash] + "-" + type[(slash + 1)..]),
            ["Severity"] = new JsonObject { ["Product"] = node["severity"]!.DeepClone() },
            ["Title"] = (string?)node["title"],
            ["ProductFields"] = fields,
            ["Resources"] = resources,
        }.ToJsonString();
    }

    private static void Flatten(JsonNode? node, string path, JsonObject fields)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (KeyValuePair<string, JsonNode?> member in members)
                {
                    Flatten(member.Value, path + "/" + member.Key, fields);
                }

                break;
            case JsonArray items:
                for (int i = 0; i < items.Count; i++)
                {
                    Flatten(items[i], FormattableString.Invariant($"{path}.{i}_"), fields);
                }

                break;
            default:
                fields[path] = node?.ToString() ?? "";
                break;
        }
    }
}
