namespace AwsIr.Detection;

/// <summary>A secret hash of a text (<see cref="SecretHash"/>) that stands for the text; <c>default</c> stands for none.</summary>
internal readonly record struct Hash128(ulong High, ulong Low) : IComparable<Hash128>
{
    /// <inheritdoc/>
    public int CompareTo(Hash128 other) => High != other.High ? High.CompareTo(other.High) : Low.CompareTo(other.Low);

    /// <inheritdoc/>
    public override int GetHashCode() => unchecked((int)Low);
}
