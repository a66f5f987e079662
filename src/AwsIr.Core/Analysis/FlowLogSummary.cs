using AwsIr.Analysis;
using AwsIr.Records;

namespace AwsIr;

/// <summary>
/// Flows added up: one group. Of the properties that name a group, those by which it was grouped have a value; a value that the logs
/// do not have is null.
/// </summary>
public sealed class FlowLogSummary
{
    private readonly List<string> _names = [];

    internal FlowLogSummary()
    {
    }

    /// <summary>The group's values in one text, in the order asked for.</summary>
    public string Group => string.Join(" ", _names);

    /// <summary>The beginning of the stretch of time, UTC.</summary>
    public DateTime? Time { get; internal set; }

    /// <summary>The address that sent.</summary>
    public string? SourceAddress { get; private set; }

    /// <summary>The address that received.</summary>
    public string? DestinationAddress { get; private set; }

    /// <summary>The port at the sender.</summary>
    public int? SourcePort { get; private set; }

    /// <summary>The port at the receiver.</summary>
    public int? Port { get; private set; }

    /// <summary>The protocol's name, such as tcp.</summary>
    public string? Protocol { get; private set; }

    /// <summary>ACCEPT or REJECT.</summary>
    public string? Action { get; private set; }

    /// <summary>Between which sides.</summary>
    public TrafficDirection? Direction { get; internal set; }

    /// <summary>The network interface.</summary>
    public string? InterfaceId { get; private set; }

    /// <summary>The instance.</summary>
    public string? InstanceId { get; private set; }

    /// <summary>The VPC.</summary>
    public string? VpcId { get; private set; }

    /// <summary>The account.</summary>
    public string? AccountId { get; private set; }

    /// <summary>The region.</summary>
    public string? Region { get; private set; }

    /// <summary>How many flow log records.</summary>
    public long Flows { get; internal init; }

    /// <summary>How many packets.</summary>
    public long Packets { get; internal init; }

    /// <summary>How many bytes.</summary>
    public long Bytes { get; internal init; }

    /// <summary>How many of the flows were rejected.</summary>
    public long Rejected { get; internal init; }

    /// <summary>The rejected part of the flows, from 0 to 1.</summary>
    public double RejectedShare => Flows == 0 ? 0 : (double)Rejected / Flows;

    /// <summary>How many different destination ports.</summary>
    public long Ports { get; internal init; }

    /// <summary>
    /// How many different addresses at the other end: destinations where it is grouped by source address, else sources.
    /// Of more than a thousand an estimate, about 1.6% off.
    /// </summary>
    public long Peers { get; internal init; }

    /// <summary>The start of the first flow, UTC.</summary>
    public DateTime? FirstSeen { get; internal init; }

    /// <summary>The end of the last flow, UTC.</summary>
    public DateTime? LastSeen { get; internal init; }

    /// <summary>Whether every number is exact; false where groups had to be dropped (-Top over very many), or peers are estimated.</summary>
    public bool IsExact { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Group}: {Flows} flows, {Bytes} bytes");

    /// <summary>Adds a value to the group's name.</summary>
    internal void Name(FlowLogDimension dimension, string? value) => _names.Add(value ?? "-");

    /// <summary>Sets a value that the logs hold as text.</summary>
    internal void Set(FlowLogDimension dimension, string? value)
    {
        switch (dimension)
        {
            case FlowLogDimension.SourceAddress:
                SourceAddress = value;
                break;
            case FlowLogDimension.DestinationAddress:
                DestinationAddress = value;
                break;
            case FlowLogDimension.SourcePort:
                SourcePort = Number(value);
                break;
            case FlowLogDimension.Port:
                Port = Number(value);
                break;
            case FlowLogDimension.Protocol:
                Protocol = value = Number(value) is { } number ? IpProtocol.Name(number) : value;
                break;
            case FlowLogDimension.Action:
                Action = value;
                break;
            case FlowLogDimension.InterfaceId:
                InterfaceId = value;
                break;
            case FlowLogDimension.InstanceId:
                InstanceId = value;
                break;
            case FlowLogDimension.VpcId:
                VpcId = value;
                break;
            case FlowLogDimension.AccountId:
                AccountId = value;
                break;
            case FlowLogDimension.Region:
                Region = value;
                break;
        }

        Name(dimension, value);
    }

    /// <summary>Compares by the group's values.</summary>
    internal int CompareNames(FlowLogSummary other)
    {
        for (var i = 0; i < _names.Count; i++)
        {
            var order = string.CompareOrdinal(_names[i], other._names[i]);
            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }

    private static int? Number(string? text) => int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;
}
