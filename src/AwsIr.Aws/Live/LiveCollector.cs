using AwsIr.Access;
using AwsIr.Evidence;

namespace AwsIr.Live;

/// <summary>Gets the records of one service, from one account and region after another.</summary>
internal abstract class LiveCollector : IDisposable
{
    /// <summary>The service's name, as progress shows it.</summary>
    public abstract string Name { get; }

    /// <summary>Whether accounts that are asked for without a role only narrow what is read: the account has other accounts' records.</summary>
    public virtual bool AccountsFilter => false;

    /// <summary>Says what is to be said once, before the first account and region.</summary>
    /// <param name="feed">Takes it.</param>
    public virtual void Begin(IEvidenceFeed feed)
    {
    }

    /// <summary>Gets what there is in an account and region. Runs on a thread of its own, several at a time.</summary>
    /// <param name="target">The account and region.</param>
    /// <param name="lane">Takes what is found, in the order in which it is to come out.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="SourceException">Nothing of the account and region can be read; the others go on.</exception>
    public abstract void Collect(AwsTarget target, LiveLane lane);

    /// <summary>Says what is to be said once, after the last account and region.</summary>
    /// <param name="feed">Takes it.</param>
    public virtual void Complete(IEvidenceFeed feed)
    {
    }

    /// <summary>Moves the checkpoints of other sources on.</summary>
    public virtual void Commit()
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives back what it holds. Items may be opened until then.</summary>
    /// <param name="disposing">Always true: there are no finalizers.</param>
    protected virtual void Dispose(bool disposing)
    {
    }
}
