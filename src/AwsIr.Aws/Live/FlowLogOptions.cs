using AwsIr.Access;
using AwsIr.Evidence;
using AwsIr.Records;

namespace AwsIr.Live;

/// <summary>What of flow logs is asked for.</summary>
internal sealed record FlowLogOptions
{
    /// <summary>VPCs: ids, with wildcards; none for all.</summary>
    public IReadOnlyList<string> VpcIds { get; init; } = [];

    /// <summary>Subnets: ids, with wildcards; none for all.</summary>
    public IReadOnlyList<string> SubnetIds { get; init; } = [];

    /// <summary>Network interfaces: ids, with wildcards; none for all.</summary>
    public IReadOnlyList<string> InterfaceIds { get; init; } = [];

    /// <summary>When the flows began.</summary>
    public TimeRange TimeRange { get; init; } = TimeRange.All;

    /// <summary>Opens a bucket that flow logs are delivered to: who reads it, the URI of the folder above their files, and what tells their objects by name.</summary>
    public required Func<AwsTarget, string, Func<string, bool>, EvidenceSource> OpenBucket { get; init; }
}
