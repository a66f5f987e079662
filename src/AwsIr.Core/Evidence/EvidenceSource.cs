namespace AwsIr.Evidence;

/// <summary>Finds evidence while it is being read: objects in a bucket, pages of a service's answers.</summary>
internal abstract class EvidenceSource : IDisposable
{
    /// <summary>
    /// Gives every item to <paramref name="feed"/>, in the order in which records are to come out, and returns when there are no more.
    /// Runs on a thread of its own. What fails for a part (an account, a region, an object) is reported there, and the rest goes on.
    /// </summary>
    /// <param name="feed">Takes the items and what is to be said.</param>
    /// <param name="cancellation">Ends it within a fraction of a second.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="SourceException">Nothing can be read: the run ends with this error.</exception>
    public abstract void Run(IEvidenceFeed feed, CancellationToken cancellation);

    /// <summary>
    /// Moves the checkpoint on. Called once, after <see cref="Run"/> has returned, every item has been read to its end or its failure,
    /// and the pipeline has taken all that came of it.
    /// </summary>
    public virtual void Commit()
    {
    }

    /// <summary>What is complete when reading ended early, after an item: goes behind "Complete up to".</summary>
    /// <param name="last">The last item that was read to its end, with all items before it.</param>
    public virtual string Reached(EvidenceItem last) => last.Name;

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives back what the source holds. Items may be opened until then.</summary>
    /// <param name="disposing">Always true: there are no finalizers.</param>
    protected virtual void Dispose(bool disposing)
    {
    }
}
