using System.Management.Automation;
using AwsIr.Module.Tests.Harness;

namespace AwsIr.Module.Tests;

/// <summary>Get-IrDetection and Test-IrDetection as a user runs them.</summary>
public sealed class DetectionCommandTests(ModuleSession session) : IClassFixture<ModuleSession>
{
    private const string Rule = """
        title: A user was made
        id: 5ba6d9a4-65a3-4c55-9b0c-08aef6f23f0a
        name: user-made
        status: test
        logsource: { product: aws, service: cloudtrail }
        detection: { selection: { eventName: CreateUser }, condition: selection }
        level: high
        tags: [ attack.persistence, attack.t1136.003 ]
        """;

    private static string Incident { get; } = Path.Combine(Repository.Root, "examples", "incident", "evidence");

    [Fact]
    public void The_example_incident_gives_the_expected_alerts_in_order()
    {
        // Worked out from the incident's script: time, rule, level, account, region, actor, address, count, first, last.
        string[][] expected = [.. File.ReadLines(Path.Combine(Repository.Root, "examples", "incident", "expected-alerts.tsv")).Skip(1).Select(static line => line.Split('\t'))];
        RunResult result = session.Run(
            """
            param($path)
            Test-IrDetection -Path $path -SortByTime -WarningAction Ignore | ForEach-Object {
                $_.Time.ToString('yyyy-MM-ddTHH:mm:ssZ'), $_.RuleName, ([string] $_.Level).ToLowerInvariant(), $_.AccountId, $_.Region, $_.SourceAddress, $_.Count -join '|'
            }
            """,
            Incident).Ok();
        string[] actual = [.. result.Texts];
        Assert.Equal(
            expected.Select(static row => string.Join('|', row[0], row[1], row[2], row[3], row[4], row[6], row[7])).Order(StringComparer.Ordinal),
            actual.Order(StringComparer.Ordinal));
        Assert.Equal(actual.Select(static text => text[..20]).Order(StringComparer.Ordinal), actual.Select(static text => text[..20]));
    }

    [Fact]
    public void The_pipeline_and_the_path_give_the_same()
    {
        string[] texts = [.. session.Run(
            """
            param($path)
            (Test-IrDetection -Path $path -WarningAction Ignore | ForEach-Object { "$_ $($_.Count) $($_.Events[0].Provenance)" }) -join "`n"
            (Get-IrCloudTrailEvent -Path $path -WarningAction Ignore | Test-IrDetection | ForEach-Object { "$_ $($_.Count) $($_.Events[0].Provenance)" }) -join "`n"
            (Test-IrDetection -Path $path -ThrottleLimit 1 -WarningAction Ignore | ForEach-Object { "$_ $($_.Count) $($_.Events[0].Provenance)" }) -join "`n"
            """,
            Path.Combine(Incident, "AWSLogs", "*", "CloudTrail")).Ok().Texts];
        Assert.NotEqual("", texts[0]);
        Assert.Equal(texts[0], texts[1]);
        Assert.Equal(texts[0], texts[2]);
    }

    [Fact]
    public void An_alert_has_what_a_responder_asks_for()
    {
        PSObject alert = Assert.Single(session.Run("param($path) Test-IrDetection -Path $path -Rule config-recorder-stopped -WarningAction Ignore | Where-Object Actor -eq svc-cloudwatch-sync | ForEach-Object { $_; break }", Incident).Output.Take(1));
        object? Value(string name) => alert.Properties[name].Value;
        Assert.Equal("High", Value("Level")!.ToString());
        Assert.Equal("config-recorder-stopped", Value("RuleName"));
        Assert.Equal("CloudTrail", Value("Source")!.ToString());
        Assert.Equal("111122223333", Value("AccountId"));
        Assert.Equal("198.51.100.23", Value("SourceAddress"));
        Assert.Equal(1L, Value("Count"));
        Assert.Equal(new DateTime(2026, 3, 17, 14, 16, 5, DateTimeKind.Utc), Value("Time"));
        Assert.Equal(Value("Time"), Value("FirstSeen"));
        Assert.Equal(Value("Time"), Value("LastSeen"));
        Assert.Contains("Defense Impairment", ((IEnumerable<string>)Value("Tactics")!).ToList());
        Assert.All((IEnumerable<string>)Value("Techniques")!, static id => Assert.StartsWith("T", id, StringComparison.Ordinal));
        Assert.NotNull(Value("Description"));
        Assert.NotEmpty((IEnumerable<string>)Value("FalsePositives")!);
        Assert.NotEmpty((IEnumerable<string>)Value("References")!);
        Assert.True(Guid.TryParse((string)Value("RuleId")!, out _));
        Assert.Equal("StopConfigurationRecorder", PSObject.AsPSObject(((IEnumerable<object>)Value("Events")!).Single()).Properties["EventName"].Value);
    }

    [Fact]
    public void Thresholds_and_windows_are_the_users_to_set()
    {
        using var folder = new TemporaryFolder();
        folder.Write("failures.json", string.Join('\n', Enumerable.Range(0, 6).Select(static i =>
            $$$"""{"eventVersion":"1.11","userIdentity":{"type":"IAMUser","accountId":"111122223333","userName":"alice"},"eventTime":"2026-03-17T13:{{{i * 2:00}}}:00Z","eventSource":"signin.amazonaws.com","eventName":"ConsoleLogin","awsRegion":"us-east-1","sourceIPAddress":"203.0.113.9","errorMessage":"Failed authentication","responseElements":{"ConsoleLogin":"Failure"},"eventID":"{{{i}}}","recipientAccountId":"111122223333"}""")));
        string[] texts = [.. session.Run(
            """
            param($path)
            @(Test-IrDetection $path -Rule console-brute-force-by-address -WarningAction Ignore).Count
            $alert = Test-IrDetection $path -Rule console-brute-force-by-address -Threshold 5 -Timespan 10m
            $alert.Count
            $alert.Time.ToString('HH:mm')
            $alert.GroupBy['sourceIPAddress']
            @(Test-IrDetection $path -Rule 'console-brute-force-by-a*' -Threshold 5 -Timespan 5m).Count
            @(Test-IrDetection $path -Rule console-brute-force-by-address -Threshold 6 -Timespan 10m).Count
            @(Test-IrDetection $path -Rule console-brute-force-by-address -Threshold 7 -Timespan 1d).Count
            """,
            folder.Path).Ok().Texts];
        Assert.Equal(["0", "6", "13:08", "203.0.113.9", "0", "1", "0"], texts);
    }

    [Fact]
    public void A_threshold_for_every_rule_is_warned_of()
    {
        Assert.Contains("-Rule", Assert.Single(session.Run("param($path) Test-IrDetection $path/AWSLogs/444455556666 -Threshold 50", Incident).Ok().Warnings), StringComparison.Ordinal);
        Assert.Empty(session.Run("param($path) Test-IrDetection $path/AWSLogs/444455556666 -Rule console-* -Threshold 50 -Timespan 1h", Incident).Ok().Warnings);
        Assert.Contains("no effect", Assert.Single(session.Run("param($path) Test-IrDetection $path/AWSLogs/444455556666 -Rule config-recorder-stopped -Threshold 50", Incident).Ok().Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void An_event_that_two_trails_logged_counts_once()
    {
        using var folder = new TemporaryFolder();
        const string Record = """{"eventName":"CreateUser","eventSource":"iam.amazonaws.com","eventTime":"2026-03-17T13:00:00Z","eventID":"one"}""";
        folder.Write("trail-a.json", Record);
        folder.Write("trail-b.json", Record);
        string rules = folder.Write("rules/rule.yml", Rule);
        RunResult result = session.Run("param($path, $rules) Test-IrDetection -Path $path/trail* -RulePath $rules -Verbose", folder.Path, rules).Ok();
        Assert.Single(result.Output);
        Assert.Contains(result.Verbose, static line => line.Contains("1 matches were of events that had been read before", StringComparison.Ordinal));
    }

    [Fact]
    public void Users_rules_run_instead_of_the_built_in_ones_and_rejected_ones_are_told()
    {
        using var folder = new TemporaryFolder();
        folder.Write("rules/good.yml", Rule);
        folder.Write("rules/bad.yml", "title: Bad\nlogsource: { product: windows }\ndetection: { a: { b: c }, condition: a }\n");
        folder.Write("rules/worse.yml", "title: [unclosed\n");
        string path = Path.Combine(folder.Path, "rules");
        RunResult rules = session.Run("param($path) Get-IrDetection -RulePath $path", path).Ok();
        Assert.Equal(["user-made"], rules.Texts);
        Assert.Contains("2 rule(s) cannot be used", Assert.Single(rules.Warnings), StringComparison.Ordinal);

        RunResult rejected = session.Run("param($path) Get-IrDetection -RulePath $path -Rejected", path).Ok();
        Assert.Equal(["bad.yml", "worse.yml"], rejected.Output.Select(static o => Path.GetFileName((string)o.Properties["Path"].Value)));
        Assert.All(rejected.Output, static o => Assert.NotEqual("", (string)o.Properties["Reason"].Value));

        RunResult alerts = session.Run("param($incident, $path) Test-IrDetection -Path $incident -RulePath $path", Incident, path).Ok();
        Assert.All(alerts.Output, static o => Assert.Equal("user-made", o.Properties["RuleName"].Value));
        Assert.NotEmpty(alerts.Output);
        Assert.Contains(alerts.Warnings, static warning => warning.Contains("2 rule(s) cannot be used", StringComparison.Ordinal));

        RunResult both = session.Run("param($incident, $path) Test-IrDetection -Path $incident -RulePath $path -IncludeBuiltIn -WarningAction Ignore", Incident, path).Ok();
        Assert.True(both.Output.Count > alerts.Output.Count);
    }

    [Theory]
    [InlineData("-Rule no-such-rule", "RuleNotFound,NoRules")]
    [InlineData("-MinimumLevel critical -Rule iam-user-created", "NoRules")]
    public void Asking_for_no_rule_is_an_error(string arguments, string errors)
    {
        RunResult result = session.Run("param($path) Test-IrDetection -Path $path " + arguments, Incident);
        Assert.Equal(errors.Split(','), result.ErrorIds.Select(static id => id.Split(',')[0]));
        Assert.Empty(result.Output);
    }

    [Fact]
    public void The_catalogue_is_searched_by_name_level_tag_and_technique()
    {
        string[] texts = [.. session.Run(
            """
            $all = @(Get-IrDetection)
            $all.Count -gt 20
            @(Get-IrDetection -Name guardduty-*).Count -gt 3
            @(Get-IrDetection -Level high | Where-Object Level -ne High).Count
            @(Get-IrDetection -MinimumLevel high | Where-Object { $_.Level -lt 'High' }).Count
            @(Get-IrDetection -Technique T1562* | Where-Object { -not ($_.Techniques -like 'T1562*') }).Count
            @(Get-IrDetection -Technique T1562*).Count -gt 3
            @(Get-IrDetection -Tag attack.defense-impairment).Count -gt 3
            @(Get-IrDetection -Source FlowLog | Where-Object Source -ne FlowLog).Count
            (Get-IrDetection console-brute-force-by-address | ForEach-Object { $_.Type, $_.Threshold, $_.Timespan, ($_.GroupBy -join '+') }) -join ','
            """).Ok().Texts];
        Assert.Equal(["True", "True", "0", "0", "0", "True", "True", "0"], texts[..8]);
        Assert.StartsWith("event_count,", texts[8], StringComparison.Ordinal);
        Assert.EndsWith("sourceIPAddress", texts[8], StringComparison.Ordinal);

        RunResult missing = session.Run("Get-IrDetection no-such-rule");
        Assert.Equal("RuleNotFound", Assert.Single(missing.ErrorIds).Split(',')[0]);
        Assert.Empty(session.Run("Get-IrDetection no-such-*").Ok().Output);
    }

    [Fact]
    public void Rules_come_from_the_catalogue_through_the_pipeline_or_as_an_argument()
    {
        using var folder = new TemporaryFolder();
        string rules = folder.Write("rules/rule.yml", Rule);
        string[] texts = [.. session.Run(
            """
            param($path, $rules)
            $names = { ($input | ForEach-Object RuleName | Where-Object { $_ }) -join ',' }
            Get-IrDetection config-recorder-* | Test-IrDetection -Path $path -WarningAction Ignore | & $names
            Test-IrDetection $path -Rule (Get-IrDetection config-recorder-*) -WarningAction Ignore | & $names
            Test-IrDetection $path -Rule config-recorder-* -WarningAction Ignore | & $names
            Get-IrDetection -RulePath $rules | Test-IrDetection -LiteralPath $path -WarningAction Ignore | & $names
            Test-IrDetection $path -Rule (Get-IrDetection -RulePath $rules), guardduty-detector-disabled -WarningAction Ignore | & $names
            Get-IrDetection console-brute-force-success | Test-IrDetection $path -WarningAction Ignore | & $names
            """,
            Incident, rules).Ok().Texts];
        Assert.NotEqual("", texts[0]);
        Assert.Equal(texts[2], texts[0]);
        Assert.Equal(texts[2], texts[1]);
        Assert.Equal("user-made", texts[3]);
        Assert.Equal(["guardduty-detector-disabled", "user-made"], texts[4].Split(',').Distinct().Order(StringComparer.Ordinal));
        Assert.Equal("console-brute-force-success", texts[5]);

        RunResult none = session.Run("param($path) Get-IrDetection no-such-* | Test-IrDetection -Path $path", Incident);
        Assert.Equal("NoRules", Assert.Single(none.ErrorIds).Split(',')[0]);
    }

    [Fact]
    public void Rules_are_tuned_without_editing_them()
    {
        using var folder = new TemporaryFolder();
        folder.Write("log.json", string.Join('\n', new[] { "alice", "bob", "carol" }.Select(static (user, i) =>
            $$"""{"eventName":"CreateUser","eventSource":"iam.amazonaws.com","eventTime":"2026-03-17T13:00:0{{i}}Z","eventID":"{{i}}","userIdentity":{"type":"IAMUser","userName":"{{user}}"} }""")));
        folder.Write("rules/user-made.yml", Rule);
        folder.Write("rules/by-admin.yml", """
            title: A user was made by an administrator
            name: user-made-by-admin
            status: experimental
            logsource: { product: aws, service: cloudtrail }
            detection: { selection: { eventName: CreateUser, 'userIdentity.userName|expand': '%admins%' }, condition: selection }
            level: low
            """);
        folder.Write("filters/known.yml", """
            title: Bob makes users all day
            logsource: { product: aws, service: cloudtrail }
            filter:
              rules: [ user-made ]
              selection: { userIdentity.userName: bob }
              condition: not selection
            """);
        string[] texts = [.. session.Run(
            """
            param($path)
            $show = { ($input | ForEach-Object { $_.RuleName + '/' + $_.Actor } | Where-Object { $_ }) -join ' ' }
            Test-IrDetection $path/log.json -RulePath $path/rules -WarningAction Ignore | & $show
            Test-IrDetection $path/log.json -RulePath $path/rules -FilterPath $path/filters -WarningAction Ignore | & $show
            Test-IrDetection $path/log.json -RulePath $path/rules -Placeholder @{ admins = 'alice', 'carol' } -ExcludeRule user-made | & $show
            Test-IrDetection $path/log.json -RulePath $path/rules -Placeholder @{ admins = 'alice' } -MinimumLevel medium | & $show
            Test-IrDetection $path/log.json -RulePath $path/rules -Placeholder @{ admins = 'alice' } -Status experimental | & $show
            Test-IrDetection $path/log.json -RulePath $path/rules -Placeholder @{ admins = 'alice' } -Rule *admin -StartTime 2026-03-17T13:00:01Z | & $show
            """,
            folder.Path).Ok().Texts];
        Assert.Equal(
            [
                "user-made/alice user-made/bob user-made/carol",
                "user-made/alice user-made/carol",
                "user-made-by-admin/alice user-made-by-admin/carol",
                "user-made/alice user-made/bob user-made/carol",
                "user-made-by-admin/alice",
                "",
            ],
            texts);

        RunResult unfilled = session.Run("param($path) Test-IrDetection $path/log.json -RulePath $path/rules", folder.Path).Ok();
        Assert.Contains("%admins%", Assert.Single(unfilled.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Built_in_rules_that_wait_for_a_list_are_silent_until_asked_for()
    {
        Assert.Empty(session.Run("param($path) Test-IrDetection $path/AWSLogs/444455556666", Incident).Ok().Warnings);
        RunResult asked = session.Run("param($path) Test-IrDetection $path/AWSLogs/444455556666 -Rule flow-bad-address, root-api-change", Incident).Ok();
        Assert.Contains("%bad_addresses%", Assert.Single(asked.Warnings), StringComparison.Ordinal);
        Assert.Empty(session.Run("param($path) Test-IrDetection $path/AWSLogs/444455556666 -Rule flow-bad-address -Placeholder @{ bad_addresses = '192.0.2.0/24' }", Incident).Ok().Warnings);
    }

    [Fact]
    public void A_summary_is_an_alert_a_rule_and_actor()
    {
        using var folder = new TemporaryFolder();
        folder.Write("log.json", string.Join('\n', Enumerable.Range(0, 3000).Select(static i =>
            $$"""{"eventName":"CreateUser","eventSource":"iam.amazonaws.com","eventTime":"2026-03-17T{{10 + (i / 600):00}}:{{i / 10 % 60:00}}:00Z","eventID":"{{Guid.NewGuid()}}","awsRegion":"r{{i % 7}}","userIdentity":{"type":"IAMUser","userName":"{{(i % 3 == 0 ? "alice" : "bob")}}"} }""")));
        string rules = folder.Write("rules/rule.yml", Rule);
        string[] texts = [.. session.Run(
            """
            param($path, $rules)
            Test-IrDetection $path/log.json -RulePath $rules -Summarize | ForEach-Object { $_.Actor, $_.Count, $_.FirstSeen.ToString('HH:mm'), $_.LastSeen.ToString('HH:mm'), $_.Events.Count, $_.Region -join '|' }
            """,
            folder.Path, rules).Ok().Texts];
        Assert.Equal(["alice|1000|10:00|14:59|5|r0, r3, r6, +4", "bob|2000|10:00|14:59|5|r1, r2, r4, +4"], texts);

        // Over the incident: as many events as without, in fewer alerts.
        string[] sums = [.. session.Run(
            """
            param($path)
            $all = @(Test-IrDetection $path -WarningAction Ignore)
            $few = @(Test-IrDetection $path -WarningAction Ignore -Summarize)
            $all.Count -gt $few.Count
            ($all.Count | ForEach-Object { $sum = 0 } { } { foreach ($a in $all) { $sum += $a.Count }; $sum })
            ($few.Count | ForEach-Object { $sum = 0 } { } { foreach ($a in $few) { $sum += $a.Count }; $sum })
            """,
            Incident).Ok().Texts];
        Assert.Equal("True", sums[0]);
        Assert.Equal(sums[1], sums[2]);
    }

    private const string ManyRule = Rule + """

        ---
        title: Many users were made
        name: many-users
        correlation:
          type: event_count
          rules: [ user-made ]
          timespan: 1d
          condition: { gte: 3 }
          generate: true
        level: high
        """;

    private static string UserMade(int second, string user = "alice") =>
        $$"""{"eventName":"CreateUser","eventSource":"iam.amazonaws.com","eventTime":"2026-03-17T13:00:{{second:00}}Z","userIdentity":{"type":"IAMUser","userName":"{{user}}"} }""";

    [Fact]
    public void A_file_that_goes_while_it_is_tested_is_warned_of()
    {
        using var folder = new TemporaryFolder();
        string log = folder.Write("log.json", string.Join('\n', Enumerable.Range(0, 4).Select(static i => UserMade(i))));
        string rules = folder.Write("rules/rule.yml", ManyRule);
        RunResult result = session.Run(
            """
            param($log, $rules)
            Test-IrDetection $log -RulePath $rules | ForEach-Object { $_.RuleName, $_.Count, $_.Events.Count -join '|'; [System.IO.File]::Delete($log) }
            """,
            log, rules).Ok();
        Assert.Equal(["user-made|1|1", "user-made|1|1", "user-made|1|1", "user-made|1|1", "many-users|4|0"], result.Texts);
        string warning = Assert.Single(result.Warnings);
        Assert.Contains("log.json: 4 event(s)", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void Alerts_of_single_events_and_of_many_come_sorted_together()
    {
        using var folder = new TemporaryFolder();
        string log = folder.Write("log.json", string.Join('\n', new[] { 5, 1, 4, 2 }.Select(static i => UserMade(i))));
        string rules = folder.Write("rules/rule.yml", ManyRule);
        string[] texts = [.. session.Run(
            "param($log, $rules) Test-IrDetection $log -RulePath $rules -SortByTime | ForEach-Object { $_.Time.Second, $_.RuleName, $_.Count -join '|' }", log, rules).Ok().Texts];
        Assert.Equal(["1|user-made|1", "2|user-made|1", "4|many-users|4", "4|user-made|1", "5|user-made|1"], texts);
    }

    [Fact]
    public void More_matches_than_memory_has_room_for_go_to_temporary_files()
    {
        const int Many = 300_000;
        using var folder = new TemporaryFolder();
        using (var gzip = new System.IO.Compression.GZipStream(File.Create(Path.Combine(folder.Path, "log.json.gz")), System.IO.Compression.CompressionLevel.Fastest))
        {
            for (int minute = 0; minute < 60; minute++)
            {
                gzip.Write(System.Text.Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(UserMade(minute) + "\n", Many / 60))));
            }
        }

        folder.Write("one.json", UserMade(30, "bob").Replace("CreateUser", "DeleteUser", StringComparison.Ordinal));
        folder.Write("rules/rule.yml", ManyRule.Replace("  generate: true\n", "", StringComparison.Ordinal));
        folder.Write("rules/other.yml", Rule.Replace("user-made", "user-deleted", StringComparison.Ordinal).Replace("CreateUser", "DeleteUser", StringComparison.Ordinal).Replace("id: 5", "id: 6", StringComparison.Ordinal));
        const string Script = "Test-IrDetection ./*.json* -RulePath ./rules -ErrorVariable problems -ErrorAction SilentlyContinue | ForEach-Object { $_.RuleName, $_.Count, $_.Events.Count -join '|' }; $problems | ForEach-Object { $_.FullyQualifiedErrorId; $_.Exception.Message }";
        Assert.Equal(
            ["user-deleted|1|1", $"many-users|{Many}|1000"],
            ShellProcess.RunIn(folder.Path, "", "-Command", Script).ExitsWith(0).Lines);

        IReadOnlyList<string> lines = ShellProcess.RunIn(folder.Path, "", "-Command", "foreach ($name in 'TMPDIR', 'TMP') { [System.Environment]::SetEnvironmentVariable($name, './not-there') }; " + Script).ExitsWith(0).Lines;
        Assert.Equal(3, lines.Count);
        Assert.Equal("user-deleted|1|1", lines[0]);
        Assert.StartsWith("CorrelationIncomplete,", lines[1], StringComparison.Ordinal);
        Assert.Contains("There are no alerts of these rules: many-users.", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public void Names_and_levels_complete()
    {
        Assert.Contains("config-recorder-stopped", session.Complete("Test-IrDetection -Rule config-rec"));
        Assert.Contains("console-brute-force-by-user", session.Complete("Get-IrDetection console-brute"));
        Assert.Contains("High", session.Complete("Test-IrDetection -MinimumLevel hi"));
        Assert.Contains("-SourceIPAddress", session.Complete("Get-IrCloudTrailEvent -Source"));
    }

    [Fact]
    public void The_views_fit_a_console()
    {
        string table = session.RenderPlain("param($path) Test-IrDetection -Path $path -SortByTime -WarningAction Ignore", 120, Incident);
        string[] lines = table.Split('\n');
        Assert.All(lines, static line => Assert.InRange(line.Length, 0, 120));
        Assert.Contains(lines, static line => line.StartsWith("Time (UTC)           Level    Title", StringComparison.Ordinal) && line.EndsWith("Count", StringComparison.Ordinal));
        Assert.Contains(lines, static line => line.StartsWith("2026-03-17 14:46:30Z high     CloudTrail logging stopped", StringComparison.Ordinal));

        string rules = session.RenderPlain("Get-IrDetection");
        Assert.All(rules.Split('\n'), static line => Assert.InRange(line.Length, 0, 120));
    }

    [Fact]
    public void A_hostile_rule_and_a_hostile_event_reach_no_terminal()
    {
        using var folder = new TemporaryFolder();
        folder.Write("log.json", """{"eventName":"CreateUser","eventSource":"iam.amazonaws.com","eventTime":"2026-03-17T13:00:00Z","sourceIPAddress":"\u001b[2J","userIdentity":{"type":"IAMUser","userName":"\u001b]0;owned\u0007\u202ealice"}}""");
        string rules = folder.Write("rules/rule.yml", Rule.Replace("title: A user was made", "title: \"\\e[31mred\\u009b\"", StringComparison.Ordinal));
        string shown = session.RenderPlain("param($path, $rules) Test-IrDetection -Path $path/log.json -RulePath $rules; Get-IrDetection -RulePath $rules; Get-IrCloudTrailEvent $path/log.json", 120, folder.Path, rules);
        Assert.Contains("\\u001b", shown, StringComparison.Ordinal);
        Assert.All(shown, static c => Assert.False((char.IsControl(c) && c is not '\n') || c == '\u202e', $"U+{(int)c:X4}"));
    }

    [Fact]
    public void Real_logs_and_public_rules_give_what_an_independent_evaluator_found()
    {
        string shared = Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", "data"));
        Assert.SkipUnless(Directory.Exists(shared), "The shared test data is not beside this checkout.");
        string[] expected = [.. File.ReadLines(Path.Combine(shared, "sigma-aws", "expected-on-cloudtrail-attack.tsv")).Skip(1)
            .Select(static line => line.Split('\t')).Select(static row => string.Join('|', row[0], row[2], row[3], row[4]))];
        Assert.Equal(109, expected.Length);
        RunResult result = session.Run(
            """
            param($logs, $rules)
            Test-IrDetection -Path $logs -RulePath $rules | ForEach-Object {
                $_.RuleId, [System.IO.Path]::GetFileName($_.Events[0].Provenance.Path), $_.Events[0].Provenance.Index, $_.Events[0].EventId -join '|'
            }
            """,
            Path.Combine(shared, "cloudtrail-attack", "CloudTrail"), Path.Combine(shared, "sigma-aws", "rules")).Ok();
        Assert.Empty(result.Warnings);
        Assert.Equal(expected.Order(StringComparer.Ordinal), result.Texts.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Stopping_works_at_any_moment()
    {
        using var folder = new TemporaryFolder();
        string many = "{\"Records\":[" + string.Join(',', Enumerable.Repeat("""{"eventName":"CreateUser","eventSource":"iam.amazonaws.com","eventTime":"2026-03-17T13:00:00Z"}""", 20_000)) + "]}";
        for (int i = 0; i < 40; i++)
        {
            folder.Write($"{i}.json", many);
        }

        Assert.Equal(PSInvocationState.Stopped, session.Stop("param($path) Test-IrDetection -Path $path", folder.Path).State);
        Assert.Equal(PSInvocationState.Stopped, session.Stop("param($path) Test-IrDetection -Path $path -SortByTime", folder.Path).State);
    }
}
