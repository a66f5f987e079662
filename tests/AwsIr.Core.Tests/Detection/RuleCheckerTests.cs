using System.Globalization;
using AwsIr.Detection;

namespace AwsIr.Tests.Detection;

/// <summary>What Test-IrRule finds: every kind of failure and warning once, and nothing where nothing is wrong.</summary>
public sealed class RuleCheckerTests : IDisposable
{
    /// <summary>A rule with all that a rule should have.</summary>
    private const string Whole = """
        title: A user was made
        id: 5ba6d9a4-65a3-4c55-9b0c-08aef6f23f0a
        name: user-made
        description: Somebody made a user. Look at who.
        references: [ 'https://example.com/a' ]
        logsource: { product: aws, service: cloudtrail }
        detection: { selection: { eventName: CreateUser }, condition: selection }
        level: high

        """;

    private const string WholeTests = """
        [
          {"name": "made", "rule": "user-made", "expect": 1, "records": [{"eventName": "CreateUser"}]},
          {"name": "deleted", "rule": "user-made", "expect": 0, "records": [{"eventName": "DeleteUser"}]}
        ]
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("awsir-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_rule_with_everything_passes()
    {
        RuleCheck check = Assert.Single(Check(Whole, WholeTests));

        Assert.Equal(RuleCheckOutcome.Passed, check.Outcome);
        Assert.Empty(check.Messages);
        Assert.Equal(("user-made", "A user was made", 1), (check.Rule, check.Title, check.Line));
        Assert.Equal((2, 0), (check.TestsPassed, check.TestsFailed));
        Assert.Equal([("made", 1, 1, true), ("deleted", 0, 0, true)], check.Tests.Select(test => (test.Test, test.Expected, test.Actual, test.Passed)));
        Assert.Equal(Path.Combine(_folder, "rules.yml"), check.Path);
        Assert.Equal("user-made: Passed", check.ToString());
    }

    [Theory]
    [InlineData("id: 5ba6d9a4-65a3-4c55-9b0c-08aef6f23f0a\n", "it has no id: give it a UUID")]
    [InlineData("level: high\n", "it has no level and counts as medium: write informational")]
    [InlineData("description: Somebody made a user. Look at who.\n", "it has no description: say what")]
    [InlineData("references: [ 'https://example.com/a' ]\n", "it has no references: name a page")]
    public void What_a_rule_lacks_is_a_warning(string line, string warning) =>
        AssertWarning(warning, Check(Whole.Replace(line, "", StringComparison.Ordinal), WholeTests));

    [Fact]
    public void A_rule_that_alerts_wants_a_test_file() =>
        AssertWarning("there is no test file: write tests in rules.test.json", Check(Whole, tests: null));

    [Fact]
    public void A_rule_that_alerts_wants_a_match_and_a_near_miss()
    {
        AssertWarning("no test has a near miss", Check(Whole, """[{"rule":"user-made","expect":1,"records":[{"eventName":"CreateUser"}]}]"""));
        AssertWarning("no test has records that it matches", Check(Whole, """[{"rule":"user-made","expect":0,"records":[{"eventName":"DeleteUser"}]}]"""));
        RuleCheck none = Assert.Single(Check(Whole, "[]"));
        Assert.Equal(2, none.Messages.Count);
    }

    [Fact]
    public void What_only_feeds_a_correlation_needs_no_tests()
    {
        const string Many = """
            ---
            title: Many users were made
            id: 6ba6d9a4-65a3-4c55-9b0c-08aef6f23f0a
            name: many-users-made
            description: Look at who.
            references: [ 'https://example.com/a' ]
            correlation: { type: event_count, rules: [ user-made ], group-by: [ userIdentity.arn ], timespan: 10m, condition: { gte: 2 } }
            level: high
            """;
        IReadOnlyList<RuleCheck> checks = Check(Whole + Many, tests: null);

        Assert.Equal([("user-made", RuleCheckOutcome.Passed), ("many-users-made", RuleCheckOutcome.Warning)], checks.Select(check => (check.Rule, check.Outcome)));

        IReadOnlyList<RuleCheck> generating = Check(Whole + Many.Replace("type: event_count", "generate: true, type: event_count", StringComparison.Ordinal), tests: null);
        Assert.All(generating, check => Assert.Contains("there is no test file", Assert.Single(check.Messages)));
    }

    [Fact]
    public void A_selection_that_is_not_used_is_a_warning() => AssertWarning(
        "the selection 'other' in line 7 is not in the condition: use it or take it out",
        Check(Whole.Replace("condition: selection", "other: { eventName: CreateRole }, condition: selection", StringComparison.Ordinal), WholeTests));

    [Theory]
    [InlineData("aws/cloudtrail", "sourceIpAddres", "'sourceIpAddres' is not one of CloudTrail records, so nothing can stand in it: did you mean 'sourceIPAddress'?")]
    [InlineData("aws/cloudtrail", "userName", "did you mean 'userIdentity.userName'?")]
    [InlineData("aws/cloudtrail", "userIdentity.sessionContext.sessionIssuer.name", "'userIdentity.sessionContext.sessionIssuer.name' is not one of CloudTrail")]
    [InlineData("aws/cloudtrail", "eventName.x", "'eventName.x' is not one of CloudTrail")]
    [InlineData("aws/cloudtrail", "qqqqqqqqqq", "look it up in the documentation of the log")]
    [InlineData("aws/cloudtrail", "userIdentity.Arn", "'userIdentity.Arn' is spelled 'userIdentity.arn' in the logs")]
    [InlineData("aws/cloudtrail", "RequestParameters.UserName", "'RequestParameters.UserName' is spelled 'requestParameters.UserName' in the logs")]
    [InlineData("aws/vpcflow", "dst_port", "'dst_port' is not one of flow logs, so nothing can stand in it: did you mean 'dstport'?")]
    [InlineData("aws/vpcflow", "account_id", "did you mean 'account-id'?")]
    [InlineData("aws/vpcflow", "SrcAddr", "spelled 'srcaddr'")]
    [InlineData("aws/guardduty", "Service.Action", "spelled 'service.Action'")]
    [InlineData("aws/guardduty", "findingType", "'findingType' is not one of GuardDuty findings")]
    public void A_field_that_its_log_does_not_have_is_a_warning(string source, string field, string warning)
    {
        AssertWarning(warning, Check(Field(source, field), WholeTests), ofMany: true);
        AssertWarning(warning, Check(Field(source, "x|exists: true, " + field + "|fieldref", "type"), WholeTests), ofMany: true);
    }

    [Fact]
    public void A_field_that_another_one_is_compared_with_is_checked_too() =>
        AssertWarning("the field 'userIdentity.name' is not one of CloudTrail records", Check(Field("aws/cloudtrail", "requestParameters.userName|fieldref", "userIdentity.name"), WholeTests), ofMany: true);

    [Fact]
    public void A_field_of_a_burst_is_one_of_its_events()
    {
        const string Chain = """
            ---
            title: Many
            name: many
            correlation: { type: event_count, rules: [ user-made ], group-by: [ awsRegion ], timespan: 10m, condition: { gte: 2 } }
            ---
            title: Chain
            name: chain
            correlation: { type: value_count, rules: [ many ], group-by: [ awsRegion ], timespan: 1h, condition: { field: eventId, gte: 2 } }
            """;
        IReadOnlyList<RuleCheck> checks = Check(Whole + Chain, tests: null);
        Assert.DoesNotContain(checks[1].Messages, message => message.Contains("field", StringComparison.Ordinal));
        Assert.StartsWith("the field 'eventId' is spelled 'eventID'", Assert.Single(checks[2].Messages, message => message.Contains("field", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("aws/cloudtrail", "requestParameters.anything.goes")]
    [InlineData("aws/cloudtrail", "userIdentity.sessionContext.webIdFederationData.attributes.graph.facebook.com:app_id")]
    [InlineData("aws/cloudtrail", "userIdentity.sessionContext")]
    [InlineData("aws/cloudtrail", "resources.ARN")]
    [InlineData("aws/cloudtrail", "tlsDetails.clientProvidedHostHeader")]
    [InlineData("aws/vpcflow", "next-hop-vpc-id")]
    [InlineData("aws/vpcflow", "packets-lost-blackhole")]
    [InlineData("aws/guardduty", "resource.accessKeyDetails.userName")]
    [InlineData("aws/cloudwatch_logs", "whatever.it.is")]
    [InlineData("linux/sshd", "message")]
    public void A_field_that_its_log_has_is_none(string source, string field) =>
        Assert.DoesNotContain(Assert.Single(Check(Field(source, field), tests: null)).Messages, message => message.Contains("field", StringComparison.Ordinal));

    [Fact]
    public void The_fields_of_correlations_are_checked_for_each_of_their_rules()
    {
        const string Joined = """
            ---
            title: A finding
            name: finding
            logsource: { product: aws, service: guardduty }
            detection: { selection: { type: a }, condition: selection }
            ---
            title: Joined
            name: joined
            correlation:
                type: value_count
                rules: [ user-made, finding ]
                group-by: [ key, accountId ]
                aliases:
                    key: { user-made: userIdentity.accessKey, finding: resource.accessKeyDetails.accessKeyId }
                timespan: 10m
                condition: { field: eventname, gte: 2 }
            """;
        string[] fields = [.. Check(Whole + Joined, tests: null)[2].Messages.Where(message => message.Contains("field", StringComparison.Ordinal))];

        Assert.Equal(4, fields.Length);
        Assert.StartsWith("the field 'userIdentity.accessKey' is not one of CloudTrail records", fields[0]);
        Assert.EndsWith("did you mean 'userIdentity.accessKeyId'?", fields[0]);
        Assert.StartsWith("the field 'accountId' is not one of CloudTrail records", fields[1]);
        Assert.StartsWith("the field 'eventname' is spelled 'eventName'", fields[2]);
        Assert.StartsWith("the field 'eventname' is not one of GuardDuty findings", fields[3]);
    }

    [Theory]
    [InlineData("s: { eventName: A }, t: { eventName: B }, condition: s and t", "it wants eventName to be 'A' and 'B' at once")]
    [InlineData("s: { eventName: A, eventSource: x }, t: { eventSource: [ y, z ] }, condition: all of them", "it wants eventSource to be 'x' and 'y' at once")]
    [InlineData("s: { 'awsRegion|all': [ a, b ] }, condition: s", "it wants awsRegion to be 'a' and 'b' at once")]
    [InlineData("s: { userIdentity.type: [ A, B ] }, t: { userIdentity.type: C }, condition: s and t", "it wants userIdentity.type to be 'A' and 'C' at once")]
    [InlineData("s: [ { eventName: A }, { eventName: B } ], t: { eventName: C }, condition: s and t", "it wants eventName to be 'A' and 'C' at once")]
    [InlineData("s: { errorCode: null }, t: { errorCode: AccessDenied }, condition: s and t", "it wants errorCode to be absent and 'AccessDenied' at once")]
    [InlineData("s: { errorCode: A, 'errorCode|exists': false }, condition: s", "it wants errorCode to be 'A' and absent at once")]
    [InlineData("s: { eventName: A }, t: { eventName: A }, condition: s and not t", "it wants something and, with 'not', the opposite")]
    [InlineData("s: { requestParameters.x: A, requestParameters.y: B }, t: { requestParameters.y: B }, condition: s and (s and not t)", "it wants something and, with 'not', the opposite")]
    [InlineData("s: [ AccessDenied ], condition: s and not s", "it wants something and, with 'not', the opposite")]
    public void A_condition_that_can_never_be_true_is_a_warning(string detection, string reason)
    {
        string[] messages = [.. Assert.Single(Check(Detection(detection), tests: null)).Messages];
        Assert.Contains("the condition can never be true: " + reason + "; mend the selections or the condition", messages);
    }

    [Theory]
    [InlineData("s: { eventName: A }, t: { eventName: a }, condition: s and t")]
    [InlineData("s: { eventName: A }, t: { eventName: B }, condition: s or t")]
    [InlineData("s: { eventName: [ A, B ] }, t: { eventName: [ B, C ] }, condition: s and t")]
    [InlineData("s: { eventName: A }, t: { eventName: B }, condition: s and not t")]
    [InlineData("s: { 'eventName|startswith': A }, t: { 'eventName|startswith': B }, condition: s and t")]
    [InlineData("s: { 'requestParameters.names|all': [ a, b ] }, condition: s")]
    [InlineData("s: { 'resources.ARN|all': [ a, b ] }, condition: s")]
    [InlineData("s: { requestParameters.x: null }, t: { requestParameters.x: a }, condition: s and t")]
    [InlineData("s: { errorCode: null }, t: { 'errorCode|exists': true }, condition: s and t")]
    [InlineData("s: [ { eventName: A, awsRegion: x }, { eventName: B } ], t: { eventName: B }, condition: s and t")]
    [InlineData("s: { eventName: A, eventSource: x }, t: { eventName: A }, condition: t and not s")]
    public void A_condition_that_may_be_true_is_none(string detection) =>
        Assert.DoesNotContain(Assert.Single(Check(Detection(detection), tests: null)).Messages, message => message.Contains("never", StringComparison.Ordinal));

    [Fact]
    public void A_rejected_document_fails_with_its_place_and_reason()
    {
        IReadOnlyList<RuleCheck> checks = Check(Whole + "---\ntitle: bad\nname: bad-one\nlogsource: { product: windows }\ndetection: { s: { a: b }, condition: s }\n", WholeTests);

        Assert.Equal([RuleCheckOutcome.Passed, RuleCheckOutcome.Failed], checks.Select(check => check.Outcome));
        Assert.Equal(("bad-one", null, 12), (checks[1].Rule, checks[1].Title, checks[1].Line));
        Assert.Contains("log source 'windows' is not one that AwsIr reads", Assert.Single(checks[1].Messages));
    }

    [Fact]
    public void An_id_that_is_used_twice_fails() => Assert.Contains(
        "the id '5ba6d9a4-65a3-4c55-9b0c-08aef6f23f0a' is already that of the rule in",
        Assert.Single(Check(Whole + "---\n" + Whole.Replace("user-made", "other", StringComparison.Ordinal), WholeTests)[1].Messages));

    [Theory]
    [InlineData("title: [unclosed\n", "not valid YAML")]
    [InlineData("", "holds no document")]
    public void What_is_no_rule_fails(string yaml, string reason)
    {
        RuleCheck check = Assert.Single(Check(yaml, WholeTests));
        Assert.Equal(RuleCheckOutcome.Failed, check.Outcome);
        Assert.Null(check.Rule);
        Assert.Contains(reason, Assert.Single(check.Messages));
    }

    [Fact]
    public void A_test_that_fails_fails_the_rule()
    {
        RuleCheck check = Assert.Single(Check(Whole, WholeTests.Replace("DeleteUser", "CreateUser", StringComparison.Ordinal)));

        Assert.Equal(RuleCheckOutcome.Failed, check.Outcome);
        Assert.Equal((1, 1), (check.TestsPassed, check.TestsFailed));
        Assert.Equal("the test 'deleted' failed: Expected 0 alert(s), got 1. Correct the rule, or what the test expects.", Assert.Single(check.Messages));
    }

    [Theory]
    [InlineData("[", "not valid JSON")]
    [InlineData("{}", "a test file is an array of tests")]
    [InlineData("[1]", "test 0 needs a rule's name")]
    [InlineData("""[{"rule":"user-made","expect":"1","records":[]}]""", "test 0 needs a rule's name")]
    [InlineData("""[{"rule":"\ud800","expect":1,"records":[]}]""", "test 0 needs a rule's name")]
    public void A_test_file_that_cannot_be_read_fails_its_rules(string tests, string reason)
    {
        RuleCheck check = Assert.Single(Check(Whole, tests));
        Assert.Equal(RuleCheckOutcome.Failed, check.Outcome);
        Assert.StartsWith("its tests cannot be run: ", Assert.Single(check.Messages));
        Assert.Contains(reason, check.Messages[0]);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("""{"source":1,"record":{}}""")]
    [InlineData("""{"source":"77","record":{}}""")]
    [InlineData("""{"eventName":"\ud800"}""")]
    public void A_record_that_makes_no_sense_fails_its_test_and_throws_nothing(string record)
    {
        RuleCheck check = Assert.Single(Check(Whole, $$"""[{"rule":"user-made","expect":1,"records":[{{record}}]}]"""));
        Assert.Equal(RuleCheckOutcome.Failed, check.Outcome);
        Assert.Equal(1, check.TestsFailed);
    }

    [Fact]
    public void A_test_file_too_large_or_with_too_many_tests_is_not_run()
    {
        Assert.Contains("larger than 16777216 bytes", Assert.Single(Check(Whole, "[" + new string(' ', RuleLimits.TestFileBytes) + "]")).Messages[0]);
        string many = string.Join(",", Enumerable.Repeat("""{"rule":"user-made","expect":0,"records":[]}""", RuleLimits.Tests + 1));
        Assert.Contains("more than 10000 tests", Assert.Single(Check(Whole, "[" + many + "]")).Messages[0]);
    }

    [Fact]
    public void A_test_of_a_rule_that_is_not_in_the_file_is_a_warning()
    {
        IReadOnlyList<RuleCheck> checks = Check(Whole, WholeTests.Replace("]\n", ",", StringComparison.Ordinal).TrimEnd(']')
            + """,{"rule":"user-mad","expect":0,"records":[]}]""");

        AssertWarning("the test file names the rule 'user-mad', which is not in rules.yml: correct the name", checks);
        Assert.Equal(2, checks[0].Tests.Count);
    }

    [Fact]
    public void Placeholders_want_values()
    {
        string yaml = Whole.Replace("eventName: CreateUser", "'eventName|expand': '%names%'", StringComparison.Ordinal);

        RuleCheck without = Assert.Single(Check(yaml, WholeTests));
        Assert.Equal(RuleCheckOutcome.Failed, without.Outcome);
        Assert.All(without.Messages, message => Assert.Contains("the placeholder %names% has no values", message, StringComparison.Ordinal));

        // Without tests it is a rule that nobody has seen work; with tests that fill it, all is well.
        RuleCheck untested = Assert.Single(Check(yaml, null));
        Assert.Equal(RuleCheckOutcome.Warning, untested.Outcome);
        Assert.Contains(untested.Messages, message => message.Contains("the placeholder %names% has no values", StringComparison.Ordinal));
        RuleCheck filled = Assert.Single(Check(yaml, WholeTests.Replace("\"expect\"", "\"placeholders\": {\"names\": [\"CreateUser\"]}, \"expect\"", StringComparison.Ordinal)));
        Assert.Equal((RuleCheckOutcome.Passed, 2), (filled.Outcome, filled.TestsPassed));

        RuleCheck with = Assert.Single(Check(yaml, WholeTests, ("names", ["CreateUser", "CreateRole"])));
        Assert.Equal((RuleCheckOutcome.Passed, 2), (with.Outcome, with.TestsPassed));

        AssertWarning("the condition can never be true: there is no value that it could match", Check(yaml, "[]", ("names", [])), ofMany: true);
    }

    [Fact]
    public void Filters_apply_to_the_tests_and_are_checked_too()
    {
        const string Filter = """
            ---
            title: Let it pass
            logsource: { product: aws, service: cloudtrail }
            filter:
                rules: [ user-made, nobody ]
                made: { eventName: CreateUser }
                condition: not made
            """;
        IReadOnlyList<RuleCheck> checks = Check(Whole + Filter, WholeTests);

        Assert.Equal([("user-made", RuleCheckOutcome.Failed), ("Let it pass", RuleCheckOutcome.Warning)], checks.Select(check => (check.Rule, check.Outcome)));
        Assert.Equal("the test 'made' failed: Expected 1 alert(s), got 0. Correct the rule, or what the test expects.", Assert.Single(checks[0].Messages));
        Assert.Equal(2, checks[1].Messages.Count);
        Assert.Contains("the filter names 'nobody', which is not among the rules loaded", checks[1].Messages[0]);
        Assert.Contains("the filter suppresses everything that the rule 'user-made' detects", checks[1].Messages[1]);
    }

    [Fact]
    public void Messages_are_bounded_and_safe_to_print()
    {
        string fields = string.Join(", ", Enumerable.Range(0, 100).Select(i => string.Create(CultureInfo.InvariantCulture, $"\"x{i}\\e\\u202e\": a")));
        RuleCheck check = Assert.Single(Check(Whole.Replace("eventName: CreateUser", fields, StringComparison.Ordinal), """[{"name":"\u001b[2J","rule":"user-made","expect":1,"records":[]}]"""));

        Assert.Equal(RuleCheckOutcome.Failed, check.Outcome);
        Assert.Equal(1 + Findings.Most + 1, check.Messages.Count);
        Assert.StartsWith("and ", check.Messages[^1]);
        Assert.Equal("\\u001b[2J", Assert.Single(check.Tests).Test);
        Assert.All(check.Messages, message => Assert.DoesNotContain(message, c => char.IsControl(c) || c == '\u202e'));
    }

    [Fact]
    public void Hostile_rules_are_checked_in_bounded_time()
    {
        // 20,000 fields to look up; a list of half a megabyte named again and again, at every depth.
        string fields = string.Join(", ", Enumerable.Range(0, 19_000).Select(i => string.Create(CultureInfo.InvariantCulture, $"sourceIPAddresq{i}: a")));
        string values = string.Join(", ", Enumerable.Range(0, 40_000).Select(i => string.Create(CultureInfo.InvariantCulture, $"v{i:000000}")));
        string condition = string.Concat(Enumerable.Repeat("(not s or s and s and (", 24)) + "s" + string.Concat(Enumerable.Repeat(" and s", 1_000)) + new string(')', 48);
        Assert.Equal(Findings.Most + 1, Assert.Single(Check(Whole.Replace("eventName: CreateUser", fields, StringComparison.Ordinal), WholeTests)).Messages.Count(message => message.Contains("field", StringComparison.Ordinal) || message.StartsWith("and ", StringComparison.Ordinal)));
        AssertWarning("there is no test file", Check(Detection($"s: {{ eventName: [ {values} ] }}, condition: {condition}"), tests: null));
    }

    [Fact]
    public void Checks_come_in_the_order_of_paths_and_lines()
    {
        string other = Whole.Replace("user-made", "a-user", StringComparison.Ordinal).Replace("5ba6", "7ba6", StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(_folder, "z.yml"), "title: bad\n---\n" + other + "---\ntitle: worse\n");
        Assert.Equal(["user-made", "bad", "a-user", "worse"], Check(Whole, WholeTests).Select(check => check.Rule));
    }

    [Fact]
    public void Checks_end_when_they_are_cancelled()
    {
        File.WriteAllText(Path.Combine(_folder, "rules.yml"), Whole);
        var loader = new RuleLoader();
        loader.AddPath(_folder);
        using var cancel = new CancellationTokenSource();
        cancel.Cancel();
        Assert.Throws<OperationCanceledException>(() => new RuleChecker(loader.Complete()).Check(cancel.Token).ToList());
    }

    [Fact]
    public void The_built_in_rules_pass() =>
        Assert.All(new RuleChecker(Repository.BuiltInRules).Check(TestContext.Current.CancellationToken), check => Assert.True(check.Outcome == RuleCheckOutcome.Passed, $"{check}: {string.Join("; ", check.Messages)}"));

    private IReadOnlyList<RuleCheck> Check(string yaml, string? tests, params (string Name, string[] Values)[] placeholders)
    {
        File.WriteAllText(Path.Combine(_folder, "rules.yml"), yaml);
        string testFile = Path.Combine(_folder, "rules.test.json");
        File.Delete(testFile);
        if (tests is not null)
        {
            File.WriteAllText(testFile, tests);
        }

        var loader = new RuleLoader();
        loader.AddPath(_folder);
        return [.. new RuleChecker(loader.Complete(), placeholders.ToDictionary(pair => pair.Name, pair => (IReadOnlyList<string>)pair.Values)).Check(TestContext.Current.CancellationToken)];
    }

    private static string Detection(string detection) =>
        Whole.Replace("selection: { eventName: CreateUser }, condition: selection", detection, StringComparison.Ordinal);

    private static string Field(string source, string field, string value = "a") => Whole
        .Replace("product: aws, service: cloudtrail", $"product: {source.Split('/')[0]}, service: {source.Split('/')[1]}", StringComparison.Ordinal)
        .Replace("eventName: CreateUser", $"'{field.Replace(": true, ", "': true, '", StringComparison.Ordinal)}': {value}", StringComparison.Ordinal);

    private static void AssertWarning(string warning, IReadOnlyList<RuleCheck> checks, bool ofMany = false)
    {
        RuleCheck check = Assert.Single(checks);
        Assert.Contains(check.Messages, message => message.Contains(warning, StringComparison.Ordinal));
        if (!ofMany)
        {
            Assert.Equal(RuleCheckOutcome.Warning, check.Outcome);
            Assert.Single(check.Messages);
        }
    }
}
