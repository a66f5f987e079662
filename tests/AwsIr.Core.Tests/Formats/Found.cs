using AwsIr.Evidence;
using AwsIr.Formats;
using AwsIr.Records;

namespace AwsIr.Tests.Formats;

/// <summary>Everything that a reader found in one item.</summary>
internal sealed class Found : IRecordSink
{
    public List<IRecord> Records { get; } = [];

    public List<CloudTrailEvent> Events => [.. Records.OfType<CloudTrailEvent>()];

    public IEnumerable<FlowLogRecord> Flows => Records.OfType<FlowLogRecord>();

    public List<CloudWatchLogEvent> Logs => [.. Records.OfType<CloudWatchLogEvent>()];

    public List<ReadProblem> Problems { get; } = [];

    public List<OtherContent> Others { get; } = [];

    public IEnumerable<string?> Names => Events.Select(e => e.EventName);

    /// <summary>What a cmdlet on CloudTrail asks for.</summary>
    public static ReadOptions CloudTrailOnly { get; } = new() { Sources = [RecordSource.CloudTrail] };

    public static Found In(EvidenceItem item, ReadOptions? options = null)
    {
        var found = new Found();
        new EvidenceReader(options ?? ReadOptions.All).Read(item, found, CancellationToken.None);
        return found;
    }

    public static Found In(string text, ReadOptions? options = null) => In(new MemoryEvidence(text), options);

    public void OnRecord(RecordFields fields) => Records.Add(fields.ToRecord());

    public void OnProblem(ReadProblem problem) => Problems.Add(problem);

    public void OnOther(OtherContent content) => Others.Add(content);
}
