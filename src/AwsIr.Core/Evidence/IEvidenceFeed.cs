namespace AwsIr.Evidence;

/// <summary>Takes what a source finds. Any thread may call it.</summary>
internal interface IEvidenceFeed
{
    /// <summary>Adds an item behind the others; waits while many are not read yet.</summary>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    void Add(EvidenceItem item);

    /// <summary>Tells the user something, at once. The text may hold anything: it is made safe to print.</summary>
    void Tell(SourceNotice notice);
}
