namespace AwsIr.Clients;

/// <summary>A basic event selector.</summary>
/// <param name="ReadWriteType">ReadOnly, WriteOnly or All.</param>
/// <param name="HasManagementEvents">Whether it takes management events.</param>
internal sealed record EventSelector(string? ReadWriteType, bool HasManagementEvents)
{
    /// <summary>The services whose management events it leaves out.</summary>
    public IReadOnlyList<string> ExcludedSources { get; init; } = [];

    /// <summary>The resources whose data events it takes.</summary>
    public IReadOnlyList<DataResource> DataResources { get; init; } = [];
}
