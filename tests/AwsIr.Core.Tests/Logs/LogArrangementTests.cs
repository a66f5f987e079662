using AwsIr.Tests.Formats;

namespace AwsIr.Tests.Logs;

/// <summary>The same two log events, in every arrangement in which people have them.</summary>
public class LogArrangementTests
{
    private const string A = "first \"message\"\n\tof two lines";
    private const string B = "second";

    /// <summary>A name, the text, and what is known beside the message: g group, s stream, o owner, i id, n ingestion time.</summary>
    public static TheoryData<string, string, string> Arrangements { get; } = new()
    {
        { "FilterLogEvents", Sample.Page(A, B), "sin" },
        { "FilterLogEvents, the command line's order and layout", $$"""
            {
                "events": [
                    { "logStreamName": "i-0a11111111111aaaa", "timestamp": {{Sample.Time}}, "message": {{Sample.Quoted(A)}}, "ingestionTime": {{Sample.Time + 1000}}, "eventId": "31950" },
                    { "logStreamName": "i-0a11111111111aaaa", "timestamp": {{Sample.Time + 1}}, "message": {{Sample.Quoted(B)}}, "ingestionTime": {{Sample.Time + 1000}}, "eventId": "31951" }
                ],
                "searchedLogStreams": []
            }
            """, "sin" },
        { "pages one after another", Sample.Page(A) + Sample.Page() + Sample.Page(B).Replace("31950", "31951", StringComparison.Ordinal).Replace("2400000", "2400001", StringComparison.Ordinal), "sin" },
        { "events as an array", $"[{Sample.Event(A)},{Sample.Event(B, 1)}]", "sin" },
        { "events as lines", Sample.Event(A) + "\n" + Sample.Event(B, 1) + "\n", "sin" },
        { "events with their group added", "[" + Sample.Event(A).Replace("{", "{\"logGroup\":\"/var/log/secure\",", StringComparison.Ordinal) + "," + Sample.Event(B, 1).Replace("{", "{\"logGroup\":\"/var/log/secure\",", StringComparison.Ordinal) + "]", "gsin" },
        { "GetLogEvents", $$"""{"events":[{"timestamp":{{Sample.Time}},"message":{{Sample.Quoted(A)}},"ingestionTime":{{Sample.Time + 1000}}},{"timestamp":{{Sample.Time + 1}},"message":"second","ingestionTime":{{Sample.Time + 1000}}}],"nextForwardToken":"f/1","nextBackwardToken":"b/1"}""", "n" },
        { "Get-CWLFilteredLogEvent | ConvertTo-Json", $$"""{"Events":[{"EventId":"31950","IngestionTime":{{Sample.Time + 1000}},"LogStreamName":"i-0a11111111111aaaa","Message":{{Sample.Quoted(A)}},"Timestamp":{{Sample.Time}}},{"EventId":"31951","IngestionTime":{{Sample.Time + 1000}},"LogStreamName":"i-0a11111111111aaaa","Message":"second","Timestamp":{{Sample.Time + 1}}}],"NextToken":null,"SearchedLogStreams":[],"ResponseMetadata":{"RequestId":"r"},"ContentLength":9,"HttpStatusCode":200}""", "sin" },
        { "Get-CWLLogEvent | ConvertTo-Json in PowerShell 7", """{"Events":[{"IngestionTime":"2026-03-17T13:00:01Z","Message":"first \"message\"\n\tof two lines","Timestamp":"2026-03-17T14:00:00+01:00"},{"IngestionTime":"2026-03-17T13:00:01Z","Message":"second","Timestamp":"2026-03-17T13:00:00.001Z"}],"NextForwardToken":"f"}""", "n" },
        { "Get-CWLLogEvent | ConvertTo-Json in Windows PowerShell", """{"Events":[{"IngestionTime":"\/Date(1773752401000)\/","Message":"first \"message\"\n\tof two lines","Timestamp":"\/Date(1773752400000)\/"},{"IngestionTime":"\/Date(1773752401000)\/","Message":"second","Timestamp":"\/Date(1773752400001)\/"}]}""", "n" },
        { "a subscription's batch", Sample.Batch(A, B), "gsoi" },
        { "batches one after another", Sample.Batch(A) + Sample.Batch(B).Replace("31950", "31951", StringComparison.Ordinal).Replace("2400000", "2400001", StringComparison.Ordinal), "gsoi" },
        { "batches as lines", Sample.Batch(A) + "\n" + Sample.Batch(B).Replace("31950", "31951", StringComparison.Ordinal).Replace("2400000", "2400001", StringComparison.Ordinal) + "\n", "gsoi" },
        { "what a Lambda function is given", Sample.Lambda(Sample.Batch(A, B)), "gsoi" },
        { "Kinesis records", $$"""{"Records":[{{Sample.Kinesis(Sample.Batch(A, B))}}]}""", "gsoi" },
        { "GetRecords of Kinesis", $$"""{"Records":[{"SequenceNumber":"4959","ApproximateArrivalTimestamp":1773752401.5,"Data":"{{Sample.Base64(Sample.Batch(A, B))}}","PartitionKey":"1"}],"NextShardIterator":"n","MillisBehindLatest":0}""", "gsoi" },
        { "base64 with JSON escapes", Sample.Lambda(Sample.Batch(A, B)).Replace("/", "\\/", StringComparison.Ordinal), "gsoi" },
        { "a line of base64", Sample.Base64(Sample.Batch(A, B)) + "\n", "gsoi" },
        { "lines of base64", Sample.Base64(Sample.Batch(A)) + "\r\n" + Sample.Base64(Sample.Batch(B).Replace("31950", "31951", StringComparison.Ordinal).Replace("2400000", "2400001", StringComparison.Ordinal)), "gsoi" },
        { "base64 in lines of 76", string.Join("\n", Sample.Base64(Sample.Batch(A, B)).Chunk(76).Select(static part => new string(part))), "gsoi" },
        { "GetQueryResults of Logs Insights", $$"""{"queryLanguage":"CWLI","results":[[{"field":"@timestamp","value":"2026-03-17 13:00:00.000"},{"field":"@message","value":{{Sample.Quoted(A)}}},{"field":"@log","value":"111122223333:/var/log/secure"},{"field":"@logStream","value":"i-0a11111111111aaaa"},{"field":"@ingestionTime","value":"2026-03-17 13:00:01.000"},{"field":"x","value":"1"},{"field":"@ptr","value":"31950"}],[{"field":"@timestamp","value":"2026-03-17 13:00:00.001"},{"field":"@message","value":"second"},{"field":"@log","value":"111122223333:/var/log/secure"},{"field":"@logStream","value":"i-0a11111111111aaaa"},{"field":"@ingestionTime","value":"2026-03-17 13:00:01.000"},{"field":"@ptr","value":"31951"}]],"statistics":{"recordsMatched":2.0,"recordsScanned":9.0,"bytesScanned":900.0},"status":"Complete"}""", "gsoin" },
        { "Logs Insights' JSON of the console", """[{"@timestamp":"2026-03-17 13:00:00.000","@message":"first \"message\"\n\tof two lines","@logStream":"i-0a11111111111aaaa","@log":"111122223333:/var/log/secure","@ptr":"31950"},{"@timestamp":"2026-03-17 13:00:00.001","@message":"second","@logStream":"i-0a11111111111aaaa","@log":"111122223333:/var/log/secure","@ptr":"31951"}]""", "gsoi" },
    };

    [Theory]
    [MemberData(nameof(Arrangements))]
    public void Every_arrangement_gives_the_events(string what, string text, string known)
    {
        foreach (var pieces in new[] { int.MaxValue, 1, 7 })
        {
            Check(what, Found.In(new MemoryEvidence(text, pieces)), known);
        }

        // A line end and a byte order mark before, compressed, and compressed twice.
        Check(what, Found.In("\ufeff" + text), known);
        Check(what, Found.In(new MemoryEvidence(MemoryEvidence.Gzip(text), 1000)), known);
        Check(what, Found.In(new MemoryEvidence(MemoryEvidence.Gzip(MemoryEvidence.Gzip(text)), 1000)), known);
    }

    [Fact]
    public void Members_of_gzip_within_and_without_gzip_are_one_text()
    {
        byte[] members = [.. MemoryEvidence.Gzip(Sample.Batch(A)), .. MemoryEvidence.Gzip(Sample.Batch(B).Replace("31950", "31951", StringComparison.Ordinal).Replace("2400000", "2400001", StringComparison.Ordinal))];
        Check("members", Found.In(new MemoryEvidence(members)), "gsoi");
        Check("members in gzip", Found.In(new MemoryEvidence(MemoryEvidence.Gzip(members))), "gsoi");
    }

    private static void Check(string what, Found found, string known)
    {
        Assert.True(found.Problems.Count == 0, what + ": " + string.Join("; ", found.Problems));
        Assert.Empty(found.Others);
        Assert.Equal([A, B], found.Logs.Select(log => log.Raw));
        Assert.Equal([0L, 1L], found.Logs.Select(log => log.Provenance.Index));
        Assert.Equal(
            [new DateTime(2026, 3, 17, 13, 0, 0, DateTimeKind.Utc), new DateTime(2026, 3, 17, 13, 0, 0, 1, DateTimeKind.Utc)],
            found.Logs.Select(log => log.Timestamp!.Value));
        Assert.All(found.Logs, log =>
        {
            Assert.Equal(DateTimeKind.Utc, log.Timestamp!.Value.Kind);
            Assert.Equal(known.Contains('g', StringComparison.Ordinal) ? "/var/log/secure" : null, log.LogGroup);
            Assert.Equal(known.Contains('s', StringComparison.Ordinal) ? "i-0a11111111111aaaa" : null, log.LogStream);
            Assert.Equal(known.Contains('o', StringComparison.Ordinal) ? "111122223333" : null, log.AccountId);
            Assert.Equal(known.Contains('n', StringComparison.Ordinal) ? new DateTime(2026, 3, 17, 13, 0, 1, DateTimeKind.Utc) : null, log.IngestionTime);
        });
        Assert.Equal(known.Contains('i', StringComparison.Ordinal) ? ["31950", "31951"] : new string?[2], found.Logs.Select(log => log.EventId));
    }
}
