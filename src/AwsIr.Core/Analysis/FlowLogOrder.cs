namespace AwsIr;

/// <summary>What decides which groups of flows come first.</summary>
public enum FlowLogOrder
{
    /// <summary>How many bytes they moved.</summary>
    Bytes,

    /// <summary>How many packets they moved.</summary>
    Packets,

    /// <summary>How many flows they are.</summary>
    Flows,

    /// <summary>How many of them were rejected.</summary>
    Rejected,

    /// <summary>How many different destination ports they went to.</summary>
    Ports,

    /// <summary>How many different addresses were at the other end.</summary>
    Peers,
}
