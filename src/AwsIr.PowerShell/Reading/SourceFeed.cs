using AwsIr.Evidence;

namespace AwsIr.Commands;

/// <summary>Leads what a source finds to the threads that read, and what it says to the pipeline's thread.</summary>
internal sealed class SourceFeed(OrderedWork<EvidenceItem, object> work) : IEvidenceFeed
{
    public void Add(EvidenceItem item) => work.AddWhenRoom(item);

    public void Tell(SourceNotice notice) => work.Post(notice);
}
