using System.Text;

namespace AwsIr.Tests.Formats;

/// <summary>What is broken is said with its place, and the rest is kept.</summary>
public class BrokenContentTests
{
    [Fact]
    public void A_truncated_gzip_keeps_the_records_before_the_cut()
    {
        var packed = MemoryEvidence.Gzip("{\"Records\":[" + string.Join(",", Enumerable.Range(0, 2000).Select(Record)) + "]}");
        var found = Found.In(new MemoryEvidence(packed[..(packed.Length / 2)]));
        Assert.InRange(found.Events.Count, 1, 1999);
        Assert.Equal(Enumerable.Range(0, found.Events.Count).Select(i => "e" + i), found.Events.Select(e => e.EventId));
        var problem = Assert.Single(found.Problems);
        Assert.Equal(ReadProblemKind.BadCompression, problem.Kind);
        Assert.Equal(found.Events.Count, problem.Record);
        Assert.Contains("ends early", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gzip_cut_between_two_lines_is_seen_too()
    {
        // The text ends at a line's end: nothing in the JSON itself tells that lines are missing.
        var random = new Random(1);
        var noise = new byte[30000];
        random.NextBytes(noise);
        var lines = string.Concat(Enumerable.Range(0, 50).Select(i => Record(i).Replace("\"x\"", "\"" + Convert.ToHexString(noise, i * 600, 600) + "\"", StringComparison.Ordinal) + "\n"));
        var packed = MemoryEvidence.Gzip(lines);
        for (var cut = packed.Length - 9; cut > packed.Length - 600; cut--)
        {
            var found = Found.In(new MemoryEvidence(packed[..cut]));
            Assert.Contains(found.Problems, problem => problem.Kind is ReadProblemKind.BadCompression or ReadProblemKind.Truncated);
        }
    }

    [Fact]
    public void A_damaged_gzip_is_told()
    {
        var packed = MemoryEvidence.Gzip("{\"Records\":[" + string.Join(",", Enumerable.Range(0, 2000).Select(Record)) + "]}");
        packed[^6] ^= 1;
        var found = Found.In(new MemoryEvidence(packed));
        Assert.InRange(found.Events.Count, 1, 2000);
        Assert.Equal(Enumerable.Range(0, found.Events.Count).Select(i => "e" + i), found.Events.Select(e => e.EventId));
        Assert.Equal(ReadProblemKind.BadCompression, Assert.Single(found.Problems).Kind);
    }

    [Fact]
    public void A_truncated_text_keeps_the_records_before_the_cut()
    {
        var text = $$"""{"Records":[{{Record(0)}},{{Record(1)}},{{Record(2)}}]}""";
        for (var cut = text.Length - 1; cut > 20; cut -= 3)
        {
            var found = Found.In(text[..cut]);
            var whole = Enumerable.Range(0, 3).Count(i => text[..cut].Contains(Record(i), StringComparison.Ordinal));
            Assert.Equal(whole, found.Events.Count);
            Assert.Equal(ReadProblemKind.Truncated, Assert.Single(found.Problems).Kind);
        }
    }

    [Fact]
    public void A_broken_record_in_a_log_file_costs_that_record_only()
    {
        const string Broken = """{"eventName": nonsense, "requestParameters":{"a":[1,2]}}""";
        var text = $$"""{"Records":[{{Record(0)}},{{Broken}},{{Record(2)}}]}""";
        var found = Found.In(text);
        Assert.Equal(["e0", "e2"], found.Events.Select(e => e.EventId));
        Assert.Equal([0L, 2L], found.Events.Select(e => e.Provenance.Index));
        var problem = Assert.Single(found.Problems);
        Assert.Equal(ReadProblemKind.BadJson, problem.Kind);
        Assert.Equal(1, problem.Record);
        Assert.InRange(problem.Offset!.Value, text.IndexOf("nonsense", StringComparison.Ordinal) - 3, text.IndexOf("nonsense", StringComparison.Ordinal) + 1);
    }

    [Fact]
    public void A_broken_line_costs_that_line_only()
    {
        var found = Found.In(Record(0) + "\n{\"eventName\": nonsense}\nnot JSON\n" + Record(3) + "\n");
        Assert.Equal(["e0", "e3"], found.Events.Select(e => e.EventId));
        Assert.Equal([ReadProblemKind.BadJson, ReadProblemKind.BadJson], found.Problems.Select(problem => problem.Kind));
    }

    [Fact]
    public void Entries_that_are_no_objects_are_told_and_passed_over()
    {
        var found = Found.In($$"""{"Records":[1,{{Record(1)}},"text, ] }",null,[{{Record(4)}}],{{Record(5)}}]}""");
        Assert.Equal(["e1", "e4", "e5"], found.Events.Select(e => e.EventId));
        Assert.Equal(3, found.Problems.Count);
        Assert.All(found.Problems, problem => Assert.Equal(ReadProblemKind.BadJson, problem.Kind));
    }

    [Fact]
    public void A_key_of_another_type_is_no_problem()
    {
        var found = Found.In("""{"eventVersion":1,"eventTime":12,"eventSource":null,"eventName":{"a":1},"userIdentity":"me","readOnly":"true","resources":{},"requestParameters":"text"}""");
        var only = Assert.Single(found.Events);
        Assert.Equal("1", only.EventVersion);
        Assert.Null(only.EventTime);
        Assert.Null(only.EventSource);
        Assert.Null(only.UserIdentity);
        Assert.Equal("unknown", only.Actor);
        Assert.True(only.ReadOnly);
        Assert.Empty(only.Resources);
        Assert.Equal("text", only.RequestParameters);
    }

    [Fact]
    public void Text_that_is_no_log_is_one_problem()
    {
        var found = Found.In("Notes on the incident\n\nWe were told at noon, and looked at the bastion first.\n");
        Assert.Empty(found.Records);
        Assert.Equal(ReadProblemKind.UnknownContent, Assert.Single(found.Problems).Kind);
    }

    [Fact]
    public void JSON_of_an_unknown_kind_is_one_problem_for_the_file()
    {
        var found = Found.In($$"""[{"a":1},{{Record(1)}},{"b":2}]""");
        Assert.Equal(["e1"], found.Events.Select(e => e.EventId));
        var problem = Assert.Single(found.Problems);
        Assert.Equal(ReadProblemKind.UnknownContent, problem.Kind);
        Assert.Equal(0, problem.Record);
        Assert.Contains("2 JSON object(s)", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_problems_of_one_file_are_listed_up_to_a_limit_and_then_counted()
    {
        var found = Found.In(Record(0) + "\n" + string.Concat(Enumerable.Repeat("{broken\n", 1000)) + Record(1));
        Assert.Equal(["e0", "e1"], found.Events.Select(e => e.EventId));
        Assert.Equal(101, found.Problems.Count);
        Assert.Contains("900 more", found.Problems[^1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nesting_without_end_is_refused()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 100_000));
        var found = Found.In($$"""{"Records":[{{Record(0)}},{{deep}}""");
        Assert.Equal(["e0"], found.Events.Select(e => e.EventId));
        Assert.NotEmpty(found.Problems);
        Assert.NotEmpty(Found.In(string.Concat(Enumerable.Repeat("[", 100_000))).Problems);
        Assert.NotEmpty(Found.In(string.Concat(Enumerable.Repeat("{\"Records\":[", 100_000))).Problems);
    }

    [Fact]
    public void A_record_larger_than_the_window_is_told_and_the_next_is_read()
    {
        var huge = "{\"eventName\":\"" + new string('x', 17 * 1024 * 1024) + "\"}";
        var found = Found.In($$"""{"Records":[{{Record(0)}},{{huge}},{{Record(2)}}]}""");
        Assert.Equal(["e0", "e2"], found.Events.Select(e => e.EventId));
        var problem = Assert.Single(found.Problems);
        Assert.Equal((ReadProblemKind.TooLarge, 1L), (problem.Kind, problem.Record));
    }

    [Fact]
    public void The_records_may_lie_behind_a_value_larger_than_the_window()
    {
        var huge = "[\"" + new string('x', 17 * 1024 * 1024) + "\"]";
        var found = Found.In($$"""{"first":{{huge}},"Records":[{{Record(0)}},{{Record(1)}}]}""");
        Assert.Empty(found.Problems);
        Assert.Equal(["e0", "e1"], found.Events.Select(e => e.EventId));

        var without = Found.In($$"""{"first":{{huge}}}""");
        Assert.Equal(ReadProblemKind.TooLarge, Assert.Single(without.Problems).Kind);
    }

    [Fact]
    public void A_file_that_cannot_be_opened_is_one_problem()
    {
        var found = Found.In(new AwsIr.Evidence.FileEvidence(Path.Combine(Path.GetTempPath(), "no-such-folder", "no-such-file")));
        Assert.Equal(ReadProblemKind.Unreadable, Assert.Single(found.Problems).Kind);
    }

    [Theory]
    [InlineData(new byte[] { (byte)'P', (byte)'K', 3, 4, 0, 0 }, "zip")]
    [InlineData(new byte[] { 0x28, 0xb5, 0x2f, 0xfd, 0 }, "zstd")]
    [InlineData(new byte[] { (byte)'B', (byte)'Z', (byte)'h', (byte)'9' }, "bzip2")]
    public void Other_compression_is_named(byte[] bytes, string name)
    {
        var problem = Assert.Single(Found.In(new MemoryEvidence(bytes)).Problems);
        Assert.Equal(ReadProblemKind.BadCompression, problem.Kind);
        Assert.Contains(name, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_not_UTF8_cost_no_record()
    {
        var text = Encoding.UTF8.GetBytes(Record(0));
        text[Array.LastIndexOf(text, (byte)'x')] = 0xff;
        var only = Assert.Single(Found.In(new MemoryEvidence(text)).Events);
        Assert.Equal("\ufffd", only.UserAgent);
    }

    private static string Record(int number) =>
        $$"""{"eventVersion":"1.11","eventTime":"2026-03-17T13:00:00Z","eventSource":"iam.amazonaws.com","eventName":"CreateUser","eventID":"e{{number}}","userAgent":"x"}""";
}
