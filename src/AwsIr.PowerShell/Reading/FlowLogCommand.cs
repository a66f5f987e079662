using System.Management.Automation;
using System.Text;
using AwsIr.Access;
using AwsIr.Evidence;
using AwsIr.Formats;
using AwsIr.Live;
using AwsIr.Parameters;
using AwsIr.Records;

namespace AwsIr.Commands;

/// <summary>What the cmdlets on flow logs share: the filters, and how lines are read.</summary>
public abstract class FlowLogCommand : EvidenceCommand
{
    private ReadOptions _options = ReadOptions.All;

    /// <summary>Addresses or CIDR ranges of the source.</summary>
    [Parameter]
    public string[]? SourceAddress { get; set; }

    /// <summary>Addresses or CIDR ranges of the destination.</summary>
    [Parameter]
    public string[]? DestinationAddress { get; set; }

    /// <summary>Addresses or CIDR ranges of either side.</summary>
    [Parameter(Position = 1)]
    public string[]? Address { get; set; }

    /// <summary>Ports of the source: numbers and ranges.</summary>
    [Parameter]
    public string[]? SourcePort { get; set; }

    /// <summary>Ports of the destination: numbers and ranges.</summary>
    [Parameter]
    public string[]? DestinationPort { get; set; }

    /// <summary>Ports of either side: numbers and ranges.</summary>
    [Parameter]
    public string[]? Port { get; set; }

    /// <summary>Protocols by name or number.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ProtocolCompleter))]
    public string[]? Protocol { get; set; }

    /// <summary>Whether the traffic was let through.</summary>
    [Parameter]
    [ValidateSet("ACCEPT", "REJECT")]
    public string[]? Action { get; set; }

    /// <summary>From which side to which.</summary>
    [Parameter]
    public TrafficDirection[]? Direction { get; set; }

    /// <summary>The fewest bytes.</summary>
    [Parameter]
    [ValidateRange(0, long.MaxValue)]
    public long? MinimumBytes { get; set; }

    /// <summary>Network interfaces; wildcards.</summary>
    [Parameter]
    [SupportsWildcards]
    public string[]? InterfaceId { get; set; }

    /// <summary>Instances; wildcards.</summary>
    [Parameter]
    [SupportsWildcards]
    public string[]? InstanceId { get; set; }

    /// <summary>VPCs; wildcards.</summary>
    [Parameter]
    [SupportsWildcards]
    public string[]? VpcId { get; set; }

    /// <summary>Subnets; wildcards.</summary>
    [Parameter]
    [SupportsWildcards]
    public string[]? SubnetId { get; set; }

    /// <summary>OK for flows, NODATA and SKIPDATA for gaps.</summary>
    [Parameter]
    [ValidateSet("OK", "NODATA", "SKIPDATA")]
    public string[]? LogStatus { get; set; }

    /// <summary>The networks that count as inside, instead of the private ones.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? InternalNetwork { get; set; }

    /// <summary>The columns of lines that no header stands before.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Format { get; set; }

    /// <inheritdoc/>
    protected override string ResultName => "flows";

    /// <inheritdoc/>
    private protected override EvidenceSource OpenLive(AwsSession session) => OpenLive(session, keepsPages: false, FlowLogs(VpcId, SubnetId, InterfaceId));

    /// <inheritdoc/>
    internal override ReadOptions ReadOptions => _options;

    /// <summary>What the user asks for.</summary>
    internal FlowLogFilter Filter { get; } = new();

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        Filter.Action = Upper(Action);
        Filter.LogStatus = Upper(LogStatus);
        Filter.Direction = Direction is { Length: > 0 } ? Direction : null;
        Filter.MinimumBytes = MinimumBytes;
        Filter.InterfaceId = LikePattern.From(InterfaceId);
        Filter.InstanceId = LikePattern.From(InstanceId);
        Filter.VpcId = LikePattern.From(VpcId);
        Filter.SubnetId = LikePattern.From(SubnetId);
        Filter.AccountId = LikePattern.From(AccountId);
        Filter.Region = LikePattern.From(Region);
        Filter.TimeRange = TimeRange;
        Filter.SourceAddress = ReadParameter(SourceAddress, AddressSet.From, ErrorIds.InvalidAddress);
        Filter.DestinationAddress = ReadParameter(DestinationAddress, AddressSet.From, ErrorIds.InvalidAddress);
        Filter.Address = ReadParameter(Address, AddressSet.From, ErrorIds.InvalidAddress);
        Filter.SourcePort = ReadParameter(SourcePort, PortRange.From, ErrorIds.InvalidPort);
        Filter.DestinationPort = ReadParameter(DestinationPort, PortRange.From, ErrorIds.InvalidPort);
        Filter.Port = ReadParameter(Port, PortRange.From, ErrorIds.InvalidPort);
        Filter.Protocol = ReadParameter(Protocol, IpProtocol.Numbers, ErrorIds.InvalidProtocol);
        _options = new ReadOptions
        {
            Sources = [RecordSource.FlowLog],
            FlowLogFormat = ReadParameter(Format, FlowLogColumns.FromFormat, ErrorIds.InvalidFormat),
            InternalNetwork = ReadParameter(InternalNetwork, IpNetwork.Parse, ErrorIds.InvalidAddress),
        };
        WarnOfUnknownColumns();
    }

    /// <inheritdoc/>
    protected override void Complete()
    {
        FinishReading();
        WarnOf(Filter.WithoutVpc, "VPC", "-VpcId");
        WarnOf(Filter.WithoutSubnet, "subnet", "-SubnetId");
    }

    private void WarnOf(long count, string what, string parameter)
    {
        if (count > 0)
        {
            WriteWarning($"{count:N0} flows are of logs that do not say the {what}, or of network interfaces that no longer exist: {parameter} left them out.");
        }
    }

    private static byte[][]? Upper(string[]? names) =>
        names is { Length: > 0 } ? Array.ConvertAll(names, name => Encoding.ASCII.GetBytes(name.ToUpperInvariant())) : null;

    private void WarnOfUnknownColumns()
    {
        if (_options.FlowLogFormat is { } columns && columns.Unknown.Any())
        {
            WriteWarning(Display.Text($"-Format has columns that are no known fields of flow logs: {string.Join(", ", columns.Unknown.Select(columns.Name))}. They go into Other."));
        }
    }
}
