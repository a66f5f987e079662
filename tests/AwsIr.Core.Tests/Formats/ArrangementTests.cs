using System.Text;
using System.Text.Json;

namespace AwsIr.Tests.Formats;

/// <summary>The same two records, in every arrangement in which people have CloudTrail logs.</summary>
public class ArrangementTests
{
    private const string A = """{"eventVersion":"1.11","eventTime":"2026-03-17T13:00:00Z","eventSource":"iam.amazonaws.com","eventName":"CreateUser","eventID":"a","requestParameters":{"Records":[1],"text":"\"}],{[\\"}}""";
    private const string B = """{ "eventName" : "DeleteUser" , "eventID":"b", "eventVersion":"1.11", "eventTime":"2026-03-17T13:00:01Z", "eventSource":"iam.amazonaws.com" }""";

    public static TheoryData<string, string> Arrangements { get; } = new()
    {
        { "a log file", $$"""{"Records":[{{A}},{{B}}]}""" },
        { "a log file with white space", $"\n {{ \"Records\" : [ {A}\r\n,\t{B} ] }}\n" },
        { "a log file with other keys about", $$"""{"x":{"Records":[{}]},"Records":[{{A}},{{B}}],"y":[1,"]"]}""" },
        { "an empty log file before one with records", $$"""{"Records":[]}{"Records":[{{A}},{{B}}]}""" },
        { "a bare array", $"[{A},{B}]" },
        { "JSON lines", A + "\n" + B + "\n" },
        { "JSON lines with CRLF and no end", A + "\r\n" + B },
        { "values one after another", A + B },
        { "an array of log files", $$"""[{"Records":[{{A}}]},{"Records":[{{B}}]}]""" },
        { "log files as JSON lines", $$"""{"Records":[{{A}}]}""" + "\n" + $$"""{"Records":[{{B}}]}""" },
        { "an array of arrays", $"[[{A}],[{B}]]" },
        { "LookupEvents output", $$"""{"Events":[{"EventId":"a","ReadOnly":"false","CloudTrailEvent":{{Quoted(A)}}},{"CloudTrailEvent":{{Quoted(B)}}}],"NextToken":"n"}""" },
        { "LookupEvents output, token first", $$"""{"NextToken":"n","Events":[{"CloudTrailEvent":{{Quoted(A)}}},{"CloudTrailEvent":{{Quoted(B)}}}]}""" },
        { "LookupEvents entries as an array", $$"""[{"CloudTrailEvent":{{Quoted(A)}}},{"CloudTrailEvent":{{Quoted(B)}}}]""" },
        { "EventBridge envelopes", $$"""{"version":"0","detail-type":"AWS API Call via CloudTrail","source":"aws.iam","detail":{{A}}}""" + "\n" + $$"""{"detail":{{B}},"detail-type":"AWS API Call via CloudTrail"}""" },
        { "all mixed", $$"""{"Records":[{{A}}]}""" + $$"""[{"detail-type":"x","detail":{{B}}}]""" },
    };

    [Theory]
    [MemberData(nameof(Arrangements))]
    public void Every_arrangement_gives_the_records(string what, string text)
    {
        foreach (var pieces in new[] { int.MaxValue, 1, 7 })
        {
            var found = Found.In(new MemoryEvidence(text, pieces));
            Assert.True(found.Problems.Count == 0, what + ": " + string.Join("; ", found.Problems));
            Assert.Equal(["CreateUser", "DeleteUser"], found.Names);
            Assert.Equal(["a", "b"], found.Events.Select(e => e.EventId));
            Assert.Equal(A, found.Events[0].Raw);
            Assert.Equal([0L, 1L], found.Events.Select(e => e.Provenance.Index));
        }
    }

    [Theory]
    [MemberData(nameof(Arrangements))]
    public void Compression_and_encoding_are_told_by_content(string what, string text)
    {
        var packed = MemoryEvidence.Gzip(text);
        byte[][] forms =
        [
            packed,
            [0xef, 0xbb, 0xbf, .. Encoding.UTF8.GetBytes(text)],
            [0xff, 0xfe, .. Encoding.Unicode.GetBytes(text)],
            [0xfe, 0xff, .. Encoding.BigEndianUnicode.GetBytes(text)],
            MemoryEvidence.Gzip("\ufeff" + text),
        ];
        foreach (var form in forms)
        {
            var found = Found.In(new MemoryEvidence(form, 1000));
            Assert.True(found.Problems.Count == 0, what + ": " + string.Join("; ", found.Problems));
            Assert.Equal(["a", "b"], found.Events.Select(e => e.EventId));
        }
    }

    [Fact]
    public void Gzip_members_one_after_another_are_one_text()
    {
        var found = Found.In(new MemoryEvidence([.. MemoryEvidence.Gzip(A + "\n"), .. MemoryEvidence.Gzip(B + "\n")]));
        Assert.Empty(found.Problems);
        Assert.Equal(["a", "b"], found.Events.Select(e => e.EventId));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{\"Records\":[]}")]
    [InlineData("{\"Records\": [ ] }")]
    [InlineData("{\"Events\":[]}")]
    public void An_empty_log_file_is_no_problem(string text)
    {
        var found = Found.In(text);
        Assert.Empty(found.Problems);
        Assert.Empty(found.Events);
        Assert.Empty(found.Others);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n ")]
    public void An_empty_file_is_told(string text)
    {
        var found = Found.In(text);
        Assert.Empty(found.Events);
        Assert.Empty(found.Problems);
        if (text.Length == 0)
        {
            Assert.Equal("empty files", Assert.Single(found.Others).What);
        }
    }

    private static string Quoted(string text) => JsonSerializer.Serialize(text);
}
