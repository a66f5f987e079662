using AwsIr.Evidence;

namespace AwsIr.Core.Tests.Evidence;

/// <summary>How far a script has read, kept in a file.</summary>
public sealed class CheckpointTests : IDisposable
{
    private static readonly DateTime Time = new(2026, 3, 17, 13, 35, 7, 123, DateTimeKind.Utc);

    private readonly string _folder = Directory.CreateTempSubdirectory("AwsIr-checkpoint-").FullName;

    private string File => Path.Combine(_folder, "checkpoint.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_is_saved_is_there_next_time()
    {
        using (var first = Checkpoint.Load(File, "Get-IrCloudTrailEvent"))
        {
            Assert.False(first.IsResumed);
            first.From = Time.AddDays(-1);
            first.Use("s3://example-logs/");
            CheckpointEntry entry = first.Entry("s3://example-logs/");
            Assert.Null(entry.CompleteTo);
            Assert.False(entry.Seen("a"));
            entry.Advance(Time, [CheckpointId.Of("a"), CheckpointId.Of("b \"\u001b é")], ["failed \u0001 one"]);
            first.Entry("empty");
            first.Save();
        }

        using var second = Checkpoint.Load(File, "Get-IrCloudTrailEvent");
        second.Use("s3://example-logs/");
        Assert.True(second.IsResumed);
        Assert.Equal(Time.AddDays(-1), second.From);
        CheckpointEntry again = second.Entry("s3://example-logs/");
        Assert.Equal(Time, again.CompleteTo);
        Assert.Equal(DateTimeKind.Utc, again.CompleteTo!.Value.Kind);
        Assert.True(again.Seen("a") && again.Seen("b \"\u001b é"));
        Assert.False(again.Seen("c"));
        Assert.Equal(["failed \u0001 one"], again.Pending);
        Assert.Null(second.Entry("empty").CompleteTo);
        // What cannot come again is forgotten; a part that was not read to its end adds to what is known.
        again.Advance(Time.AddHours(1), [CheckpointId.Of("c")]);
        Assert.False(again.Seen("a"));
        again.Keep([CheckpointId.Of("d")]);
        Assert.True(again.Seen("c") && again.Seen("d"));
        Assert.Equal(Time.AddHours(1), again.CompleteTo);
        Assert.Equal([File, File + ".lock"], Directory.GetFiles(_folder).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_file_is_one_command_s()
    {
        using (var checkpoint = Checkpoint.Load(File, "Get-IrCloudTrailEvent"))
        {
            checkpoint.Use("s3://example-logs/");
            checkpoint.Save();
        }

        Assert.Contains("is of Get-IrCloudTrailEvent and s3://example-logs/; this is Get-IrFlowLog", Fails(() => Checkpoint.Load(File, "Get-IrFlowLog")).Message, StringComparison.Ordinal);
        using var other = Checkpoint.Load(File, "Get-IrCloudTrailEvent");
        Assert.Contains("is of s3://example-logs/; this run reads s3://other-logs/", Fails(() => other.Use("s3://other-logs/")).Message, StringComparison.Ordinal);

        static SourceException Fails(Action action)
        {
            var error = Assert.Throws<SourceException>(action);
            Assert.Equal((Checkpoint.InvalidErrorId, SourceProblemKind.InvalidArgument), (error.ErrorId, error.Problem));
            return error;
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"version\":1")]
    [InlineData("{\"version\":2}")]
    [InlineData("{\"version\":1,\"command\":\"c\",\"scope\":\"s\",\"from\":\"yesterday\",\"entries\":{}}")]
    [InlineData("{\"version\":1,\"command\":\"c\",\"scope\":\"s\",\"from\":\"2026-03-17T13:35:07.0000000\",\"entries\":{}}")]
    [InlineData("{\"version\":1,\"command\":\"c\",\"scope\":\"s\",\"from\":null,\"entries\":[]}")]
    [InlineData("{\"version\":1,\"command\":\"c\",\"scope\":\"s\",\"from\":null,\"entries\":{\"k\":{\"completeTo\":null,\"pending\":[],\"ids\":[\"AAAA\"]}}}")]
    [InlineData("{\"version\":1,\"command\":\"c\",\"scope\":\"s\",\"from\":null,\"entries\":{\"k\":{\"completeTo\":null,\"pending\":[1],\"ids\":[]}}}")]
    [InlineData("{\"version\":1,\"command\":\"c\",\"scope\":\"s\",\"from\":null,\"entries\":{\"k\":{\"completeTo\":null,\"pending\":[],\"ids\":[null]}}}")]
    public void A_damaged_file_is_an_error_and_never_a_fresh_start(string content)
    {
        System.IO.File.WriteAllText(File, content);
        Assert.Equal(Checkpoint.InvalidErrorId, Assert.Throws<SourceException>(() => Checkpoint.Load(File, "c")).ErrorId);
        Assert.Equal(content, System.IO.File.ReadAllText(File));
        // And it is let go of.
        System.IO.File.Delete(File);
        Checkpoint.Load(File, "c").Dispose();
    }

    [Fact]
    public void A_file_cut_off_anywhere_is_an_error()
    {
        using (var checkpoint = Checkpoint.Load(File, "c"))
        {
            checkpoint.Use("s");
            checkpoint.Entry("k").Advance(Time, [CheckpointId.Of("a")], ["p"]);
            checkpoint.Save();
        }

        byte[] whole = System.IO.File.ReadAllBytes(File);
        for (int length = 0; length < whole.Length; length++)
        {
            System.IO.File.WriteAllBytes(File, whole[..length]);
            Assert.Equal(Checkpoint.InvalidErrorId, Assert.Throws<SourceException>(() => Checkpoint.Load(File, "c")).ErrorId);
        }
    }

    [Fact]
    public void Two_runs_cannot_have_it_at_the_same_time()
    {
        using (Checkpoint.Load(File, "c"))
        {
            var error = Assert.Throws<SourceException>(() => Checkpoint.Load(File, "c"));
            Assert.Equal(Checkpoint.FileErrorId, error.ErrorId);
            Assert.StartsWith("Another run uses the checkpoint", error.Message, StringComparison.Ordinal);
        }

        Checkpoint.Load(File, "c").Dispose();
    }

    [Fact]
    public void A_folder_that_is_not_there_is_said_and_a_failed_save_leaves_the_file()
    {
        Assert.Equal(Checkpoint.FileErrorId, Assert.Throws<SourceException>(() => Checkpoint.Load(Path.Combine(_folder, "no", "x"), "c")).ErrorId);
        using var checkpoint = Checkpoint.Load(File, "c");
        checkpoint.Save();
        string before = System.IO.File.ReadAllText(File);
        System.IO.File.Delete(File);
        Directory.CreateDirectory(File);
        checkpoint.Use("s");
        Assert.ThrowsAny<Exception>(checkpoint.Save);
        Assert.Empty(Directory.GetFiles(_folder, "*.tmp"));
        Assert.NotEmpty(before);
    }
}
