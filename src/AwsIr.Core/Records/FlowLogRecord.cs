using System.Net;
using AwsIr.Formats;
using AwsIr.Records;

namespace AwsIr;

/// <summary>
/// One record of a VPC flow log or a transit gateway flow log: a flow in one direction in one aggregation interval. What the log
/// does not have, or says <c>-</c> of, is null. Texts are as logged but for control characters, which are written out
/// (<c>\u001b</c>). Holds its line alone and reads values from it when asked; immutable, safe for several threads.
/// See https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html.
/// </summary>
public sealed class FlowLogRecord : IRecord
{
    private static readonly string[] FlagNames = ["FIN", "SYN", "RST", "PSH", "ACK", "URG", "ECE", "CWR"];

    private readonly byte[] _line;
    private readonly FlowLogFile _file;
    private readonly long _number;

    /// <summary>Makes a record of a line.</summary>
    /// <param name="line">The line, which has been found to have as many values as there are columns; kept.</param>
    /// <param name="file">Its file and columns.</param>
    /// <param name="number">Its number there.</param>
    internal FlowLogRecord(byte[] line, FlowLogFile file, long number)
    {
        _line = line;
        _file = file;
        _number = number;
    }

    /// <summary>When the first packet of the interval was received, in UTC.</summary>
    public DateTime? StartTime => Time(FlowLogField.Start);

    /// <summary>When the last packet of the interval was received, in UTC.</summary>
    public DateTime? EndTime => Time(FlowLogField.End);

    /// <summary>The time between first and last packet.</summary>
    public TimeSpan? Duration => EndTime - StartTime;

    /// <summary>The source's address; for traffic that leaves, the private one of the network interface.</summary>
    public string? SourceAddress => Text(FlowLogField.SrcAddr);

    /// <summary>The destination's address; for traffic that comes in, the private one of the network interface.</summary>
    public string? DestinationAddress => Text(FlowLogField.DstAddr);

    /// <summary>The source's port; 0 for protocols without.</summary>
    public int? SourcePort => Int(FlowLogField.SrcPort);

    /// <summary>The destination's port; 0 for protocols without.</summary>
    public int? DestinationPort => Int(FlowLogField.DstPort);

    /// <summary>The protocol's IANA number: 6 is TCP, 17 UDP, 1 ICMP.</summary>
    public int? Protocol => Int(FlowLogField.Protocol);

    /// <summary>The protocol's name, such as <c>tcp</c>; its number where the name is not known.</summary>
    public string? ProtocolName => Protocol is { } number ? IpProtocol.Name(number) : null;

    /// <summary>How many packets went.</summary>
    public long? Packets => Long(FlowLogField.Packets);

    /// <summary>How many bytes went.</summary>
    public long? Bytes => Long(FlowLogField.Bytes);

    /// <summary>ACCEPT, or REJECT for what security groups or network ACLs did not let through, or came after the connection was closed.</summary>
    public string? Action => Text(FlowLogField.Action);

    /// <summary>OK, NODATA for an interval without traffic, SKIPDATA for one of which records are missing.</summary>
    public string? LogStatus => Text(FlowLogField.LogStatus);

    /// <summary>Whether it tells of an interval and not of a flow: there was none (NODATA), or they are missing (SKIPDATA).</summary>
    public bool IsGap => FlowLogLine.IsGap(Value(_file.Columns[FlowLogField.LogStatus]));

    /// <summary>
    /// From which side to which, by the packet's own addresses where the log has them: Inbound, Outbound, Internal or External.
    /// Null without two addresses.
    /// </summary>
    public TrafficDirection? Direction => GetFlowLogFields().Direction;

    /// <summary>The direction as seen from the network interface: ingress or egress.</summary>
    public string? FlowDirection => Text(FlowLogField.FlowDirection);

    /// <summary>The TCP flags of all packets, put together; 0 also where all were plain ACKs.</summary>
    public int? TcpFlags => Int(FlowLogField.TcpFlags);

    /// <summary>The names of the TCP flags: SYN of who opens a connection, SYN and ACK of who answers.</summary>
    public string[] TcpFlagNames => TcpFlags is { } flags ? [.. FlagNames.Where((_, bit) => (flags & (1 << bit)) != 0)] : [];

    /// <summary>The packet's own source address, behind a NAT gateway or load balancer, or a pod's.</summary>
    public string? PacketSourceAddress => Text(FlowLogField.PktSrcAddr);

    /// <summary>The packet's own destination address.</summary>
    public string? PacketDestinationAddress => Text(FlowLogField.PktDstAddr);

    /// <summary>The AWS service that the source address belongs to, such as S3.</summary>
    public string? PacketSourceAwsService => Text(FlowLogField.PktSrcAwsService);

    /// <summary>The AWS service that the destination address belongs to.</summary>
    public string? PacketDestinationAwsService => Text(FlowLogField.PktDstAwsService);

    /// <summary><see cref="SourceAddress"/> as an address.</summary>
    public IPAddress? SourceIP => Address(FlowLogField.SrcAddr);

    /// <summary><see cref="DestinationAddress"/> as an address.</summary>
    public IPAddress? DestinationIP => Address(FlowLogField.DstAddr);

    /// <summary><see cref="PacketSourceAddress"/> as an address.</summary>
    public IPAddress? PacketSourceIP => Address(FlowLogField.PktSrcAddr);

    /// <summary><see cref="PacketDestinationAddress"/> as an address.</summary>
    public IPAddress? PacketDestinationIP => Address(FlowLogField.PktDstAddr);

    /// <summary>The network interface that the flow was seen at.</summary>
    public string? InterfaceId => Text(FlowLogField.InterfaceId);

    /// <summary>The account that owns the interface, or <c>unknown</c>; if the log does not have it, as delivery wrote it into the file's name or path.</summary>
    public string? AccountId => Has(FlowLogField.AccountId) ? Text(FlowLogField.AccountId) : _file.AccountId;

    /// <summary>The region; if the log does not have it, as delivery wrote it into the file's name or path.</summary>
    public string? Region => Has(FlowLogField.Region) ? Text(FlowLogField.Region) : _file.Region;

    /// <summary>The VPC of the interface.</summary>
    public string? VpcId => Has(FlowLogField.VpcId) ? Text(FlowLogField.VpcId) : _file.Places?.VpcOf(InterfaceId);

    /// <summary>The subnet of the interface.</summary>
    public string? SubnetId => Has(FlowLogField.SubnetId) ? Text(FlowLogField.SubnetId) : _file.Places?.SubnetOf(InterfaceId);

    /// <summary>The instance of the interface, if it is the customer's.</summary>
    public string? InstanceId => Text(FlowLogField.InstanceId);

    /// <summary>The id of the Availability Zone, such as <c>use2-az2</c>.</summary>
    public string? AvailabilityZoneId => Text(FlowLogField.AzId);

    /// <summary>wavelength, outpost or localzone.</summary>
    public string? SublocationType => Text(FlowLogField.SublocationType);

    /// <summary>The id of the sublocation.</summary>
    public string? SublocationId => Text(FlowLogField.SublocationId);

    /// <summary>IPv4, IPv6 or EFA.</summary>
    public string? Type => Text(FlowLogField.Type);

    /// <summary>The way that traffic takes when it leaves, 1 to 8.</summary>
    public int? TrafficPath => Int(FlowLogField.TrafficPath);

    /// <summary>What <see cref="TrafficPath"/> means.</summary>
    public string? TrafficPathName => TrafficPath switch
    {
        1 => "same VPC",
        2 => "internet gateway or gateway endpoint",
        3 => "virtual private gateway",
        4 => "VPC peering in the region",
        5 => "VPC peering between regions",
        6 => "local gateway",
        7 => "gateway endpoint",
        8 => "internet gateway",
        _ => null,
    };

    /// <summary>Why it was rejected, where the log says so: BPA for VPC Block Public Access, EC for encryption controls.</summary>
    public string? RejectReason => Text(FlowLogField.RejectReason);

    /// <summary>The resource of the interface, such as a regional NAT gateway.</summary>
    public string? ResourceId => Text(FlowLogField.ResourceId);

    /// <summary>How it was encrypted, as VPC encryption controls see it: 0 to 3.</summary>
    public int? EncryptionStatus => Int(FlowLogField.EncryptionStatus);

    /// <summary>What <see cref="EncryptionStatus"/> means.</summary>
    public string? EncryptionStatusName => EncryptionStatus switch
    {
        0 => "not encrypted",
        1 => "by Nitro",
        2 => "by the application",
        3 => "by Nitro and the application",
        _ => null,
    };

    /// <summary>The type of the interface, such as nat_gateway.</summary>
    public string? InterfaceType => Text(FlowLogField.InterfaceType);

    /// <summary>The ECS cluster's ARN.</summary>
    public string? EcsClusterArn => Text(FlowLogField.EcsClusterArn);

    /// <summary>The ECS cluster's name.</summary>
    public string? EcsClusterName => Text(FlowLogField.EcsClusterName);

    /// <summary>The ARN of the ECS container instance.</summary>
    public string? EcsContainerInstanceArn => Text(FlowLogField.EcsContainerInstanceArn);

    /// <summary>The id of the ECS container instance.</summary>
    public string? EcsContainerInstanceId => Text(FlowLogField.EcsContainerInstanceId);

    /// <summary>The id of the task's first container.</summary>
    public string? EcsContainerId => Text(FlowLogField.EcsContainerId);

    /// <summary>The id of the task's second container.</summary>
    public string? EcsSecondContainerId => Text(FlowLogField.EcsSecondContainerId);

    /// <summary>The ECS service's name.</summary>
    public string? EcsServiceName => Text(FlowLogField.EcsServiceName);

    /// <summary>The ARN of the ECS task definition.</summary>
    public string? EcsTaskDefinitionArn => Text(FlowLogField.EcsTaskDefinitionArn);

    /// <summary>The ECS task's ARN.</summary>
    public string? EcsTaskArn => Text(FlowLogField.EcsTaskArn);

    /// <summary>The ECS task's id.</summary>
    public string? EcsTaskId => Text(FlowLogField.EcsTaskId);

    /// <summary>The value of the instance's tag that the log was set up to have; AWS writes special characters in percent encoding.</summary>
    public string? InstanceTag => Text(FlowLogField.InstanceTag);

    /// <summary>The value of the instance's second tag.</summary>
    public string? InstanceTag2 => Text(FlowLogField.InstanceTag2);

    /// <summary>The value of the interface's tag.</summary>
    public string? InterfaceTag => Text(FlowLogField.InterfaceTag);

    /// <summary>The value of the interface's second tag.</summary>
    public string? InterfaceTag2 => Text(FlowLogField.InterfaceTag2);

    /// <summary>The value of the Auto Scaling group's tag.</summary>
    public string? AsgTag => Text(FlowLogField.AsgTag);

    /// <summary>The value of the Auto Scaling group's second tag.</summary>
    public string? AsgTag2 => Text(FlowLogField.AsgTag2);

    /// <summary>The interface that it goes to next, or came from.</summary>
    public string? NextHopInterfaceId => Text(FlowLogField.NextHopInterfaceId);

    /// <summary>The subnet of the next interface.</summary>
    public string? NextHopSubnetId => Text(FlowLogField.NextHopSubnetId);

    /// <summary>The id of the next interface's Availability Zone.</summary>
    public string? NextHopAvailabilityZoneId => Text(FlowLogField.NextHopAzId);

    /// <summary>The VPC of the next interface.</summary>
    public string? NextHopVpcId => Text(FlowLogField.NextHopVpcId);

    /// <summary>The type of the next interface.</summary>
    public string? NextHopInterfaceType => Text(FlowLogField.NextHopInterfaceType);

    /// <summary>Of a transit gateway flow log: TransitGateway or TransitGatewayAttachment.</summary>
    public string? ResourceType => Text(FlowLogField.ResourceType);

    /// <summary>The transit gateway.</summary>
    public string? TgwId => Text(FlowLogField.TgwId);

    /// <summary>The attachment of the transit gateway.</summary>
    public string? TgwAttachmentId => Text(FlowLogField.TgwAttachmentId);

    /// <summary>The attachment on the other side.</summary>
    public string? TgwPairAttachmentId => Text(FlowLogField.TgwPairAttachmentId);

    /// <summary>The account of the source's VPC.</summary>
    public string? TgwSourceVpcAccountId => Text(FlowLogField.TgwSrcVpcAccountId);

    /// <summary>The account of the destination's VPC.</summary>
    public string? TgwDestinationVpcAccountId => Text(FlowLogField.TgwDstVpcAccountId);

    /// <summary>The source's VPC.</summary>
    public string? TgwSourceVpcId => Text(FlowLogField.TgwSrcVpcId);

    /// <summary>The destination's VPC.</summary>
    public string? TgwDestinationVpcId => Text(FlowLogField.TgwDstVpcId);

    /// <summary>The source's subnet.</summary>
    public string? TgwSourceSubnetId => Text(FlowLogField.TgwSrcSubnetId);

    /// <summary>The destination's subnet.</summary>
    public string? TgwDestinationSubnetId => Text(FlowLogField.TgwDstSubnetId);

    /// <summary>The network interface of the attachment at the source.</summary>
    public string? TgwSourceInterfaceId => Text(FlowLogField.TgwSrcEni);

    /// <summary>The network interface of the attachment at the destination.</summary>
    public string? TgwDestinationInterfaceId => Text(FlowLogField.TgwDstEni);

    /// <summary>The id of the source's Availability Zone.</summary>
    public string? TgwSourceAvailabilityZoneId => Text(FlowLogField.TgwSrcAzId);

    /// <summary>The id of the destination's Availability Zone.</summary>
    public string? TgwDestinationAvailabilityZoneId => Text(FlowLogField.TgwDstAzId);

    /// <summary>Packets that the transit gateway dropped for want of a route.</summary>
    public long? PacketsLostNoRoute => Long(FlowLogField.PacketsLostNoRoute);

    /// <summary>Packets that it dropped by a blackhole route.</summary>
    public long? PacketsLostBlackhole => Long(FlowLogField.PacketsLostBlackhole);

    /// <summary>Packets that it dropped for their size.</summary>
    public long? PacketsLostMtuExceeded => Long(FlowLogField.PacketsLostMtuExceeded);

    /// <summary>Packets that it dropped for their age.</summary>
    public long? PacketsLostTtlExpired => Long(FlowLogField.PacketsLostTtlExpired);

    /// <summary>The version of the format: the highest of its fields.</summary>
    public int? Version => Int(FlowLogField.Version);

    /// <summary>Columns that AWS did not document when this was written, by the names of the header; null values for <c>-</c>.</summary>
    public IReadOnlyDictionary<string, string?> Other
    {
        get
        {
            var others = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
            foreach (var column in _file.Columns.Unknown)
            {
                others[_file.Columns.Name(column)] = Text(column);
            }

            return others;
        }
    }

    /// <summary>The line as it was; of a Parquet file, its values with spaces between.</summary>
    public string Raw => SafeText.Line(JsonText.GetString(_line));

    /// <summary>The file that it was read from, and its number there.</summary>
    public Provenance Provenance => new(_file.Path, _number);

    /// <summary>The source's address and port as one text, such as <c>203.0.113.5:51234</c> or <c>[2001:db8::1]:443</c>.</summary>
    internal string? SourceEndpoint => Endpoint(SourceAddress, SourcePort);

    /// <summary>The destination's address and port as one text.</summary>
    internal string? DestinationEndpoint => Endpoint(DestinationAddress, DestinationPort);

    /// <inheritdoc/>
    RecordSource IRecord.Source => RecordSource.FlowLog;

    /// <inheritdoc/>
    DateTime? IRecord.Time => Has(FlowLogField.Start) ? StartTime : EndTime;

    /// <inheritdoc/>
    string? IRecord.RecordId => null;

    /// <inheritdoc/>
    string? IRecord.Actor => null;

    /// <inheritdoc/>
    string? IRecord.SourceAddress => SourceAddress ?? PacketSourceAddress;

    /// <summary>Time, both ends, protocol, action and how much; of a gap what kind.</summary>
    public override string ToString()
    {
        var time = ((IRecord)this).Time;
        var text = IsGap
            ? $"{InterfaceId} {LogStatus}"
            : FormattableString.Invariant($"{SourceEndpoint ?? "-"} -> {DestinationEndpoint ?? "-"} {ProtocolName} {Action} {Packets} packets {Bytes} bytes");
        return (time is null ? "" : FormattableString.Invariant($"{time:yyyy-MM-ddTHH:mm:ssZ} ")) + text;
    }

    RecordFields IRecord.GetFields() => GetFlowLogFields();

    /// <summary>An address with its port; protocols without ports have 0 there.</summary>
    private string? Endpoint(string? address, int? port) =>
        address is null || port is null || (port == 0 && Protocol is not (6 or 17)) ? address
        : address.IndexOf(':') >= 0 ? FormattableString.Invariant($"[{address}]:{port}")
        : FormattableString.Invariant($"{address}:{port}");

    private FlowLogFields GetFlowLogFields()
    {
        var fields = new FlowLogFields();
        fields.Point(this, _file, _line);
        return fields;
    }

    private bool Has(FlowLogField field) => _file.Columns[field] >= 0;

    private ReadOnlySpan<byte> Value(int column)
    {
        var value = column < 0 ? default : FlowLogLine.Value(_line, column);
        return FlowLogLine.IsNothing(value) ? default : value;
    }

    private string? Text(FlowLogField field) => Text(_file.Columns[field]);

    private string? Text(int column)
    {
        var value = Value(column);
        return value.IsEmpty ? null : SafeText.Of(JsonText.GetString(value));
    }

    private long? Long(FlowLogField field) => FlowLogLine.TryNumber(Value(_file.Columns[field]), out var number) ? number : null;

    private int? Int(FlowLogField field) => Long(field) is { } number and <= int.MaxValue ? (int)number : null;

    private DateTime? Time(FlowLogField field) =>
        Long(field) is { } seconds && UtcTime.UnixTicks(seconds) is >= 0 and var ticks ? new DateTime(ticks, DateTimeKind.Utc) : null;

    private IPAddress? Address(FlowLogField field) => IpNumber.TryParse(Value(_file.Columns[field]), out var address) ? address.ToIPAddress() : null;
}
