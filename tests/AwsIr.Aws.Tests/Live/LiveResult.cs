using AwsIr.Evidence;
using AwsIr.Formats;
using AwsIr.Records;

namespace AwsIr.Aws.Tests.Live;

/// <summary>What came of reading live.</summary>
internal sealed class LiveResult : IRecordSink
{
    public List<EvidenceItem> Items { get; } = [];

    public List<IRecord> Records { get; } = [];

    public List<SourceNotice> Notices { get; } = [];

    public List<ReadProblem> Problems { get; } = [];

    public List<OtherContent> Others { get; } = [];

    /// <summary>The error that ended it; null if none did.</summary>
    public SourceException? End { get; set; }

    public IEnumerable<SourceNotice> Errors => Of(SourceNoticeKind.Error);

    public IEnumerable<string> Warnings => Of(SourceNoticeKind.Warning).Select(static notice => notice.Message);

    public IEnumerable<string?> EventIds => Records.Select(static record => record.RecordId);

    public IEnumerable<string> Messages => Records.Cast<CloudWatchLogEvent>().Select(static record => record.Message);

    /// <summary>Fails unless nothing went wrong.</summary>
    public LiveResult Ok()
    {
        Assert.Null(End);
        Assert.Empty(Errors.Select(static error => error.Message));
        Assert.Empty(Problems);
        Assert.Empty(Others);
        return this;
    }

    public void OnRecord(RecordFields fields) => Records.Add(fields.ToRecord());

    public void OnProblem(ReadProblem problem) => Problems.Add(problem);

    public void OnOther(OtherContent content) => Others.Add(content);

    private IEnumerable<SourceNotice> Of(SourceNoticeKind kind) => Notices.Where(notice => notice.Kind == kind);
}
