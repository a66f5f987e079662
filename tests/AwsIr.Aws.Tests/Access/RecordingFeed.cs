using AwsIr.Evidence;

namespace AwsIr.Aws.Tests.Access;

/// <summary>Keeps what a source says.</summary>
internal sealed class RecordingFeed : IEvidenceFeed
{
    public List<EvidenceItem> Items { get; } = [];

    public List<SourceNotice> Notices { get; } = [];

    public IReadOnlyList<SourceNotice> Errors => [.. Notices.Where(static notice => notice.Kind == SourceNoticeKind.Error)];

    public void Add(EvidenceItem item) => Items.Add(item);

    public void Tell(SourceNotice notice) => Notices.Add(notice);
}
