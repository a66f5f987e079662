using AwsIr.Evidence;
using AwsIr.Records;

namespace AwsIr.Commands;

/// <summary>What one thread does with each record.</summary>
internal abstract class RecordWorker
{
    /// <summary>An item's records come next.</summary>
    public virtual void Begin(EvidenceItem item)
    {
    }

    /// <summary>Looks at a record, and adds what comes of it to the results.</summary>
    /// <param name="fields">The record; valid during the call only.</param>
    /// <param name="add">Adds a result.</param>
    public abstract void OnRecord(RecordFields fields, Action<object> add);

    /// <summary>The item has no more records.</summary>
    /// <param name="add">Adds a result.</param>
    public virtual void End(Action<object> add)
    {
    }
}
