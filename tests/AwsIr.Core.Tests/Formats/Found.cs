using AwsIr.Evidence;
using AwsIr.Formats;
using AwsIr.Records;

namespace AwsIr.Tests.Formats;

/// <summary>Everything that a reader found in one item.</summary>
internal sealed class Found : IRecordSink
{
    public List<CloudTrailEvent> Events { get; } = [];

    public List<ReadProblem> Problems { get; } = [];

    public List<OtherContent> Others { get; } = [];

    public IEnumerable<string?> Names => Events.Select(e => e.EventName);

    public static Found In(EvidenceItem item)
    {
        var found = new Found();
        new EvidenceReader(new ReadOptions { Sources = [RecordSource.CloudTrail] }).Read(item, found, CancellationToken.None);
        return found;
    }

    public static Found In(string text) => In(new MemoryEvidence(text));

    public void OnRecord(RecordFields fields) => Events.Add((CloudTrailEvent)fields.ToRecord());

    public void OnProblem(ReadProblem problem) => Problems.Add(problem);

    public void OnOther(OtherContent content) => Others.Add(content);
}
