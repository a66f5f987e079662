namespace AwsIr.Records;

/// <summary>
/// A user's filter on flow log records, applied to their bytes before any object is made. Each part that is set must match; of
/// several values of one part, one. Cheap parts come first. Shared by threads.
/// </summary>
internal sealed class FlowLogFilter
{
    private long _withoutVpc;
    private long _withoutSubnet;

    /// <summary>Actions in upper case, such as <c>REJECT</c>.</summary>
    public byte[][]? Action { get; set; }

    /// <summary>Statuses in upper case, such as <c>NODATA</c>.</summary>
    public byte[][]? LogStatus { get; set; }

    /// <summary>Numbers of protocols.</summary>
    public int[]? Protocol { get; set; }

    /// <summary>Ports of the source.</summary>
    public PortRange[]? SourcePort { get; set; }

    /// <summary>Ports of the destination.</summary>
    public PortRange[]? DestinationPort { get; set; }

    /// <summary>Ports of either side.</summary>
    public PortRange[]? Port { get; set; }

    /// <summary>The fewest bytes.</summary>
    public long? MinimumBytes { get; set; }

    /// <summary>Addresses of the source: the flow's or the packet's.</summary>
    public AddressSet? SourceAddress { get; set; }

    /// <summary>Addresses of the destination: the flow's or the packet's.</summary>
    public AddressSet? DestinationAddress { get; set; }

    /// <summary>Addresses of either side.</summary>
    public AddressSet? Address { get; set; }

    /// <summary>From which side to which.</summary>
    public TrafficDirection[]? Direction { get; set; }

    /// <summary>Patterns for the network interface.</summary>
    public LikePattern[]? InterfaceId { get; set; }

    /// <summary>Patterns for the instance.</summary>
    public LikePattern[]? InstanceId { get; set; }

    /// <summary>Patterns for the VPC.</summary>
    public LikePattern[]? VpcId { get; set; }

    /// <summary>Patterns for the subnet.</summary>
    public LikePattern[]? SubnetId { get; set; }

    /// <summary>Patterns for the account, as <see cref="FlowLogRecord.AccountId"/> gives it.</summary>
    public LikePattern[]? AccountId { get; set; }

    /// <summary>Patterns for the region, as <see cref="FlowLogRecord.Region"/> gives it.</summary>
    public LikePattern[]? Region { get; set; }

    /// <summary>When the flow began.</summary>
    public TimeRange TimeRange { get; set; } = TimeRange.All;

    /// <summary>How many records were left out because the log does not say which VPC they are of, to be asked after the run.</summary>
    public long WithoutVpc => Interlocked.Read(ref _withoutVpc);

    /// <summary>How many records were left out because the log does not say which subnet they are of.</summary>
    public long WithoutSubnet => Interlocked.Read(ref _withoutSubnet);

    /// <summary>Whether a record passes.</summary>
    public bool IsMatch(FlowLogFields fields) =>
        IsOneOf(Action, fields, FlowLogField.Action)
        && IsOneOf(LogStatus, fields, FlowLogField.LogStatus)
        && (Protocol is null || (fields.TryGetNumber(FlowLogField.Protocol, out var protocol) && Array.IndexOf(Protocol, (int)protocol) >= 0))
        && (SourcePort is null || IsIn(SourcePort, fields, FlowLogField.SrcPort))
        && (DestinationPort is null || IsIn(DestinationPort, fields, FlowLogField.DstPort))
        && (Port is null || IsIn(Port, fields, FlowLogField.SrcPort) || IsIn(Port, fields, FlowLogField.DstPort))
        && (MinimumBytes is null || (fields.TryGetNumber(FlowLogField.Bytes, out var bytes) && bytes >= MinimumBytes))
        && TimeRange.Contains(fields)
        && (SourceAddress is null || HasSource(SourceAddress, fields))
        && (DestinationAddress is null || HasDestination(DestinationAddress, fields))
        && (Address is null || HasSource(Address, fields) || HasDestination(Address, fields))
        && IsLike(InterfaceId, fields, FlowLogField.InterfaceId)
        && IsLike(InstanceId, fields, FlowLogField.InstanceId)
        && (VpcId is null || IsIn(VpcId, fields.VpcId, ref _withoutVpc))
        && (SubnetId is null || IsIn(SubnetId, fields.SubnetId, ref _withoutSubnet))
        && (AccountId is null || IsLike(AccountId, fields.AccountId))
        && (Region is null || IsLike(Region, fields.Region))
        && (Direction is null || (fields.Direction is { } direction && Array.IndexOf(Direction, direction) >= 0));

    private static bool IsIn(LikePattern[] patterns, string? name, ref long without)
    {
        if (name is null)
        {
            Interlocked.Increment(ref without);
            return false;
        }

        return IsLike(patterns, name);
    }

    private static bool HasSource(AddressSet addresses, FlowLogFields fields) =>
        IsIn(addresses, fields, FlowLogField.SrcAddr) || IsIn(addresses, fields, FlowLogField.PktSrcAddr);

    private static bool HasDestination(AddressSet addresses, FlowLogFields fields) =>
        IsIn(addresses, fields, FlowLogField.DstAddr) || IsIn(addresses, fields, FlowLogField.PktDstAddr);

    private static bool IsIn(AddressSet addresses, FlowLogFields fields, FlowLogField field) =>
        fields.TryGetAddress(field, out var address) && addresses.Contains(address);

    private static bool IsIn(PortRange[] ports, FlowLogFields fields, FlowLogField field) =>
        fields.TryGetNumber(field, out var port) && PortRange.Contains(ports, port);

    private static bool IsOneOf(byte[][]? names, FlowLogFields fields, FlowLogField field)
    {
        if (names is null)
        {
            return true;
        }

        var value = fields.Get(field);
        foreach (var name in names)
        {
            if (value.SequenceEqual(name))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsLike(LikePattern[]? patterns, FlowLogFields fields, FlowLogField field) =>
        patterns is null || IsLike(patterns, fields.GetText(field));

    private static bool IsLike(LikePattern[] patterns, string? name)
    {
        foreach (var pattern in patterns)
        {
            if (pattern.IsMatch(name))
            {
                return true;
            }
        }

        return false;
    }
}
