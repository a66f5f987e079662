namespace AwsIr.Clients;

/// <summary>What a field of findings must be.</summary>
/// <param name="Field">The field, such as <c>updatedAt</c>.</param>
internal sealed record FindingCriterion(string Field)
{
    /// <summary>One of these, 50 at most; none for no such bound.</summary>
    public IReadOnlyCollection<string> EqualTo { get; init; } = [];

    /// <summary>This or more; null for no such bound.</summary>
    public long? AtLeast { get; init; }
}
