namespace AwsIr.Clients;

/// <summary>What an advanced event selector asks of a field.</summary>
/// <param name="Field">The field, such as eventCategory or resources.type.</param>
/// <param name="EqualTo">The values of which it must have one; none for any.</param>
/// <param name="NotEqualTo">The values that it must not have.</param>
internal sealed record FieldSelector(string Field, IReadOnlyList<string> EqualTo, IReadOnlyList<string> NotEqualTo)
{
    /// <summary>Whether it asks for how values begin or end as well.</summary>
    public bool HasOthers { get; init; }
}
