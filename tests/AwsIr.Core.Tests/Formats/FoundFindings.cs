using AwsIr.Evidence;
using AwsIr.Formats;
using AwsIr.Records;

namespace AwsIr.Tests.Formats;

/// <summary>The findings, and everything else, that a reader found in one item.</summary>
internal sealed class FoundFindings : IRecordSink
{
    public List<GuardDutyFinding> Findings { get; } = [];

    public List<ReadProblem> Problems { get; } = [];

    public List<OtherContent> Others { get; } = [];

    /// <summary>Of each finding, in order, what the view of its fields said while it was read.</summary>
    public List<(string? Key, string? Id, long Ticks)> Views { get; } = [];

    public static FoundFindings In(EvidenceItem item, ReadOptions? options = null)
    {
        var found = new FoundFindings();
        new EvidenceReader(options ?? new ReadOptions { Sources = [RecordSource.GuardDuty] }).Read(item, found, CancellationToken.None);
        return found;
    }

    public static FoundFindings In(string text, ReadOptions? options = null) => In(new MemoryEvidence(text), options);

    /// <summary>The one finding in a text, which holds nothing else.</summary>
    public static GuardDutyFinding One(string text)
    {
        var found = In(text);
        Assert.Empty(found.Problems);
        Assert.Empty(found.Others);
        return Assert.Single(found.Findings);
    }

    public void OnRecord(RecordFields fields)
    {
        Views.Add((fields.DispatchKey, fields.RecordId, fields.TimeTicks));
        Findings.Add((GuardDutyFinding)fields.ToRecord());
    }

    public void OnProblem(ReadProblem problem) => Problems.Add(problem);

    public void OnOther(OtherContent content) => Others.Add(content);
}
