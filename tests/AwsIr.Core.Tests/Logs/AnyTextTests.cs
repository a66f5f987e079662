using AwsIr.Formats;
using AwsIr.Tests.Formats;

namespace AwsIr.Tests.Logs;

/// <summary>Logs of hosts and applications, as lines.</summary>
public class AnyTextTests
{
    private static readonly ReadOptions AnyText = new() { Sources = [RecordSource.CloudWatchLogs], Unwrap = false, AnyText = true };

    public static TheoryData<string, string, string[]> Logs { get; } = new()
    {
        { "plain lines", "one\n  two \r\n\r\n\nthree", ["one", "  two ", "three"] },
        { "JSON lines", "{\"a\":1}\n{\"b\":\"x\"}\n", ["{\"a\":1}", "{\"b\":\"x\"}"] },
        { "JSON over several lines", "{\n  \"a\": 1\n}\n{ \"b\": 2 }", ["{\n  \"a\": 1\n}", "{ \"b\": 2 }"] },
        { "an array", "[{\"a\":1},\n{\"b\":2}]", ["{\"a\":1}", "{\"b\":2}"] },
        { "JSON and text", "{\"a\":1}\nTraceback:\n  at x\n{\"b\":2}\n", ["{\"a\":1}", "Traceback:", "  at x", "{\"b\":2}"] },
        { "text and JSON", "starting\n{\"a\":1}\n{\n  \"b\": 2\n", ["starting", "{\"a\":1}", "{", "  \"b\": 2"] },
        { "JSON with text behind it", "{\"a\":1} took 5 ms\n{\"b\":2}\n", ["{\"a\":1} took 5 ms", "{\"b\":2}"] },
        { "broken JSON", "{\"a\":1\n{\"b\":}\n{c}\n{\"d\":4}\n", ["{\"a\":1", "{\"b\":}", "{c}", "{\"d\":4}"] },
        { "brackets that are no JSON", "[INFO] one\n[Tue Mar 17 13:00:00 2026] [core:error] two\n{x} three\n[{\"a\":1}]\n[WARN] four\n", ["[INFO] one", "[Tue Mar 17 13:00:00 2026] [core:error] two", "{x} three", "[{\"a\":1}]", "[WARN] four"] },
        { "JSON and brackets", "{\"a\":1}\n[INFO] one\n{x} two\n", ["{\"a\":1}", "[INFO] one", "{x} two"] },
        { "lists of an application", "{\"level\":\"info\",\"events\":[{\"a\":1}],\"Records\":[{}]}\n{\"events\":[{\"type\":\"click\"},{\"b\":2}],\"msg\":\"x\"}\n{\"events\":[],\"msg\":\"y\"}\n{\"Records\":[1,\"2\"]}\n{\"findings\":[[{}]]}", ["{\"level\":\"info\",\"events\":[{\"a\":1}],\"Records\":[{}]}", "{\"events\":[{\"type\":\"click\"},{\"b\":2}],\"msg\":\"x\"}", "{\"events\":[],\"msg\":\"y\"}", "{\"Records\":[1,\"2\"]}", "{\"findings\":[[{}]]}"] },
        { "a message type of an application", "{\"messageType\":\"ORDER\",\"message\":\"m\",\"timestamp\":5}", ["{\"messageType\":\"ORDER\",\"message\":\"m\",\"timestamp\":5}"] },
        { "log events", Sample.Page("one", "two"), ["one", "two"] },
        { "a page without events", Sample.Page() + "{\"Events\":[ ],\"NextForwardToken\":\"f\"}" + Sample.Page("one"), ["one"] },
        { "a batch", Sample.Batch("one", "two"), ["one", "two"] },
        { "an envelope", Sample.Lambda(Sample.Batch("one", "two")), ["one", "two"] },
    };

    [Theory]
    [MemberData(nameof(Logs))]
    public void Text_that_is_nothing_else_is_lines_of_a_log(string what, string text, string[] messages)
    {
        foreach (var pieces in new[] { int.MaxValue, 1, 7 })
        {
            var found = Found.In(new MemoryEvidence(text, pieces), AnyText);
            Assert.True(found.Problems.Count == 0, what + ": " + string.Join("; ", found.Problems));
            Assert.Equal(messages, found.Logs.Select(log => log.Raw));
            Assert.Equal(Enumerable.Range(0, messages.Length).Select(i => (long)i), found.Logs.Select(log => log.Provenance.Index));
            Assert.Empty(found.Others);
        }
    }

    [Theory]
    [InlineData("notes of a meeting\n\nwe said this and that\n")]
    [InlineData("name,time\nx,2026-03-17T13:00:00Z\n")]
    [InlineData("2026-03-17T13:00:00Z,created,file.txt\n")]
    [InlineData("# A title\n")]
    public void Otherwise_text_is_read_only_if_it_is_known_to_be_a_log(string text)
    {
        var found = Found.In(text);
        Assert.Empty(found.Records);
        Assert.Equal(ReadProblemKind.UnknownContent, Assert.Single(found.Problems).Kind);
        Assert.NotEmpty(Found.In(text, AnyText).Logs);
    }

    [Fact]
    public void What_is_no_text_is_told()
    {
        var found = Found.In(new MemoryEvidence([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, 0, 0, 0, 13]), AnyText);
        Assert.Empty(found.Records);
        Assert.Equal(ReadProblemKind.UnknownContent, Assert.Single(found.Problems).Kind);
    }

    [Theory]
    [InlineData("CloudTrail records", """{"Records":[{"eventName":"A","eventSource":"s","eventTime":"2026-03-17T13:00:00Z"}]}""")]
    [InlineData("CloudTrail digest files", """{"awsAccountId":"111122223333","digestStartTime":"2026-03-17T13:00:00Z","digestS3Bucket":"b"}""")]
    [InlineData("EventBridge events of other services", """{"version":"0","detail-type":"x","source":"aws.ec2","detail":{"state":"running"}}""")]
    public void Other_known_content_is_told_and_not_taken_for_a_log(string what, string text)
    {
        var found = Found.In(text, AnyText);
        Assert.Empty(found.Records);
        Assert.Empty(found.Problems);
        Assert.Equal((what, 1L), (Assert.Single(found.Others).What, found.Others[0].Count));
    }

    [Fact]
    public void A_line_larger_than_the_window_is_told_and_the_next_is_read()
    {
        var huge = new string('x', 17 * 1024 * 1024) + "\n";
        foreach (var (text, first) in new[] { ("first\n" + huge + "last\n", "first"), ("{\"a\":1}\n" + huge + "last\n", "{\"a\":1}") })
        {
            var found = Found.In(text, AnyText);
            Assert.Equal([first, "last"], found.Logs.Select(log => log.Raw));
            var problem = Assert.Single(found.Problems);
            Assert.Equal((ReadProblemKind.TooLarge, 1L), (problem.Kind, problem.Record));
        }
    }

    [Fact]
    public void White_space_without_end_is_nothing()
    {
        Assert.Empty(Found.In(new RepeatedText("{\"a\":1}\n", new string(' ', 4096), "", 100 * 1024 * 1024), AnyText).Problems);
        Assert.Equal(["{\"a\":1}", "x"], Found.In(new RepeatedText("{\"a\":1}\n", new string(' ', 4095) + "\n", "x", 50 * 1024 * 1024), AnyText).Logs.Select(log => log.Raw));
    }

    [Fact]
    public void Lines_that_nest_without_end_cost_no_more_than_their_length()
    {
        var found = Found.In(string.Concat(Enumerable.Repeat("{\"a\":\n", 50_000)) + string.Concat(Enumerable.Repeat("[{\n", 50_000)), AnyText);
        Assert.NotEmpty(found.Logs);
    }
}
