using AwsIr.Records;

namespace AwsIr;

/// <summary>A port of an instance that was probed, and from where.</summary>
public sealed class GuardDutyPortProbe
{
    internal GuardDutyPortProbe(JsonDictionary fields) => Fields = fields;

    /// <summary>The instance's address.</summary>
    public string? LocalAddress => Fields.At("localIpDetails").Text("ipAddressV4") ?? Fields.At("localIpDetails").Text("ipAddressV6");

    /// <summary>The port.</summary>
    public int? LocalPort => Fields.At("localPortDetails").Port("port");

    /// <summary>What the port is used for, such as <c>SSH</c>.</summary>
    public string? LocalPortName => Fields.At("localPortDetails").Text("portName");

    /// <summary>Who probed it; null if the finding does not say.</summary>
    public GuardDutyRemote? Remote => Fields.At("remoteIpDetails") is { } remote ? new GuardDutyRemote(remote) : null;

    /// <summary>All of it, to be walked with dots.</summary>
    public JsonDictionary Fields { get; }

    /// <summary>The port, and from where it was probed.</summary>
    public override string ToString() => FormattableString.Invariant($"{GuardDutyAction.Endpoint(null, LocalPort, LocalPortName)} from {Remote}");
}
