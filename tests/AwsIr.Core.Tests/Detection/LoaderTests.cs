using AwsIr.Detection;

namespace AwsIr.Tests.Detection;

public sealed class LoaderTests
{
    private const string Full = """
        title: Trail stopped
        id: 11111111-2222-3333-4444-555555555555
        name: trail_stopped
        status: test
        description: |
            Somebody stopped a trail.
            Look at who.
        references:
            - https://example.com/a
            - https://example.com/b
        author: Somebody
        date: 2026-01-02
        tags:
            - attack.defense-evasion
            - attack.command_and_control
            - attack.t1562.008
            - attack.t1078
            - attack.g0007
            - cve.2020-1
        logsource:
            product: aws
            service: cloudtrail
        detection:
            selection:
                eventName: StopLogging
            condition: selection
        falsepositives:
            - Maintenance
        level: high
        """;

    [Fact]
    public void A_rule_has_all_that_its_document_says()
    {
        DetectionRule rule = Assert.Single(Sigma.Load(Full).Rules);

        Assert.Equal("11111111-2222-3333-4444-555555555555", rule.Id);
        Assert.Equal("trail_stopped", rule.Name);
        Assert.Equal("Trail stopped", rule.Title);
        Assert.Equal(DetectionLevel.High, rule.Level);
        Assert.Equal(DetectionStatus.Test, rule.Status);
        Assert.Equal(RecordSource.CloudTrail, rule.Source);
        Assert.Equal(6, rule.Tags.Count);
        Assert.Equal(["Defense Evasion", "Command and Control"], rule.Tactics);
        Assert.Equal(["T1562.008", "T1078"], rule.Techniques);
        Assert.Equal("rules/file1.yml", rule.Path);
        Assert.Equal("Somebody stopped a trail.\nLook at who.", rule.Description);
        Assert.Equal("Somebody", rule.Author);
        Assert.Equal(["https://example.com/a", "https://example.com/b"], rule.References);
        Assert.Equal(["Maintenance"], rule.FalsePositives);
        Assert.Equal("event", rule.Type);
        Assert.Null(rule.Threshold);
        Assert.Null(rule.Timespan);
        Assert.Empty(rule.GroupBy);
        Assert.Equal("trail_stopped", rule.ToString());
    }

    [Fact]
    public void A_correlation_has_its_threshold_window_and_groups()
    {
        DetectionRule rule = Sigma.Load(Sigma.Selection("f: x") + """
            ---
            title: Many
            name: many
            correlation:
                type: event_count
                rules: test_rule
                group-by: [a, b.c]
                timespan: 90m
                condition:
                    gte: 10
            """).Rules[1];

        Assert.Equal(("many", "event_count", 10d), (rule.Name, rule.Type, rule.Threshold));
        Assert.Equal(TimeSpan.FromMinutes(90), rule.Timespan);
        Assert.Equal(["a", "b.c"], rule.GroupBy);
        Assert.Equal(DetectionLevel.Medium, rule.Level);
        Assert.Null(rule.Status);
        Assert.False(rule.Generate);
    }

    [Fact]
    public void Rules_without_a_name_have_their_files_with_a_number_for_the_next_ones()
    {
        string unnamed = Sigma.Selection("f: x").Replace("name: test_rule\n", "", StringComparison.Ordinal);

        LoadedRules loaded = Sigma.Load(unnamed + "---\n" + unnamed);

        Assert.Equal(["file1", "file1-2"], loaded.Rules.Select(rule => rule.Name));
    }

    [Fact]
    public void The_second_rule_of_an_id_or_a_name_is_rejected_and_names_the_first()
    {
        LoadedRules loaded = Sigma.Load(Full, Full.Replace("trail_stopped", "other", StringComparison.Ordinal), Sigma.Selection("f: x", "Trail_Stopped"));

        Assert.Single(loaded.Rules);
        Assert.Contains("the id '11111111-2222-3333-4444-555555555555' is already that of the rule in rules/file1.yml, line 1", loaded.Rejected[0].Reason);
        Assert.Equal("other", loaded.Rejected[0].Rule);
        Assert.Contains("the name 'Trail_Stopped' is already that of the rule in rules/file1.yml", loaded.Rejected[1].Reason);
    }

    [Fact]
    public void One_bad_document_does_not_spoil_the_others()
    {
        LoadedRules loaded = Sigma.Load(
            Sigma.Selection("f: x", "one") + "---\ntitle: bad\n---\n" + Sigma.Selection("f|nope: x", "two") + "---\n" + Sigma.Selection("f: x", "three")
            + "---\ntitle: [\n--- # and one more\n" + Sigma.Selection("f: x", "four"));

        Assert.Equal(["one", "three", "four"], loaded.Rules.Select(rule => rule.Name));
        Assert.Equal(["bad", "two", null], loaded.Rejected.Select(rejected => rejected.Rule));
        Assert.Contains("neither a detection, nor a correlation, nor a filter", loaded.Rejected[0].Reason);
        Assert.Contains("not valid YAML", loaded.Rejected[2].Reason);
        Assert.Equal([(12, 1), (21, 9)], loaded.Rejected.Take(2).Select(rejected => (rejected.Line, rejected.Column)));
        Assert.True(loaded.Rejected[2].Line >= 36);
    }

    [Fact]
    public void Directives_and_ends_of_documents_are_YAML_too() =>
        Assert.Equal(2, Sigma.Load("%YAML 1.2\n---\n" + Sigma.Selection("f: x", "one") + "...\n---\n" + Sigma.Selection("f: x", "two")).Rules.Count);

    [Theory]
    [InlineData("product: aws\n    service: cloudtrail", RecordSource.CloudTrail)]
    [InlineData("product: AWS\n    service: CloudTrail", RecordSource.CloudTrail)]
    [InlineData("product: aws\n    service: vpcflow", RecordSource.FlowLog)]
    [InlineData("product: aws\n    service: vpc_flow_logs", RecordSource.FlowLog)]
    [InlineData("product: aws\n    service: guardduty", RecordSource.GuardDuty)]
    [InlineData("product: aws\n    service: cloudwatch_logs", RecordSource.CloudWatchLogs)]
    [InlineData("product: linux\n    service: sshd", RecordSource.CloudWatchLogs)]
    [InlineData("product: linux\n    service: auth", RecordSource.CloudWatchLogs)]
    public void Log_sources(string logsource, RecordSource source) =>
        Assert.Equal(source, Assert.Single(Sigma.Load(Sigma.Rule("s:\n    f: x\ncondition: s", logsource: logsource)).Rules).Source);

    [Theory]
    [InlineData("product: windows\n    service: security", "windows/security")]
    [InlineData("product: aws\n    service: waf", "aws/waf")]
    [InlineData("product: aws", "aws")]
    [InlineData("product: linux\n    service: auditd", "linux/auditd")]
    [InlineData("category: process_creation\n    product: windows", "windows/process_creation")]
    public void Other_log_sources_are_rejected(string logsource, string named) => Assert.Contains(
        $"log source '{named}' is not one that AwsIr reads",
        Sigma.Rejection(Sigma.Rule("s:\n    f: x\ncondition: s", logsource: logsource)));

    [Fact]
    public void A_rule_runs_only_on_records_of_its_source()
    {
        string rule = Sigma.Selection("f: x");

        Assert.True(Sigma.RuleMatches(rule, """{"f":"x"}"""));
        Assert.False(Sigma.RuleMatches(rule, """{"f":"x"}""", RecordSource.GuardDuty));
    }

    [Theory]
    [InlineData("""{"message":"May 1 host sshd[7]: Failed password for root"}""", true)]
    [InlineData("""{"message":"Failed password for root","logStream":"i-0/sshd"}""", true)]
    [InlineData("""{"message":"Failed password for root in the web shop"}""", false)]
    public void A_host_service_rule_runs_on_messages_of_the_service(string json, bool expected) => Assert.Equal(
        expected,
        Sigma.RuleMatches(
            Sigma.Rule("keywords:\n    - Failed password\ncondition: keywords", logsource: "product: linux\n    service: sshd"), json, RecordSource.CloudWatchLogs));

    [Theory]
    [InlineData("title: x\ndetection:\n    s:\n        f: x\n    condition: s", "logsource is missing")]
    [InlineData("logsource:\n    product: aws\n    service: cloudtrail\ndetection:\n    s:\n        f: x\n    condition: s", "title is missing")]
    [InlineData("action: global\ntitle: x\ndetection:\n    condition: s", "old way to share parts")]
    [InlineData("- a\n- b", "a map with title, logsource and detection is expected")]
    [InlineData("just text", "a map with title, logsource and detection is expected")]
    [InlineData("", "holds no document")]
    [InlineData("---\n---\n", "holds no document")]
    [InlineData("a: 1\na: 2", "is there twice")]
    [InlineData("a: &x [*x]", "contains itself")]
    [InlineData("a: *x", "no anchor")]
    [InlineData("a:\n    <<: b", "merge keys")]
    [InlineData("[a, b]: c", "a key must be plain text")]
    [InlineData("key: 'x", "not valid YAML")]
    public void What_is_no_rule_is_rejected(string yaml, string reason) => Assert.Contains(reason, Sigma.Rejection(yaml));

    [Theory]
    [InlineData("level: severe", "'severe' is not a level: write one of informational, low, medium, high, critical")]
    [InlineData("status: done", "'done' is not a status")]
    [InlineData("tags:\n    - a: b", "'tags' must be a text or a list of texts")]
    [InlineData("description: [a]", "'description' must be a text")]
    public void Wrong_properties_are_rejected(string line, string reason) =>
        Assert.Contains(reason, Sigma.Rejection(Sigma.Selection("f: x").Replace("level: high", line, StringComparison.Ordinal)));

    [Theory]
    [InlineData("s:\n    f: x", "condition is missing")]
    [InlineData("condition: s", "there is no selection")]
    [InlineData("s:\n    f: x\ncondition: []", "condition is missing")]
    [InlineData("s:\n    f: x\ncondition:\n    a: b", "condition is missing")]
    public void Detections_that_say_nothing_are_rejected(string detection, string reason) =>
        Assert.Contains(reason, Sigma.Rejection(Sigma.Rule(detection)));

    [Fact]
    public void Aliases_are_written_out() =>
        Assert.True(Sigma.RuleMatches(Sigma.Rule("s:\n    f: &names [x, y]\nt:\n    g: *names\ncondition: s and t"), """{"f":"x","g":"y"}"""));

    [Fact]
    public void Control_characters_of_a_rule_go_nowhere()
    {
        LoadedRules loaded = Sigma.Load(
            Full.Replace("Trail stopped", "\"Trail \\e[31mstopped\"", StringComparison.Ordinal),
            "title: \"a\\e[2Jb\"\nlevel: x");

        Assert.Equal("Trail  [31mstopped", loaded.Rules[0].Title);
        Assert.Equal("a?[2Jb", loaded.Rejected[0].Rule);
    }

    [Fact]
    public void Folders_are_read_to_the_bottom_in_ordinal_order_and_files_once()
    {
        string folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            Directory.CreateDirectory(Path.Combine(folder, "b"));
            File.WriteAllText(Path.Combine(folder, "z.yml"), Sigma.Selection("f: x", "last"));
            File.WriteAllText(Path.Combine(folder, "b", "c.yaml"), Sigma.Selection("f: x", "second"));
            File.WriteAllText(Path.Combine(folder, "a.yml"), Sigma.Selection("f: x", "first"));
            File.WriteAllText(Path.Combine(folder, "readme.txt"), "not a rule");
            var loader = new RuleLoader();
            loader.AddPath(folder);
            loader.AddPath(Path.Combine(folder, "a.yml"));
            loader.AddPath(Path.Combine(folder, "missing.yml"));

            LoadedRules loaded = loader.Complete();

            Assert.Equal(["first", "second", "last"], loaded.Rules.Select(rule => rule.Name));
            Assert.Contains("no such file", Assert.Single(loaded.Rejected).Reason);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
