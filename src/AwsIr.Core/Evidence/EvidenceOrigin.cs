using AwsIr.Records;

namespace AwsIr.Evidence;

/// <summary>
/// What is known of an item's records besides what is written in them: a service's answer leaves out what it was asked for.
/// What a record says itself comes first.
/// </summary>
internal sealed record EvidenceOrigin
{
    /// <summary>The account, 12 digits.</summary>
    public string? AccountId { get; init; }

    /// <summary>The region.</summary>
    public string? Region { get; init; }

    /// <summary>The log group's name.</summary>
    public string? LogGroup { get; init; }

    /// <summary>The columns that flow log lines may have, most likely first; none for those that are asked for.</summary>
    public IReadOnlyList<FlowLogColumns> FlowLogFormats { get; init; } = [];

    /// <summary>Which VPC and subnet the network interfaces of flows are in, for logs without columns for them.</summary>
    public FlowLogPlaces? Places { get; init; }
}
