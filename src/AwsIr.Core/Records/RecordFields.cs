namespace AwsIr.Records;

/// <summary>
/// The one view of a record that rules see, whatever its source and wherever it came from.
/// One instance a thread, pointed at one record after another; nothing in it outlives the record
/// but what <see cref="ToRecord"/> gives.
/// </summary>
internal abstract class RecordFields
{
    /// <summary>The record's source.</summary>
    public abstract RecordSource Source { get; }

    /// <summary>The file or object that the record is in.</summary>
    public string Path { get; protected set; } = "";

    /// <summary>The record's number there, from 0; no two have the same, and a later one has a higher one.</summary>
    public long Number { get; protected set; }

    /// <summary>The record's own id, by which a repeat of it is told; null where the source has none.</summary>
    public virtual string? RecordId => null;

    /// <summary>The account that it happened in, 12 digits, as the object's property gives it; null if unknown.</summary>
    public virtual string? AccountId => null;

    /// <summary>The region that it happened in, as the object's property gives it; null if unknown.</summary>
    public virtual string? Region => null;

    /// <summary>
    /// The value that rules of this source are indexed by: CloudTrail's <c>eventName</c>, GuardDuty's <c>type</c>;
    /// null where the record has none or the source has no such field. Repeated values come as the same string object
    /// where that is cheap.
    /// </summary>
    public abstract string? DispatchKey { get; }

    /// <summary>
    /// The time of the event in UTC, in ticks of 100 ns since year 1 as in <see cref="DateTime.Ticks"/>;
    /// <see cref="long.MinValue"/> when it has none that can be read.
    /// </summary>
    public abstract long TimeTicks { get; }

    /// <summary>
    /// Reads a field into <paramref name="values"/>, which comes cleared. The exact key wins, a literal dotted key before a path,
    /// a key that differs by case only where no exact one exists; paths walk through arrays; of duplicate keys the last counts.
    /// </summary>
    /// <exception cref="System.Text.Json.JsonException">The record is not valid JSON there.</exception>
    public abstract void Resolve(FieldPath path, FieldValues values);

    /// <summary>
    /// Calls <paramref name="test"/> with every value (not key) in the record, strings decoded, numbers and booleans as text,
    /// until it answers true; for keyword searches.
    /// </summary>
    /// <returns>Whether it answered true.</returns>
    public abstract bool AnyValue(Func<string, bool> test);

    /// <summary>The record as the object that users get; the same object when called again for the same record.</summary>
    public abstract IRecord ToRecord();
}
