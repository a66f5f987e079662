using AwsIr.Detection;

namespace AwsIr.Tests.Detection;

public sealed class AlertTests
{
    [Fact]
    public void The_alert_of_one_event_has_the_event_and_what_its_rule_says()
    {
        string yaml = "id: 11111111-0000-0000-0000-000000000000\ntags: [attack.persistence, attack.t1098]\nreferences: [r]\nfalsepositives: [f]\ndescription: d\n"
            + Sigma.Selection("eventName: A");
        Alert alert = Assert.Single(Sigma.Run(
            Sigma.Compile(yaml),
            ["""{"eventName":"A","eventTime":"2026-01-01T10:00:00Z","user":"bob","sourceIPAddress":"10.0.0.1","awsRegion":"eu-west-1","recipientAccountId":"111122223333"}"""],
            out _));

        var time = new DateTime(2026, 1, 1, 10, 0, 0, DateTimeKind.Utc);
        Assert.Equal((time, time, time), (alert.Time, alert.FirstSeen, alert.LastSeen));
        Assert.Equal(DateTimeKind.Utc, alert.Time.Kind);
        Assert.Equal((DetectionLevel.High, "A test", "11111111-0000-0000-0000-000000000000", "test_rule"), (alert.Level, alert.Title, alert.RuleId, alert.RuleName));
        Assert.Equal(("bob", "10.0.0.1", "eu-west-1", "111122223333"), (alert.Actor, alert.SourceAddress, alert.Region, alert.AccountId));
        Assert.Equal((1, RecordSource.CloudTrail, "d"), (alert.Count, alert.Source, alert.Description));
        Assert.Equal(["Persistence"], alert.Tactics);
        Assert.Equal(["T1098"], alert.Techniques);
        Assert.Equal(["r"], alert.References);
        Assert.Equal(["f"], alert.FalsePositives);
        Assert.Empty(alert.GroupBy);
        Assert.Null(alert.Value);
        Assert.Equal("test_rule", alert.Rule.Name);
        Assert.Equal("2026-01-01 10:00:00Z High A test", alert.ToString());
    }

    [Fact]
    public void An_event_without_a_time_still_alerts()
    {
        Alert alert = Assert.Single(Sigma.Run(Sigma.Compile(Sigma.Selection("eventName: A")), ["""{"eventName":"A"}"""], out _));
        Assert.Equal(DateTime.MinValue, alert.Time);
    }

    [Fact]
    public void Alerts_sort_by_time_then_the_graver_then_name_then_group()
    {
        static Alert Make(int minute, DetectionLevel level, string name, string? group = null)
        {
            var groupBy = new System.Collections.Specialized.OrderedDictionary();
            if (group is not null)
            {
                groupBy.Add("g", group);
            }

            return new Alert(new DetectionRule { Name = name, Level = level }) { Time = new DateTime(2026, 1, 1, 0, minute, 0, DateTimeKind.Utc), GroupBy = groupBy };
        }

        Alert[] sorted =
        [
            Make(0, DetectionLevel.Low, "z"), Make(1, DetectionLevel.Critical, "z"), Make(1, DetectionLevel.Low, "a"),
            Make(1, DetectionLevel.Low, "b"), Make(1, DetectionLevel.Low, "b", "x"), Make(1, DetectionLevel.Low, "b", "y"),
        ];
        Assert.Equal(sorted, sorted.Reverse().Order());
        Assert.True(sorted[0].CompareTo((object)sorted[1]) < 0);
        Assert.True(sorted[0].CompareTo(null) > 0);
        Assert.Throws<ArgumentException>(() => sorted[0].CompareTo("x"));
    }

    [Fact]
    public void The_rules_of_one_record_alert_in_their_order()
    {
        string yaml = string.Join("---\n", new[] { "c", "a", "b" }.Select(name => Sigma.Selection("eventName: A", name)));
        Assert.Equal(["c", "a", "b"], Sigma.Run(Sigma.Compile(yaml), ["""{"eventName":"A"}"""], out _).Select(alert => alert.RuleName));
    }
}
