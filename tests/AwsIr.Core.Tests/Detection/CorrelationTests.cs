using System.Globalization;
using AwsIr.Detection;

namespace AwsIr.Tests.Detection;

/// <summary>Correlations on streams whose results are worked out by hand. Minutes count from midnight.</summary>
public sealed class CorrelationTests
{
    private static readonly DateTime Midnight = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private static string Base(string name) => $"""
        title: {name}
        name: {name}
        logsource:
            product: aws
            service: cloudtrail
        detection:
            s:
                eventName: {name}
            condition: s
        ---

        """;

    private static string Correlation(string body, string name = "corr") =>
        $"title: Correlation\nname: {name}\ncorrelation:\n{Sigma.Indent(body)}\nlevel: high\n";

    private static string Event(string name, double minute, string more = "") => string.Format(
        CultureInfo.InvariantCulture, "{{\"eventName\":\"{0}\",\"eventTime\":\"{1:yyyy-MM-ddTHH:mm:ssZ}\"{2}}}", name, Midnight.AddMinutes(minute), more.Length > 0 ? "," + more : "");

    private static string User(string user) => $"\"user\":\"{user}\"";

    private static IEnumerable<string> Events(string name, params double[] minutes) => minutes.Select(minute => Event(name, minute));

    /// <summary>Alerts as 'time first-last count [group]', in minutes.</summary>
    private static string[] Run(string yaml, IEnumerable<string> events, CompileOptions? options = null) =>
        Show(Sigma.Run(Sigma.Compile(yaml, options), events, out _));

    private static string[] Show(IEnumerable<Alert> alerts) => alerts
        .Select(alert =>
        {
            string group = string.Join(",", alert.GroupBy.Values.Cast<string>());
            return string.Format(
                CultureInfo.InvariantCulture,
                "{0} {1}-{2} {3}{4}",
                (alert.Time - Midnight).TotalMinutes,
                (alert.FirstSeen - Midnight).TotalMinutes,
                (alert.LastSeen - Midnight).TotalMinutes,
                alert.Count,
                group.Length > 0 ? " " + group : "");
        })
        .ToArray();

    private static string Count(string condition, string timespan = "10m", string groupBy = "") =>
        Base("A") + Correlation($"type: event_count\nrules: [A]\n{(groupBy.Length > 0 ? $"group-by: [{groupBy}]\n" : "")}timespan: {timespan}\ncondition:\n    {condition}");

    [Fact]
    public void A_burst_is_one_alert_that_opens_when_the_condition_first_holds_and_grows() =>
        Assert.Equal(["4 1-6 5"], Run(Count("gte: 3"), Events("A", 1, 2, 4, 5, 6)));

    [Fact]
    public void Windows_slide_over_event_time_and_are_not_clock_buckets() =>
        Assert.Equal(["11 9-11 3"], Run(Count("gte: 3"), Events("A", 9, 10, 11)));

    [Theory]
    [InlineData(10, 1)]
    [InlineData(10.1, 0)]
    public void A_window_includes_both_its_ends(double last, int alerts) =>
        Assert.Equal(alerts, Run(Count("gte: 2"), Events("A", 0, last)).Length);

    [Fact]
    public void Two_bursts_are_two_alerts() =>
        Assert.Equal(["1 0-1 2", "31 30-31 2"], Run(Count("gte: 2"), Events("A", 0, 1, 30, 31)));

    [Fact]
    public void A_burst_ends_at_an_event_where_the_condition_no_longer_holds()
    {
        // At 13 there are 6 and 13 within ten minutes: not enough. At 14 there are 6, 13 and 14.
        Assert.Equal(["2 0-6 4", "14 6-14 3"], Run(Count("gte: 3"), Events("A", 0, 1, 2, 6, 13, 14)));
    }

    [Fact]
    public void A_burst_ends_when_nothing_happens_for_longer_than_the_window() =>
        Assert.Equal(["0 0-10 2", "21 21-21 1"], Run(Count("gte: 1"), Events("A", 0, 10, 21)));

    [Fact]
    public void Events_out_of_order_are_put_in_order() =>
        Assert.Equal(["4 1-6 5"], Run(Count("gte: 3"), Events("A", 6, 2, 5, 1, 4)));

    [Fact]
    public void Events_of_one_time_come_in_together()
    {
        Assert.Equal(["1 1-1 3"], Run(Count("gte: 2"), Events("A", 1, 1, 1)));
        Assert.Empty(Run(Count("eq: 2"), Events("A", 1, 1, 1)));
    }

    [Theory]
    [InlineData("gt: 2", "2 0-3 4")]
    [InlineData("gte: 2", "1 0-3 4")]
    [InlineData("lt: 3", "0 0-1 2")]
    [InlineData("lte: 3", "0 0-2 3")]
    [InlineData("eq: 2", "1 0-1 2")]
    [InlineData("neq: 1", "1 0-3 4")]
    [InlineData("gte: 2\n    lt: 4", "1 0-2 3")]
    [InlineData("lte: 3\n    gt: 1", "1 0-2 3")]
    public void Conditions(string condition, string expected) =>
        Assert.Equal([expected], Run(Count(condition), Events("A", 0, 1, 2, 3)));

    [Fact]
    public void Groups_count_apart_and_come_in_the_order_of_time_then_value()
    {
        string[] events =
        [
            Event("A", 0, User("bob")), Event("A", 1, User("alice")), Event("A", 2, User("bob")),
            Event("A", 2, User("alice")), Event("A", 3, User("carol")),
        ];
        Assert.Equal(["2 1-2 2 alice", "2 0-2 2 bob"], Run(Count("gte: 2", groupBy: "user"), events));
    }

    [Fact]
    public void Group_values_compare_without_case_and_show_as_first_seen() => Assert.Equal(
        ["2 1-2 2 Alice"],
        Run(Count("gte: 2", groupBy: "user"), [Event("A", 2, User("ALICE")), Event("A", 1, User("Alice"))]));

    [Fact]
    public void Groups_of_several_fields_go_by_all_of_them()
    {
        string[] events =
        [
            Event("A", 0, "\"a\":\"1\",\"b\":{\"c\":\"12\"}"), Event("A", 1, "\"a\":\"11\",\"b\":{\"c\":\"2\"}"), Event("A", 2, "\"a\":\"1\",\"b\":{\"c\":\"12\"}"),
        ];
        Alert alert = Assert.Single(Sigma.Run(Sigma.Compile(Count("gte: 2", groupBy: "a, b.c")), events, out _));
        Assert.Equal(["a", "b.c"], alert.GroupBy.Keys.Cast<string>());
        Assert.Equal("1", alert.GroupBy["a"]);
        Assert.Equal("12", alert.GroupBy["b.c"]);
    }

    [Fact]
    public void An_event_with_several_values_is_in_the_group_of_each() => Assert.Equal(
        ["1 0-1 2 y"],
        Run(Count("gte: 2", groupBy: "u"), [Event("A", 0, "\"u\":[\"x\",\"y\"]"), Event("A", 1, "\"u\":[\"y\",\"z\",\"Y\"]")]));

    [Fact]
    public void Groups_of_long_values_are_told_apart_and_cut()
    {
        string one = new('x', 5000);
        string other = new string('x', 4999) + "y";
        string[] events = [Event("A", 0, User(one)), Event("A", 1, User(other)), Event("A", 2, User(one.ToUpperInvariant())), Event("A", 3, User(other))];
        List<Alert> alerts = Sigma.Run(Sigma.Compile(Count("gte: 2", groupBy: "user")), events, out _);

        // SHA-256 of the UTF-16 text in capitals, from another program.
        Assert.Equal([one[..4096] + "… SHA-256 6b6ebe92bf7008ba3af28085cb7d07252c133096898f7bf7a2571b4f95b97aef", one[..4096] + "… SHA-256 40307342a1b6b87724954b92a30c97660dee6d6a0c5004e3d6087395f89a8c86"], alerts.Select(alert => (string?)alert.GroupBy["user"]));
        Assert.Equal([2L, 2L], alerts.Select(alert => alert.Count));
    }

    [Fact]
    public void Events_without_a_group_value_or_a_time_are_left_out_and_counted()
    {
        string[] events =
        [
            Event("A", 0, User("bob")), Event("A", 1), Event("A", 2, "\"user\":null"), """{"eventName":"A","user":"bob"}""", Event("A", 3, User("bob")),
        ];
        List<Alert> alerts = Sigma.Run(Sigma.Compile(Count("gte: 2", groupBy: "user")), events, out IReadOnlyList<LeftOut> leftOut);

        Assert.Equal(["3 0-3 2 bob"], Show(alerts));
        Assert.Equal(["no time that can be read: 1", "no value for user: 2"], leftOut.Select(left => $"{left.Reason}: {left.Count}"));
        Assert.All(leftOut, left => Assert.Equal("corr", left.Rule.Name));
    }

    [Fact]
    public void A_record_that_two_rules_match_counts_once()
    {
        string yaml = Base("A") + Base("A").Replace("name: A\n", "name: Again\n", StringComparison.Ordinal)
            + Correlation("type: event_count\nrules: [A, Again]\ntimespan: 10m\ncondition:\n    gte: 2");
        Assert.Equal(["1 0-1 2"], Run(yaml, Events("A", 0, 1)));
    }

    [Fact]
    public void Several_rules_count_together() => Assert.Equal(
        ["1 0-1 2"],
        Run(Base("A") + Base("B") + Correlation("type: event_count\nrules: [A, B]\ntimespan: 10m\ncondition:\n    gte: 2"), [Event("A", 0), Event("B", 1)]));

    [Fact]
    public void Value_count_counts_different_values_and_leaves_out_events_without_one()
    {
        string yaml = Base("A") + Correlation("type: value_count\nrules: [A]\ntimespan: 10m\ncondition:\n    field: user\n    gte: 2");
        string[] events = [Event("A", 0, User("x")), Event("A", 1, User("X")), Event("A", 2), Event("A", 3, User("y")), Event("A", 4, User("x"))];
        List<Alert> alerts = Sigma.Run(Sigma.Compile(yaml), events, out IReadOnlyList<LeftOut> leftOut);

        Assert.Equal(["3 0-4 4"], Show(alerts));
        Assert.Equal(2, alerts[0].Value);
        Assert.Equal("no value for user", Assert.Single(leftOut).Reason);
    }

    [Fact]
    public void Value_count_of_several_fields_counts_their_combinations()
    {
        string yaml = Base("A") + Correlation("type: value_count\nrules: [A]\ntimespan: 10m\ncondition:\n    field: [a, b]\n    gte: 3");
        static string AB(string a, string b) => $"\"a\":\"{a}\",\"b\":\"{b}\"";

        Assert.Empty(Run(yaml, [Event("A", 0, AB("1", "1")), Event("A", 1, AB("1", "2")), Event("A", 2, AB("1", "1"))]));
        Assert.Equal(["2 0-2 3"], Run(yaml, [Event("A", 0, AB("1", "1")), Event("A", 1, AB("1", "2")), Event("A", 2, AB("2", "1"))]));
    }

    [Theory]
    [InlineData("value_sum", "gt: 59", "3 1-3 3")]
    [InlineData("value_sum", "gte: 100.5", "4 1-4 4")]
    [InlineData("value_avg", "gt: 19", "3 1-4 4")]
    [InlineData("value_avg", "eq: 15", "2 1-2 2")]
    [InlineData("value_median", "eq: 15", "2 1-2 2")]
    [InlineData("value_median", "gt: 19", "3 1-4 4")]
    [InlineData("value_percentile", "percentile: 100\n    gte: 40", "4 1-4 4")]
    [InlineData("value_percentile", "percentile: 0\n    lte: 10", "1 1-4 4")]
    [InlineData("value_percentile", "percentile: 50\n    eq: 20", "3 1-4 4")]
    public void Values(string type, string condition, string expected)
    {
        // 10, 20, 30, 40.5 at minutes 1 to 4; sums 10, 30, 60, 100.5; averages 10, 15, 20, 25.125; medians 10, 15, 20, 25;
        // the 50th percentile by nearest rank 10, 10, 20, 20.
        string yaml = Base("A") + Correlation($"type: {type}\nrules: [A]\ntimespan: 10m\ncondition:\n    field: n\n    {condition}");
        string[] events = [Event("A", 1, "\"n\":10"), Event("A", 2, "\"n\":\"20\""), Event("A", 3, "\"n\":30"), Event("A", 4, "\"n\":40.5")];
        if (expected == "3 1-3 3")
        {
            events = events[..3];
        }

        Assert.Equal([expected], Run(yaml, events));
    }

    [Fact]
    public void Values_leave_the_window_again()
    {
        string yaml = Base("A") + Correlation("type: value_sum\nrules: [A]\ntimespan: 10m\ncondition:\n    field: n\n    gte: 30");
        string[] events = [Event("A", 0, "\"n\":20"), Event("A", 9, "\"n\":15"), Event("A", 11, "\"n\":5"), Event("A", 12, "\"n\":10"), Event("A", 13, "\"n\":\"many\"")];
        List<Alert> alerts = Sigma.Run(Sigma.Compile(yaml), events, out IReadOnlyList<LeftOut> leftOut);

        Assert.Equal(["9 0-9 2", "12 9-12 3"], Show(alerts));
        Assert.Equal([35d, 30d], alerts.Select(alert => alert.Value!.Value));
        Assert.Equal("no number in n", Assert.Single(leftOut).Reason);
    }

    private static string Temporal(string type, string more = "", string rules = "[A, B, C]") =>
        Base("A") + Base("B") + Base("C") + Correlation($"type: {type}\nrules: {rules}\ntimespan: 10m{(more.Length > 0 ? "\n" + more : "")}");

    [Fact]
    public void Temporal_wants_all_rules_in_whatever_order()
    {
        string yaml = Temporal("temporal");
        Assert.Equal(["5 0-5 3"], Run(yaml, [Event("C", 0), Event("A", 4), Event("B", 5)]));
        Assert.Empty(Run(yaml, [Event("C", 0), Event("A", 4), Event("B", 11)]));
        Assert.Empty(Run(yaml, [Event("C", 0), Event("A", 4), Event("A", 5)]));
    }

    [Fact]
    public void Temporal_groups_must_agree()
    {
        string yaml = Temporal("temporal", "group-by: [user]");
        Assert.Empty(Run(yaml, [Event("A", 0, User("x")), Event("B", 1, User("y")), Event("C", 2, User("x"))]));
        Assert.Equal(["3 0-3 3 x"], Run(yaml, [Event("A", 0, User("x")), Event("B", 1, User("x")), Event("C", 2, User("y")), Event("C", 3, User("x"))]));
    }

    [Fact]
    public void Temporal_may_want_only_so_many_of_its_rules() =>
        Assert.Equal(["4 0-4 2"], Run(Temporal("temporal", "condition:\n    gte: 2"), [Event("C", 0), Event("A", 4)]));

    [Fact]
    public void Ordered_wants_the_order_of_the_rules()
    {
        string yaml = Temporal("temporal_ordered");
        Assert.Equal(["5 0-5 3"], Run(yaml, [Event("A", 0), Event("B", 4), Event("C", 5)]));
        Assert.Empty(Run(yaml, [Event("C", 0), Event("A", 4), Event("B", 5)]));
        Assert.Empty(Run(yaml, [Event("A", 0), Event("B", 4), Event("C", 11)]));
        Assert.Equal(["12 2-12 4"], Run(yaml, [Event("A", 0), Event("A", 2), Event("B", 4), Event("A", 5), Event("C", 12)]));
    }

    [Fact]
    public void At_one_time_any_order_will_do() =>
        Assert.Equal(["0 0-0 3"], Run(Temporal("temporal_ordered"), [Event("C", 0), Event("A", 0), Event("B", 0)]));

    [Fact]
    public void Ordered_may_want_only_so_many_of_its_rules()
    {
        string yaml = Temporal("temporal_ordered", "condition:\n    gte: 2");
        Assert.Equal(["2 0-2 2"], Run(yaml, [Event("A", 0), Event("C", 2)]));
        Assert.Empty(Run(yaml, [Event("C", 0), Event("B", 1), Event("A", 2)]));
        Assert.Equal(["2 0-2 3"], Run(yaml, [Event("C", 0), Event("A", 1), Event("B", 2)]));
    }

    [Theory]
    [InlineData("temporal", "A and (B or C)", "AB", true)]
    [InlineData("temporal", "A and (B or C)", "CA", true)]
    [InlineData("temporal", "A and (B or C)", "BC", false)]
    [InlineData("temporal", "A and B and not C", "BA", true)]
    [InlineData("temporal", "A and B and not C", "CBA", false)]
    [InlineData("temporal", "A and not (B or C)", "A", true)]
    [InlineData("temporal", "A and not (B or C)", "BA", false)]
    [InlineData("temporal_ordered", "A and (B or C)", "AC", true)]
    [InlineData("temporal_ordered", "A and (B or C)", "CA", false)]
    [InlineData("temporal_ordered", "B and A and C", "ABC", true)]
    [InlineData("temporal_ordered", "B and A and C", "BAC", false)]
    [InlineData("temporal_ordered", "A and B and not C", "AB", true)]
    [InlineData("temporal_ordered", "A and B and not C", "ACB", false)]
    [InlineData("temporal_ordered", "not (not A or not B) and not C", "AB", true)]
    [InlineData("temporal", "all of them", "CBA", true)]
    [InlineData("temporal", "1 of them", "C", true)]
    public void Extended_conditions(string type, string condition, string events, bool expected)
    {
        string[] alerts = Run(Temporal(type, $"condition: {condition}"), events.Select((name, i) => Event(name.ToString(), i)));
        Assert.Equal(expected, alerts.Length > 0);
    }

    [Fact]
    public void Extended_conditions_may_stand_for_the_list_of_rules()
    {
        string yaml = Base("A") + Base("B") + Base("C") + Correlation("type: temporal_ordered\ntimespan: 10m\ncondition: B and not C and A");
        Assert.Equal(["1 0-1 2"], Run(yaml, [Event("B", 0), Event("A", 1)]));
        Assert.Empty(Run(yaml, [Event("A", 0), Event("B", 1)]));
    }

    [Fact]
    public void Aliases_give_a_field_of_each_rule_one_name()
    {
        string yaml = Base("A") + Base("B")
            + Correlation("type: temporal\nrules: [A, B]\ngroup-by: [ip]\ntimespan: 10m\naliases:\n    ip:\n        A: src.ip\n        B: dst");
        string[] events = [Event("A", 0, "\"src\":{\"ip\":\"10.0.0.1\"}"), Event("B", 1, "\"dst\":\"10.0.0.2\""), Event("B", 2, "\"dst\":\"10.0.0.1\"")];
        Alert alert = Assert.Single(Sigma.Run(Sigma.Compile(yaml), events, out _));
        Assert.Equal("10.0.0.1", alert.GroupBy["ip"]);
    }

    [Fact]
    public void A_finding_and_the_calls_of_its_key_meet_by_aliases()
    {
        string yaml = """
            title: finding
            name: finding
            logsource:
                product: aws
                service: guardduty
            detection:
                s:
                    type: UnauthorizedAccess:IAMUser/X
                condition: s
            ---

            """ + Base("A")
            + Correlation("type: temporal_ordered\nrules: [finding, A]\ngroup-by: [key]\ntimespan: 1h\naliases:\n    key:\n        finding: resource.accessKeyDetails.accessKeyId\n        A: userIdentity.accessKeyId");
        JsonFields[] records =
        [
            new("""{"type":"UnauthorizedAccess:IAMUser/X","updatedAt":"2026-01-01T00:00:00Z","resource":{"accessKeyDetails":{"accessKeyId":"AKIA1"}}}""", RecordSource.GuardDuty),
            new(Event("A", 30, "\"userIdentity\":{\"accessKeyId\":\"AKIA1\"}"), RecordSource.CloudTrail, 1),
            new(Event("A", 31, "\"userIdentity\":{\"accessKeyId\":\"AKIA2\"}"), RecordSource.CloudTrail, 2),
        ];
        Alert alert = Assert.Single(Sigma.Run(Sigma.Compile(yaml), records, out _));

        Assert.Equal("AKIA1", alert.GroupBy["key"]);
        Assert.Equal([RecordSource.GuardDuty, RecordSource.CloudTrail], alert.Events.Select(record => record.Source));
        Assert.Equal(RecordSource.GuardDuty, alert.Source);
    }

    private static string Chain(string outer = "group-by: [user]\ntimespan: 10m") =>
        Base("Fail") + Base("Ok")
        + Correlation("type: event_count\nrules: [Fail]\ngroup-by: [user, ip]\ntimespan: 10m\ncondition:\n    gte: 3", "many") + "---\n"
        + Correlation("type: temporal_ordered\nrules: [many, Ok]\n" + outer, "broken_in");

    private static string Login(string name, double minute, string user, string ip = "1") => Event(name, minute, $"{User(user)},\"ip\":\"{ip}\"");

    [Fact]
    public void A_chain_is_a_correlation_of_correlations()
    {
        string[] events = [Login("Fail", 0, "bob"), Login("Fail", 1, "bob"), Login("Fail", 2, "bob"), Login("Ok", 5, "alice"), Login("Ok", 6, "bob")];
        Alert alert = Assert.Single(Sigma.Run(Sigma.Compile(Chain()), events, out _));

        Assert.Equal(["6 0-6 4 bob"], Show([alert]));
        Assert.Equal("broken_in", alert.RuleName);
    }

    [Fact]
    public void A_burst_goes_on_for_as_long_as_its_condition_holds()
    {
        // A failure every two minutes for half an hour; the success comes long after the burst began.
        IEnumerable<string> failures = Enumerable.Range(0, 16).Select(i => Login("Fail", i * 2, "bob"));
        Assert.Equal(["35 0-35 17 bob"], Run(Chain(), failures.Append(Login("Ok", 35, "bob"))));
    }

    [Fact]
    public void A_chain_groups_by_the_fields_of_the_events_where_the_inner_correlation_does_not_group()
    {
        string yaml = Base("Fail") + Base("Ok")
            + Correlation("type: event_count\nrules: [Fail]\ngroup-by: [ip]\ntimespan: 10m\ncondition:\n    gte: 2", "many") + "---\n"
            + Correlation("type: temporal_ordered\nrules: [many, Ok]\ngroup-by: [user]\ntimespan: 10m", "broken_in");
        Assert.Equal(
            ["6 0-6 3 bob"],
            Run(yaml, [Login("Fail", 0, "alice"), Login("Fail", 1, "bob"), Login("Ok", 5, "carol"), Login("Ok", 6, "bob", "2")]));
    }

    [Fact]
    public void A_count_of_bursts_counts_each_once()
    {
        string yaml = Base("Fail")
            + Correlation("type: event_count\nrules: [Fail]\ngroup-by: [user]\ntimespan: 10m\ncondition:\n    gte: 2", "many") + "---\n"
            + Correlation("type: event_count\nrules: [many]\ntimespan: 1h\ncondition:\n    gte: 2", "several");
        Assert.Empty(Run(yaml, [Login("Fail", 0, "a"), Login("Fail", 1, "a"), Login("Fail", 2, "a")]));
        Assert.Equal(["21 0-21 4"], Run(yaml, [Login("Fail", 0, "a"), Login("Fail", 1, "a"), Login("Fail", 20, "b"), Login("Fail", 21, "b")]));
    }

    [Fact]
    public void Base_rules_are_silent_unless_the_correlation_says_generate()
    {
        string silent = Count("gte: 3");
        Assert.Empty(Run(silent, Events("A", 0, 1)));

        string loud = silent.Replace("timespan:", "generate: true\n    timespan:", StringComparison.Ordinal);
        Assert.Equal(["0 0-0 1", "1 1-1 1"], Run(loud, Events("A", 0, 1)));
    }

    [Fact]
    public void An_alert_has_its_records_in_the_order_of_time_and_what_they_agree_on()
    {
        string[] events =
        [
            Event("A", 2, "\"user\":\"x\",\"recipientAccountId\":\"1\",\"sourceIPAddress\":\"e\""),
            Event("A", 1, "\"user\":\"x\",\"recipientAccountId\":\"2\",\"sourceIPAddress\":\"d\""),
            Event("A", 3, "\"user\":\"x\",\"recipientAccountId\":\"1\",\"sourceIPAddress\":\"c\""),
            Event("A", 4, "\"user\":\"x\",\"sourceIPAddress\":\"b\""),
            Event("A", 5, "\"user\":\"x\",\"sourceIPAddress\":\"a\""),
        ];
        Alert alert = Assert.Single(Sigma.Run(Sigma.Compile(Count("gte: 5")), events, out _));

        Assert.Equal([1L, 0, 2, 3, 4], alert.Events.Select(record => record.Provenance.Index));
        Assert.Equal("x", alert.Actor);
        Assert.Equal("2, 1", alert.AccountId);
        Assert.Equal("d, e, c, +2", alert.SourceAddress);
        Assert.Null(alert.Region);
        Assert.Equal(5, alert.Value);
        Assert.Equal(DetectionLevel.High, alert.Level);
        Assert.Equal(5, alert.Rule.Threshold);
    }

    [Theory]
    [InlineData("type: event_count\nrules: [A]\ntimespan: 10m", "the condition is missing")]
    [InlineData("type: event_count\nrules: [A]\ncondition:\n    gte: 1", "timespan is missing")]
    [InlineData("type: event_count\nrules: [A]\ntimespan: 10\ncondition:\n    gte: 1", "is not a timespan")]
    [InlineData("type: event_count\nrules: [A]\ntimespan: 0m\ncondition:\n    gte: 1", "is not a timespan")]
    [InlineData("type: event_count\nrules: [A]\ntimespan: 999999999y\ncondition:\n    gte: 1", "is not a timespan")]
    [InlineData("type: count\nrules: [A]\ntimespan: 10m", "is not a correlation type")]
    [InlineData("rules: [A]\ntimespan: 10m", "has no type")]
    [InlineData("type: event_count\ntimespan: 10m\ncondition:\n    gte: 1", "names no rules")]
    [InlineData("type: event_count\nrules: [X]\ntimespan: 10m\ncondition:\n    gte: 1", "refers to the rule 'X', which is not there")]
    [InlineData("type: event_count\nrules: [A, A]\ntimespan: 10m\ncondition:\n    gte: 1", "twice")]
    [InlineData("type: event_count\nrules: [A]\ntimespan: 10m\ncondition:\n    gte: many", "is not a number")]
    [InlineData("type: event_count\nrules: [A]\ntimespan: 10m\ncondition:\n    more: 1", "has no meaning in the condition")]
    [InlineData("type: event_count\nrules: [A]\ntimespan: 10m\ncondition:\n    gte: 1\n    field: x", "takes no field")]
    [InlineData("type: event_count\nrules: [A]\ntimespan: 10m\ncondition:\n    gte: 1\n    eq: 1", "must be a range")]
    [InlineData("type: event_count\nrules: [A]\ntimespan: 10m\ncondition:\n    gt: 5\n    lte: 5", "no number is in")]
    [InlineData("type: event_count\nrules: [A]\ntimespan: 10m\ncondition: A", "goes with the temporal types")]
    [InlineData("type: value_count\nrules: [A]\ntimespan: 10m\ncondition:\n    gte: 1", "wants the field")]
    [InlineData("type: value_sum\nrules: [A]\ntimespan: 10m\ncondition:\n    gte: 1\n    field: [a, b]", "takes one field")]
    [InlineData("type: value_percentile\nrules: [A]\ntimespan: 10m\ncondition:\n    gte: 1\n    field: a", "which percentile")]
    [InlineData("type: value_percentile\nrules: [A]\ntimespan: 10m\ncondition:\n    gte: 1\n    field: a\n    percentile: 101", "from 0 to 100")]
    [InlineData("type: temporal\nrules: [A]\ntimespan: 10m\ncondition: A and X", "is not among the correlation's rules")]
    [InlineData("type: temporal\nrules: [A, B]\ntimespan: 10m\ncondition: A", "says nothing of the rule 'B'")]
    [InlineData("type: temporal\nrules: [A, B]\ntimespan: 10m\ngroup-by: [x]\naliases:\n    x:\n        A: f", "names no field for the rule 'B'")]
    [InlineData("type: temporal\nrules: [A]\ntimespan: 10m\naliases:\n    x:\n        A: f\n        C: g", "not among the correlation's rules")]
    [InlineData("type: temporal\nrules: [A]\ntimespan: 10m\nwindow: x", "has no meaning in the correlation")]
    [InlineData("type: event_count\nrules: [corr]\ntimespan: 10m\ncondition:\n    gte: 1", "in a circle")]
    public void What_is_no_correlation_is_rejected(string body, string reason) =>
        Assert.Contains(reason, Sigma.Rejection(Base("A") + Base("B") + Correlation(body)));
}
