using System.Globalization;
using AwsIr.Detection;
using AwsIr.Evidence;

namespace AwsIr.Tests.Detection;

/// <summary>Correlations over files: their events are read again, and what does not fit in memory goes to temporary files.</summary>
public sealed class BoundedCorrelationTests
{
    private static readonly RuleSet Rules = Sigma.Compile("""
        title: A failure
        name: failure
        logsource: { product: aws, service: cloudtrail }
        detection:
            s: { eventName: Fail }
            condition: s
        ---
        title: A success
        name: success
        logsource: { product: aws, service: cloudtrail }
        detection:
            s: { eventName: Ok }
            condition: s
        ---
        title: Many failures
        name: many
        correlation:
            type: event_count
            rules: [failure]
            group-by: [sourceIPAddress]
            timespan: 10m
            condition: { gte: 3 }
        ---
        title: Failures of many
        name: spray
        correlation:
            type: value_count
            rules: [failure]
            group-by: [sourceIPAddress]
            timespan: 10m
            condition: { field: userIdentity.userName, gte: 3 }
        ---
        title: In at last
        name: broken-in
        correlation:
            type: temporal_ordered
            rules: [many, success]
            group-by: [userIdentity.userName]
            timespan: 10m
        ---
        title: Ready
        name: rare
        logsource: { product: aws, service: cloudtrail }
        detection:
            s: { eventName: Rare }
            condition: s
        """,
        new CompileOptions { Selection = new RuleSelection { Include = ["many", "spray", "broken-in", "rare"] } });

    /// <summary>Files of events at random: few addresses and users, times that go back and forth, some events twice.</summary>
    private static List<TextEvidence> Files(int seed, int files = 6, int events = 40)
    {
        var random = new Random(seed);
        var records = new List<string>();
        return [.. Enumerable.Range(0, files).Select(file =>
        {
            var lines = new List<string>();
            for (int i = 0; i < events; i++)
            {
                string record = records.Count > 0 && random.Next(8) == 0
                    ? records[random.Next(records.Count)]
                    : Event(random.Next(9) switch { < 6 => "Fail", < 8 => "Ok", _ => "Rare" }, file * 20 + random.Next(30), random.Next(3), random.Next(5), id: records.Count + seed * 100_000);
                records.Add(record);
                lines.Add(record);
            }

            return new TextEvidence($"/evidence/{file}.json", string.Join('\n', lines));
        })];
    }

    private static string Event(string name, double minute, int address, int user, int id) => string.Format(
        CultureInfo.InvariantCulture,
        "{{\"eventVersion\":\"1.11\",\"eventSource\":\"signin.amazonaws.com\",\"eventName\":\"{0}\",\"eventTime\":\"{1:yyyy-MM-ddTHH:mm:ssZ}\",\"sourceIPAddress\":\"192.0.2.{2}\",\"userIdentity\":{{\"type\":\"IAMUser\",\"userName\":\"user{3}\"}},\"eventID\":\"{4}\"}}",
        name,
        new DateTime(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc).AddMinutes(minute),
        address,
        user,
        id);

    private static IEnumerable<string> Describe(IEnumerable<Alert> alerts) => alerts.Select(Sigma.Describe);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Threads_memory_and_the_way_in_make_no_difference(int seed)
    {
        List<TextEvidence> files = Files(seed);
        var expected = new EvidenceRun(Rules, files, CorrelationMemory.Default, threads: 1, new RepeatedRecords());
        Assert.Equal(0, expected.Spilled);
        Assert.True(expected.Alerts.Select(alert => alert.RuleName).Distinct().Count() == 4, "all rules alert");
        foreach (int threads in new[] { 1, 4 })
        {
            var run = new EvidenceRun(Rules, files, Sigma.LittleMemory, threads, new RepeatedRecords());
            Assert.True(run.Spilled > 10, "temporary files are used");
            Assert.Equal(Describe(expected.Alerts), Describe(run.Alerts));
            Assert.Empty(run.Lost);
        }

        Assert.Equal(Describe(expected.Alerts), Describe(Piped(files)));
    }

    /// <summary>The alerts when the records come as objects.</summary>
    private static List<Alert> Piped(IEnumerable<EvidenceItem> files)
    {
        using var run = new DetectionRun(Rules, new DetectionRunOptions { Repeats = new RepeatedRecords(), Memory = Sigma.LittleMemory });
        var evaluator = new Evaluator(Rules, keepRecords: true);
        var alerts = new List<Alert>();
        var batch = new HitBatch();
        foreach (CloudTrailEvent record in files.SelectMany(file => Formats.Found.In(file).Events))
        {
            evaluator.Evaluate(((IRecord)record).GetFields(), batch);
            run.Add(batch, alerts.Add);
            batch.Clear();
        }

        alerts.AddRange(run.Complete(CancellationToken.None));
        return alerts;
    }

    [Fact]
    public void An_alert_has_the_events_that_were_read()
    {
        TextEvidence[] files =
        [
            new("/evidence/a.json", Event("Fail", 3, 1, 1, 1) + "\n" + Event("Ok", 3, 1, 1, 2) + "\n" + Event("Fail", 1, 1, 2, 3)),
            new("/evidence/b.json.gz", Formats.MemoryEvidence.Gzip(Event("Other", 0, 0, 0, 4) + Event("Fail", 2, 1, 3, 5))),
        ];
        Alert alert = new EvidenceRun(Rules, files, CorrelationMemory.Default).Alerts.Single(alert => alert.RuleName == "many");
        Assert.Equal(["/evidence/a.json#2", "/evidence/b.json.gz#1", "/evidence/a.json#0"], alert.Events.Select(record => record.Provenance.ToString()));
        Assert.Equal(["3", "5", "1"], alert.Events.Select(record => record.RecordId));
        Assert.Equal("user2, user3, user1", alert.Actor);
        Assert.Equal((3, 3d, "192.0.2.1"), (alert.Count, alert.Value, alert.SourceAddress));
    }

    [Fact]
    public void Events_are_the_first_so_many_and_the_count_is_true()
    {
        string text = string.Join('\n', Enumerable.Range(0, 300).Reverse().Select(i => Event("Fail", i / 4d, 1, i, i)));
        foreach (CorrelationMemory memory in new[] { CorrelationMemory.Default, Sigma.LittleMemory })
        {
            Alert alert = new EvidenceRun(Rules, [new TextEvidence("/evidence/a.json", text)], memory with { EventsOfAlert = 20 }).Alerts.Single(alert => alert.RuleName == "many");
            Assert.Equal(300, alert.Count);
            Assert.Equal(Enumerable.Range(0, 20).Select(i => i.ToString(CultureInfo.InvariantCulture)), alert.Events.Select(record => record.RecordId));
            Assert.Equal(74.75, (alert.LastSeen - alert.FirstSeen).TotalMinutes);
            Assert.Equal("user0, user1, user2, +17 or more", alert.Actor);
        }
    }

    [Fact]
    public void Many_alerts_share_the_events_whatever_their_order()
    {
        // Ten alerts of twelve events and one of three: with 40 for all of them, a quarter of 16 each are too many still, an eighth fit.
        List<string> lines = [.. Enumerable.Range(0, 120).Select(i => Event("Fail", i, i % 10, 1, i)), .. Enumerable.Range(0, 3).Select(i => Event("Fail", i, 77, 1, 500 + i))];
        RuleSet rules = Sigma.Compile("""
            title: A failure
            name: failure
            logsource: { product: aws, service: cloudtrail }
            detection: { s: { eventName: Fail }, condition: s }
            ---
            title: Many failures
            name: many
            correlation:
                type: event_count
                rules: [failure]
                group-by: [sourceIPAddress]
                timespan: 1d
                condition: { gte: 1 }
            """);
        CorrelationMemory memory = CorrelationMemory.Default with { EventsOfAlert = 16, EventsOfAll = 40 };
        List<Alert> alerts = new EvidenceRun(rules, [new TextEvidence("/evidence/a.json", string.Join('\n', lines))], memory).Alerts;
        Assert.Equal([.. Enumerable.Repeat(12L, 10), 3L], alerts.Select(alert => alert.Count).OrderDescending());
        Assert.All(alerts, alert => Assert.Equal(2, alert.Events.Count));

        List<Alert> more = new EvidenceRun(rules, [new TextEvidence("/evidence/a.json", string.Join('\n', lines))], memory with { EventsOfAll = 44 }).Alerts;
        Assert.Equal([.. Enumerable.Repeat(4, 10), 3], more.Select(alert => alert.Events.Count).OrderDescending());
    }

    [Fact]
    public void An_event_that_was_logged_twice_counts_once()
    {
        string text = string.Join('\n', new[] { 1, 2, 1, 2, 1 }.Select(id => Event("Fail", id, 1, 1, id)));
        Assert.Empty(new EvidenceRun(Rules, [new TextEvidence("/evidence/a.json", text)], CorrelationMemory.Default, repeats: new RepeatedRecords()).Alerts);
        Assert.Single(new EvidenceRun(Rules, [new TextEvidence("/evidence/a.json", text)], CorrelationMemory.Default).Alerts);
    }

    [Fact]
    public void A_file_that_is_gone_or_changed_costs_its_events_and_not_the_alert()
    {
        string[] lines = [.. Enumerable.Range(0, 4).Select(i => Event("Fail", i, 1, i, i))];
        TextEvidence Same() => new("/evidence/a.json", string.Join('\n', lines));
        TextEvidence other = new("/evidence/b.json", string.Join('\n', Enumerable.Range(4, 2).Select(i => Event("Fail", i, 1, i, i))));

        foreach ((string? then, int lost) in new (string?, int)[]
        {
            (null, 4), // gone
            ("", 4), // empty
            (lines[0] + "\n" + lines[1] + "\n{\"eventName\":\"F", 2), // cut off
            ("not a log", 4),
            (string.Join('\n', lines.Reverse()), 4), // other events in their places
            (string.Join('\n', lines) + "\n" + Event("Fail", 9, 1, 1, 9), 0), // longer
        })
        {
            TextEvidence changing = Same();
            var run = new EvidenceRun(Rules, [changing, other], CorrelationMemory.Default, beforeEnd: () => changing.Text = then);
            Alert alert = run.Alerts.Single(alert => alert.RuleName == "many");
            Assert.Equal((6, 6d, "192.0.2.1"), (alert.Count, alert.Value, (string?)alert.GroupBy["sourceIPAddress"]));
            Assert.Equal(5, (alert.LastSeen - alert.FirstSeen).TotalMinutes);
            Assert.Equal(6 - lost, alert.Events.Count);
            Assert.Equal(lost == 0 ? [] : [("/evidence/a.json", (long)lost)], run.Lost);
            Assert.Equal(RecordSource.CloudTrail, alert.Source);
        }

        TextEvidence alone = Same();
        Alert bare = new EvidenceRun(Rules, [alone], CorrelationMemory.Default, beforeEnd: () => alone.Text = null).Alerts.Single(alert => alert.RuleName == "many");
        Assert.Empty(bare.Events);
        Assert.Equal((4, (string?)null, RecordSource.CloudTrail), (bare.Count, bare.Actor, bare.Source));
    }

    [Fact]
    public void A_full_disk_is_told_with_the_rules_that_it_costs_and_the_others_go_on()
    {
        List<TextEvidence> files = Files(4);
        List<Alert> expected = new EvidenceRun(Rules, files, CorrelationMemory.Default).Alerts;
        int incomplete = 0;
        int partly = 0;
        for (int room = 0; ; room += 1_000 + room / 16)
        {
            var disk = new SmallDisk(room);
            var run = new EvidenceRun(Rules, files, Sigma.LittleMemory with { OpenFile = disk.Open });
            if (run.Incomplete is null)
            {
                Assert.Equal(Describe(expected), Describe(run.Alerts));
                break;
            }

            // Alerts are missing, and none is wrong but for its events.
            incomplete++;
            Assert.Contains("no room", run.Incomplete.Reason);
            string[] rules = [.. run.Incomplete.Correlations.Select(rule => rule.Name)];
            Assert.NotEmpty(rules);
            Assert.Equal(
                expected.Where(alert => !rules.Contains(alert.RuleName)).Select(Known),
                run.Alerts.Where(alert => !rules.Contains(alert.RuleName)).Select(Known));
            Assert.DoesNotContain(run.Alerts, alert => rules.Contains(alert.RuleName));
            Assert.Contains(run.Alerts, alert => alert.RuleName == "rare");
            Assert.Contains("broken-in", rules);
            partly += run.Alerts.Exists(alert => alert.RuleName == "many") ? 1 : 0;
        }

        Assert.True(incomplete > 10, "many sizes are too small");
        Assert.True(partly > 0, "some end after the first correlation");

        static string Known(Alert alert) => $"{alert} {alert.Count} {alert.Value} {string.Join(',', alert.GroupBy.Values.Cast<string>())} {alert.FirstSeen} {alert.LastSeen}";
    }

    [Fact]
    public void A_folder_that_takes_no_files_is_told()
    {
        var run = new EvidenceRun(Rules, Files(5), Sigma.LittleMemory with { OpenFile = () => throw new UnauthorizedAccessException("not allowed") });
        Assert.Equal("not allowed", run.Incomplete!.Reason);
        Assert.Equal(["broken-in", "many", "spray"], run.Incomplete.Correlations.Select(rule => rule.Name).Order(StringComparer.Ordinal));
        Assert.All(run.Alerts, alert => Assert.Equal("rare", alert.RuleName));
        Assert.NotEmpty(run.Alerts);
    }

    /// <summary>A file whose content can change between two readings; null when it is gone.</summary>
    private sealed class TextEvidence : EvidenceItem
    {
        private readonly string _name;
        private byte[]? _bytes;

        public TextEvidence(string name, string text)
            : this(name, System.Text.Encoding.UTF8.GetBytes(text))
        {
        }

        public TextEvidence(string name, byte[] bytes)
        {
            _name = name;
            _bytes = bytes;
        }

        public string? Text
        {
            set => _bytes = value is null ? null : System.Text.Encoding.UTF8.GetBytes(value);
        }

        public override string Name => _name;

        public override long? Length => _bytes?.Length;

        public override Stream Open() => new MemoryStream(_bytes ?? throw new FileNotFoundException("gone"));
    }

    /// <summary>A disk with room for so many bytes in all its files.</summary>
    private sealed class SmallDisk(long room)
    {
        private long _room = room;

        public Stream Open() => new LimitedStream(this);

        private sealed class LimitedStream(SmallDisk disk) : MemoryStream
        {
            public override void Write(ReadOnlySpan<byte> buffer)
            {
                disk._room -= Math.Max(0, Position + buffer.Length - Length);
                if (disk._room < 0)
                {
                    throw new IOException("There is no room on the device.");
                }

                base.Write(buffer);
            }
        }
    }
}
