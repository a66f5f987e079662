namespace AwsIr;

/// <summary>By what flows are added up.</summary>
public enum FlowLogDimension
{
    /// <summary>The address that sent.</summary>
    SourceAddress,

    /// <summary>The address that received.</summary>
    DestinationAddress,

    /// <summary>Both addresses: short for SourceAddress, DestinationAddress.</summary>
    AddressPair,

    /// <summary>The port at the sender.</summary>
    SourcePort,

    /// <summary>The port at the receiver, which for the asking side of a connection is the service's.</summary>
    Port,

    /// <summary>The protocol.</summary>
    Protocol,

    /// <summary>ACCEPT or REJECT.</summary>
    Action,

    /// <summary>Inbound, Outbound, Internal or External.</summary>
    Direction,

    /// <summary>The network interface.</summary>
    InterfaceId,

    /// <summary>The instance that the interface belongs to.</summary>
    InstanceId,

    /// <summary>The VPC.</summary>
    VpcId,

    /// <summary>The account of the interface.</summary>
    AccountId,

    /// <summary>The region.</summary>
    Region,

    /// <summary>The start of the flow, in stretches of a length that the user gives.</summary>
    Time,
}
