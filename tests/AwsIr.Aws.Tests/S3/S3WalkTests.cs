using System.Text;
using AwsIr.FakeAws;
using AwsIr.Records;
using AwsIr.S3;

namespace AwsIr.Aws.Tests.S3;

/// <summary>What of a bucket is listed and given, and what is passed over.</summary>
public sealed class S3WalkTests : IDisposable
{
    private static readonly DateTime Day = new(2026, 3, 17, 0, 0, 0, DateTimeKind.Utc);

    private readonly S3Rig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public void A_bucket_comes_whole_in_the_order_of_keys()
    {
        string[] keys = ["a", "a/b", "a/b/", "a-b", "AWSLogs/x", "z", "\uFFFD", "\U0001F600", "é", "a b", "a+b", "a%20b", "../etc/passwd", "./a", "a//b", "c\u0001d", "x&y<z>\"'", "tab\there", "line\nbreak", "q?r=1#f", "back\\slash", "100%", "\u202Eevil"];
        foreach (string key in keys)
        {
            _rig.Bucket.Put(key, "content of " + key);
        }

        S3Result result = _rig.Read().Ok();
        Assert.Equal(keys.OrderBy(static key => key, Comparer<string>.Create(static (a, b) => Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b)))), result.Keys);
        Assert.All(result.Items, static item => Assert.Equal("content of " + item.Key, Encoding.UTF8.GetString(item.Content!)));
        // A folder's mark is passed over, and counted; this one has content.
        _rig.Bucket.Put("folder/", "");
        result = _rig.Read().Ok();
        Assert.DoesNotContain("folder/", result.Keys);
        Assert.Contains("1 object that stand for folders", result.Verbose, StringComparison.Ordinal);
    }

    [Fact]
    public void Years_of_other_days_regions_accounts_and_services_are_not_listed()
    {
        string[] accounts = ["111122223333", "222233334444", "333344445555"];
        string[] regions = ["eu-west-1", "us-east-1"];
        foreach (string account in accounts)
        {
            foreach (string region in regions)
            {
                foreach (string service in (string[])["CloudTrail", "CloudTrail-Digest", "Config", "vpcflowlogs"])
                {
                    for (int day = 0; day < 100; day++)
                    {
                        DateTime time = Day.AddDays(-day);
                        for (int hour = 0; hour < 24; hour += 6)
                        {
                            _rig.Bucket.Put($"AWSLogs/{account}/{service}/{region}/{time:yyyy'/'MM'/'dd}/{account}_{service}_{region}_{time:yyyyMMdd}T{hour:00}00Z_x.json.gz", "x");
                        }
                    }
                }
            }
        }

        S3Result result = _rig.Read(selection: new S3Selection
        {
            Sources = [RecordSource.CloudTrail],
            Accounts = LikePattern.From(["1*", "333344445555"]),
            Regions = LikePattern.From(["eu-*"]),
            TimeRange = new TimeRange(Day.AddHours(7).Ticks, long.MaxValue),
        }).Ok();
        Assert.Equal(
            [
                "AWSLogs/111122223333/CloudTrail/eu-west-1/2026/03/17/111122223333_CloudTrail_eu-west-1_20260317T0600Z_x.json.gz",
                "AWSLogs/111122223333/CloudTrail/eu-west-1/2026/03/17/111122223333_CloudTrail_eu-west-1_20260317T1200Z_x.json.gz",
                "AWSLogs/111122223333/CloudTrail/eu-west-1/2026/03/17/111122223333_CloudTrail_eu-west-1_20260317T1800Z_x.json.gz",
                "AWSLogs/333344445555/CloudTrail/eu-west-1/2026/03/17/333344445555_CloudTrail_eu-west-1_20260317T0600Z_x.json.gz",
                "AWSLogs/333344445555/CloudTrail/eu-west-1/2026/03/17/333344445555_CloudTrail_eu-west-1_20260317T1200Z_x.json.gz",
                "AWSLogs/333344445555/CloudTrail/eu-west-1/2026/03/17/333344445555_CloudTrail_eu-west-1_20260317T1800Z_x.json.gz",
            ],
            result.Keys.Order(StringComparer.Ordinal));
        // One for the bucket (which shows AWSLogs, and that nothing is behind it), one for AWSLogs, and for each of two accounts one for its services, one for its regions, one for the day.
        Assert.InRange(_rig.Server.RequestsOf("ListObjectsV2").Count, 1, 9);
        Assert.Contains("2 folders of Config", result.Verbose, StringComparison.Ordinal);
        Assert.Contains("2 folders of CloudTrail-Digest", result.Verbose, StringComparison.Ordinal);
        Assert.Contains("1 folder of other accounts", result.Verbose, StringComparison.Ordinal);
        Assert.Contains("2 folders of other regions", result.Verbose, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("s3://example-logs")]
    [InlineData("s3://example-logs/")]
    [InlineData("s3://example-logs/team")]
    [InlineData("s3://example-logs/team/AW")]
    [InlineData("s3://example-logs/team/AWSLogs")]
    [InlineData("s3://example-logs/team/AWSLogs/")]
    [InlineData("s3://example-logs/team/AWSLogs/o-")]
    [InlineData("s3://example-logs/team/AWSLogs/o-exampleorgid/")]
    [InlineData("s3://example-logs/team/AWSLogs/o-exampleorgid/4444")]
    [InlineData("s3://example-logs/team/AWSLogs/o-exampleorgid/444455556666/CloudTrail/")]
    [InlineData("s3://example-logs/team/AWSLogs/o-exampleorgid/444455556666/CloudTrail/eu-")]
    [InlineData("s3://example-logs/team/AWSLogs/o-exampleorgid/444455556666/CloudTrail/eu-west-1/")]
    [InlineData("s3://example-logs/team/AWSLogs/o-exampleorgid/444455556666/CloudTrail/eu-west-1/2026")]
    [InlineData("s3://example-logs/team/AWSLogs/o-exampleorgid/444455556666/CloudTrail/eu-west-1/2026/03/17/")]
    [InlineData("s3://example-logs/team/AWSLogs/o-exampleorgid/444455556666/CloudTrail/eu-west-1/2026/03/17/444455556666_CloudTrail_eu-west-1_20260317T1335Z_x.json.gz")]
    [InlineData("s3://example-logs/team/AWSLogs/ s3://example-logs/team/AWSLogs/ s3://example-logs/team/AWSLogs/o-exampleorgid/444455556666/")]
    public void AWSLogs_may_stand_anywhere_and_the_address_lead_anywhere_into_it(string uri)
    {
        const string Wanted = "team/AWSLogs/o-exampleorgid/444455556666/CloudTrail/eu-west-1/2026/03/17/444455556666_CloudTrail_eu-west-1_20260317T1335Z_x.json.gz";
        _rig.Bucket.Put(Wanted, "x");
        _rig.Bucket.Put("team/AWSLogs/o-exampleorgid/444455556666/CloudTrail/eu-west-1/2026/03/19/444455556666_CloudTrail_eu-west-1_20260319T1335Z_x.json.gz", "x");
        _rig.Bucket.Put("team/AWSLogs/o-exampleorgid/444455556666/CloudTrail-Digest/eu-west-1/2026/03/17/444455556666_CloudTrail-Digest_eu-west-1_t_eu-west-1_20260317T1335Z.json.gz", "x");
        S3Result result = _rig.Read(uri, Of(RecordSource.CloudTrail, Day.AddHours(13), Day.AddHours(14))).Ok();
        Assert.Equal([Wanted], result.Keys);
    }

    [Fact]
    public void A_folder_that_is_named_is_read_whatever_it_is()
    {
        const string Key = "AWSLogs/111122223333/CloudTrail-Insight/eu-west-1/2026/03/17/111122223333_CloudTrail-Insight_eu-west-1_20260317T1335Z_x.json.gz";
        _rig.Bucket.Put(Key, "x");
        Assert.Empty(_rig.Read("s3://example-logs/AWSLogs/111122223333/", Of(RecordSource.CloudTrail)).Ok().Keys);
        Assert.Equal([Key], _rig.Read("s3://example-logs/AWSLogs/111122223333/CloudTrail-Insight/", Of(RecordSource.CloudTrail)).Ok().Keys);
        // What is not known may be anything.
        _rig.Bucket.Put("AWSLogs/111122223333/SomethingNew/x", "x");
        Assert.Equal(["AWSLogs/111122223333/SomethingNew/x"], _rig.Read(selection: Of(RecordSource.CloudTrail)).Ok().Keys);
    }

    [Fact]
    public void Nothing_to_read_is_said_with_what_was_passed_over()
    {
        _rig.Bucket.Put("AWSLogs/111122223333/Config/eu-west-1/2026/3/17/x", "x");
        _rig.Bucket.Put("111122223333_CloudTrail_eu-west-1_20250317T1335Z_x.json.gz", "x");
        S3Result result = _rig.Read(selection: Of(RecordSource.CloudTrail, Day)).Ok();
        Assert.Empty(result.Keys);
        Assert.Equal(
            ["s3://example-logs/: there is nothing to read of the time asked for. Passed over by their keys: 1 folder of Config, 1 object outside the time asked for."],
            result.Warnings.Select(static warning => warning.Message));
        Assert.Equal("s3://example-logs/nowhere: there is nothing to read.", Assert.Single(_rig.Read("s3://example-logs/nowhere").Ok().Warnings).Message);
    }

    [Fact]
    public void Global_events_of_old_trails_lie_in_other_regions()
    {
        string Key(string region, string date) => $"AWSLogs/111122223333/CloudTrail/{region}/{date[..4]}/{date[4..6]}/{date[6..8]}/111122223333_CloudTrail_{region}_{date}T1200Z_x.json.gz";
        string[] keys = [Key("eu-west-1", "20210301"), Key("eu-west-1", "20260301"), Key("us-east-1", "20210301"), Key("us-east-1", "20260301")];
        foreach (string key in keys)
        {
            _rig.Bucket.Put(key, "x");
        }

        Assert.Equal([keys[0], keys[2], keys[3]], _rig.Read(selection: new S3Selection { Regions = LikePattern.From(["us-east-1"]) }).Ok().Keys);
        Assert.Equal([keys[0], keys[1]], _rig.Read(selection: new S3Selection { Regions = LikePattern.From(["eu-west-1"]) }).Ok().Keys);
        Assert.Equal([keys[3]], _rig.Read(selection: new S3Selection { Regions = LikePattern.From(["us-east-1"]), TimeRange = new TimeRange(Day.AddYears(-1).Ticks, long.MaxValue) }).Ok().Keys);
    }

    [Fact]
    public void Ten_thousand_keys_come_in_order_over_pages_and_few_at_a_time()
    {
        for (int i = 0; i < 10_000; i++)
        {
            _rig.Bucket.Put($"k{i * 7919 % 10_000:0000}", "x");
        }

        S3Result result = _rig.Read().Ok();
        Assert.Equal(Enumerable.Range(0, 10_000).Select(static i => $"k{i:0000}"), result.Keys);
        Assert.Equal(10, _rig.Server.RequestsOf("ListObjectsV2").Count);
        Assert.InRange(_rig.Server.MostInFlight, 2, 16 + 8);
    }

    [Fact]
    public void Pages_that_are_empty_or_overlap_do_no_harm()
    {
        for (int i = 0; i < 3_000; i++)
        {
            _rig.Bucket.Put($"k{i:0000}", "x");
        }

        _rig.Server.Faults.Add("ListObjectsV2", Fault.EmptyPage, after: 1);
        _rig.Server.Faults.Add("ListObjectsV2", Fault.SameToken);
        _rig.Server.Faults.Add("ListObjectsV2", Fault.Overlap);
        Assert.Equal(Enumerable.Range(0, 3_000).Select(static i => $"k{i:0000}"), _rig.Read().Ok().Keys);
    }

    /// <summary>
    /// Against "list everything and read everything": buckets at random, each object with an event whose account, region, source and
    /// time are known apart from its key; keys as AWS makes them, with its delays, and keys of no layout at all.
    /// </summary>
    [Fact]
    public void Nothing_that_is_asked_for_is_left_out()
    {
        var random = new Random(20260317);
        long all = 0, given = 0;
        for (int round = 0; round < 150; round++)
        {
            var bucket = new Bucket("example-" + round, "eu-west-1", _rig.Owner);
            _rig.Server.World.Change(() => _rig.Server.World.Buckets.Add(bucket.Name, bucket));
            List<RandomObject> objects = [.. Enumerable.Range(0, random.Next(1, 120)).Select(_ => RandomObject.Make(random, Day))];
            objects.ForEach(one => bucket.Put(one.Key, "x"));

            // Often such that an event lies just within.
            DateTime at = objects[random.Next(objects.Count)].Time;
            DateTime? start = random.Next(4) == 0 ? null : random.Next(2) == 0 ? at : Day.AddMinutes(random.Next(-3 * 1440, 3 * 1440));
            DateTime? end = random.Next(3) == 0 ? null : random.Next(3) > 0 && !(start > at) ? at.AddSeconds(1) : (start ?? Day).AddMinutes(random.Next(1, 2 * 1440));
            string[]? accounts = random.Next(2) == 0 ? null : RandomObject.Some(random, RandomObject.Accounts);
            string[]? regions = random.Next(2) == 0 ? null : RandomObject.Some(random, RandomObject.Regions);
            RecordSource[]? sources = random.Next(3) == 0 ? null : [(RecordSource)random.Next(4)];
            var selection = new S3Selection
            {
                Sources = sources,
                Accounts = LikePattern.From(accounts),
                Regions = LikePattern.From(regions),
                TimeRange = new TimeRange(start?.Ticks ?? long.MinValue, end?.Ticks ?? long.MaxValue),
            };
            string prefix = random.Next(3) == 0 ? objects[0].Key[..random.Next(objects[0].Key.Length + 1)] : "";
            if (prefix.Length > 0 && char.IsHighSurrogate(prefix[^1]))
            {
                prefix = "";
            }

            List<string> found = [.. _rig.Read($"s3://{bucket.Name}/{prefix}", selection).Ok().Keys];
            Assert.Equal(found.Order(bucket.Objects.Comparer).Distinct(), found);
            foreach (RandomObject one in objects.Where(one => one.Key.StartsWith(prefix, StringComparison.Ordinal)))
            {
                bool wanted = sources?.Contains(one.Source) != false
                    && accounts?.Contains(one.Account) != false
                    && regions?.Contains(one.Region) != false
                    && !(one.Time < start) && !(one.Time >= end);
                Assert.True(!wanted || found.Contains(one.Key), $"Round {round}: {one} was left out of {prefix}; {start:O} to {end:O}, {string.Join(",", accounts ?? [])} {string.Join(",", regions ?? [])} {string.Join(",", sources ?? [])}");
                all++;
            }

            given += found.Count;
        }

        // It leaves out what it can, or the test would say nothing.
        Assert.InRange(given, all / 10, all * 2 / 3);
    }

    private static S3Selection Of(RecordSource source, DateTime? start = null, DateTime? end = null) =>
        new() { Sources = [source], TimeRange = new TimeRange(start?.Ticks ?? long.MinValue, end?.Ticks ?? long.MaxValue) };
}
