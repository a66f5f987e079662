using System.Text;
using AwsIr.Evidence;
using AwsIr.FakeAws;
using AwsIr.Records;
using AwsIr.S3;

namespace AwsIr.Aws.Tests.S3;

/// <summary>Runs that continue where the last one stopped.</summary>
public sealed class S3ResumeTests : IDisposable
{
    private readonly S3Rig _rig = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("AwsIr-resume-").FullName;

    public void Dispose()
    {
        _rig.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Each_object_is_given_once()
    {
        Put("AWSLogs/111122223333/CloudTrail/eu-west-1/", DateTime.UtcNow.AddDays(-9), "a");
        Put("undated/", DateTime.UtcNow.AddDays(-9), "b");
        Put("undated/", DateTime.UtcNow, "c");
        Assert.Equal(3, Run().Items.Count);
        Assert.Empty(Run().Items);
        // New ones, also such that come late, or whose time is before the last run because they were copied.
        string[] late = [Put("AWSLogs/111122223333/CloudTrail/eu-west-1/", DateTime.UtcNow.AddHours(-30), "d"), Put("undated/", DateTime.UtcNow.AddHours(-30), "e"), Put("undated/", DateTime.UtcNow, "f")];
        Assert.Equal(late, Run().Keys.Order(StringComparer.Ordinal));
        Assert.Empty(Run().Items);
        // One that was overwritten is another one.
        _rig.Bucket.Put(late[2], Encoding.UTF8.GetBytes("new"), DateTime.UtcNow);
        Assert.Equal([late[2]], Run().Keys);
        Assert.Empty(Run().Items);
    }

    [Fact]
    public void What_failed_is_tried_again()
    {
        string[] keys = [.. Enumerable.Range(0, 5).Select(i => Put("AWSLogs/111122223333/CloudTrail/eu-west-1/", DateTime.UtcNow.AddDays(-i * 5), i.ToString(System.Globalization.CultureInfo.InvariantCulture)))];
        _rig.Server.World.Deny("s3:GetObject", resource: keys[0]);
        _rig.Server.World.Deny("s3:GetObject", resource: keys[4]);
        Assert.Equal(2, Run().Failures.Count);
        Assert.Equal(2, Run().Failures.Count);
        _rig.Server.World.Change(_rig.Server.World.Denials.Clear);
        S3Result third = Run().Ok();
        Assert.Equal(new[] { keys[0], keys[4] }.Order(StringComparer.Ordinal), third.Keys.Order(StringComparer.Ordinal));
        Assert.Empty(Run().Ok().Items);
    }

    [Fact]
    public void What_is_gone_or_another_by_now_is_not_tried_for_ever()
    {
        string gone = Put("undated/", DateTime.UtcNow, "a");
        string changed = Put("undated/", DateTime.UtcNow, "b");
        _rig.Server.World.Deny("s3:GetObject");
        Assert.Equal(2, Run().Failures.Count);
        _rig.Server.World.Change(() =>
        {
            _rig.Server.World.Denials.Clear();
            _rig.Bucket.Objects.Remove(gone);
            _rig.Bucket.Put(changed, "new"u8.ToArray(), DateTime.UtcNow);
        });
        S3Result second = Run();
        Assert.Equal([S3ErrorIds.Changed, S3ErrorIds.Changed], second.Failures.Select(static failure => failure.ErrorId));
        Assert.Equal([(changed, "new")], second.Items.Where(static item => item.Content is not null).Select(static item => (item.Key, Encoding.UTF8.GetString(item.Content!))));
        Assert.Empty(Run().Ok().Items);
    }

    [Fact]
    public void A_listing_that_failed_begins_again_and_gives_nothing_twice()
    {
        for (int i = 0; i < 1500; i++)
        {
            _rig.Bucket.Put($"k{i:0000}", Encoding.UTF8.GetBytes("x"), DateTime.UtcNow.AddDays(-3));
        }

        _rig.Server.Faults.Add("ListObjectsV2", Fault.Error("SomethingElse", "No.", 400), after: 1);
        S3Result first = Run();
        Assert.Single(first.Errors);
        S3Result second = Run().Ok();
        Assert.Equal(Enumerable.Range(0, 1500).Select(static i => $"k{i:0000}"), first.Keys.Concat(second.Keys));
        Assert.Empty(Run().Ok().Items);
    }

    [Fact]
    public void A_run_that_is_not_committed_changes_nothing()
    {
        Put("undated/", DateTime.UtcNow, "a");
        Assert.Single(Run(commit: false).Items);
        Assert.Single(Run().Items);
        Assert.Empty(Run().Items);
    }

    [Fact]
    public void Later_runs_do_not_list_the_years_before()
    {
        for (int day = 0; day < 1200; day++)
        {
            Put("AWSLogs/111122223333/CloudTrail/eu-west-1/", DateTime.UtcNow.AddDays(-day), "x");
        }

        Assert.Equal(1200, Run().Items.Count);
        _rig.Server.ClearRequests();
        S3Result second = Run();
        Assert.Contains(" of 6 keys listed", second.Verbose.Replace(" of 5 keys", " of 6 keys", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Empty(_rig.Server.RequestsOf("GetObject"));
    }

    private string Put(string folder, DateTime time, string name)
    {
        string key = folder.StartsWith("AWSLogs", StringComparison.Ordinal)
            ? $"{folder}{time:yyyy'/'MM'/'dd}/111122223333_CloudTrail_eu-west-1_{time:yyyyMMdd'T'HHmm}Z_{name}.json.gz"
            : folder + name;
        _rig.Bucket.Put(key, Encoding.UTF8.GetBytes(name), time);
        return key;
    }

    private S3Result Run(bool commit = true)
    {
        using var checkpoint = Checkpoint.Load(Path.Combine(_folder, "checkpoint.json"), "test");
        checkpoint.Use("test");
        using S3Source source = _rig.Source("s3://example-logs", new S3Selection { Sources = [RecordSource.CloudTrail] }, checkpoint: checkpoint);
        S3Result result = S3Rig.Read(source);
        if (commit)
        {
            source.Commit();
            checkpoint.Save();
        }

        return result;
    }
}
