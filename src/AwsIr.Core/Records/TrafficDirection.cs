namespace AwsIr;

/// <summary>Between which sides a flow went. Inside are private addresses, or the networks that the user named.</summary>
public enum TrafficDirection
{
    /// <summary>From outside to inside.</summary>
    Inbound,

    /// <summary>From inside to outside.</summary>
    Outbound,

    /// <summary>From inside to inside.</summary>
    Internal,

    /// <summary>From outside to outside: where public addresses are used inside, name them.</summary>
    External,
}
