namespace AwsIr;

/// <summary>Where a record was read: the file or object, and its position in it.</summary>
/// <param name="Path">The full path of the file, or the object's URI.</param>
/// <param name="Index">The record's number in it, from 0.</param>
public sealed record Provenance(string Path, long Index)
{
    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Path}#{Index}");
}
