using AwsIr.Records;

namespace AwsIr;

/// <summary>
/// What was done, as GuardDuty saw it: service.action. Of the parts only those of its own kind have values.
/// See https://docs.aws.amazon.com/guardduty/latest/APIReference/API_Action.html.
/// </summary>
public sealed class GuardDutyAction
{
    private const int ShownParts = 3;

    internal GuardDutyAction(JsonDictionary fields) => Fields = fields;

    /// <summary>AWS_API_CALL, NETWORK_CONNECTION, DNS_REQUEST, PORT_PROBE, KUBERNETES_API_CALL, RDS_LOGIN_ATTEMPT…; null where the finding has none.</summary>
    public string? ActionType => Fields.Text("actionType");

    /// <summary>Of an API call: the operation.</summary>
    public string? Api => ApiCall.Text("api");

    /// <summary>Of an API call: the service, such as <c>s3.amazonaws.com</c>.</summary>
    public string? ServiceName => ApiCall.Text("serviceName");

    /// <summary>Of an API call: Remote IP, Domain or AWS.</summary>
    public string? CallerType => ApiCall.Text("callerType");

    /// <summary>Of an API call that failed: the error.</summary>
    public string? ErrorCode => ApiCall.Text("errorCode");

    /// <summary>Of an API call, also Kubernetes': the agent. Written by the client: do not trust it.</summary>
    public string? UserAgent => ApiCall.Text("userAgent") ?? KubernetesCall.Text("userAgent");

    /// <summary>Of an API call by another account: that account, 12 digits.</summary>
    public string? RemoteAccountId => ApiCall.At("remoteAccountDetails").Text("accountId");

    /// <summary>Of an API call by another account: whether it is one of your organization.</summary>
    public bool? RemoteAccountAffiliated => ApiCall.At("remoteAccountDetails").Flag("affiliated");

    /// <summary>Of an API call: the resources that it touched, by their type; walkable.</summary>
    public JsonDictionary? AffectedResources => ApiCall.At("affectedResources");

    /// <summary>Of a DNS request: the name asked for. Of an API call from a domain: that.</summary>
    public string? Domain => Dns.Text("domain") ?? ApiCall.At("domainDetails").Text("domain");

    /// <summary>Of a network connection: INBOUND, OUTBOUND or UNKNOWN.</summary>
    public string? ConnectionDirection => Connection.Text("connectionDirection");

    /// <summary>Of a network connection or DNS request: TCP, UDP…</summary>
    public string? Protocol => Connection.Text("protocol") ?? Dns.Text("protocol");

    /// <summary>Whether AWS kept it from happening.</summary>
    public bool? Blocked => Connection.Flag("blocked") ?? Dns.Flag("blocked") ?? Fields.At("portProbeAction").Flag("blocked");

    /// <summary>Of a network connection: the address on your side.</summary>
    public string? LocalAddress => Connection.At("localIpDetails").Text("ipAddressV4") ?? Connection.At("localIpDetails").Text("ipAddressV6");

    /// <summary>Of a network connection: the port on your side.</summary>
    public int? LocalPort => Connection.At("localPortDetails").Port("port");

    /// <summary>Of a network connection: what that port is used for, such as <c>SSH</c>.</summary>
    public string? LocalPortName => Connection.At("localPortDetails").Text("portName");

    /// <summary>Of a network connection: the port on the other side.</summary>
    public int? RemotePort => Connection.At("remotePortDetails").Port("port");

    /// <summary>Of a network connection: what that port is used for.</summary>
    public string? RemotePortName => Connection.At("remotePortDetails").Text("portName");

    /// <summary>Who did it, or whom it went to; null if the finding names no address. Of a port probe the first.</summary>
    public GuardDutyRemote? Remote => Parts.Select(part => part.At("remoteIpDetails")).OfType<JsonDictionary>().Select(remote => new GuardDutyRemote(remote)).FirstOrDefault()
        ?? PortProbes.Select(probe => probe.Remote).FirstOrDefault(remote => remote is not null);

    /// <summary>Of a port probe: each port, and who probed it.</summary>
    public GuardDutyPortProbe[] PortProbes => [.. Fields.At("portProbeAction").Objects("portProbeDetails").Select(probe => new GuardDutyPortProbe(probe))];

    /// <summary>Of database logins: who tried, and how often it failed and succeeded.</summary>
    public GuardDutyLogin[] Logins => [.. Fields.At("rdsLoginAttemptAction").Objects("loginAttributes").Select(login => new GuardDutyLogin(login))];

    /// <summary>Of a Kubernetes API call: the path.</summary>
    public string? RequestUri => KubernetesCall.Text("requestUri");

    /// <summary>Of a Kubernetes API call or permission check: get, list, create…</summary>
    public string? Verb => KubernetesCall.Text("verb") ?? PermissionCheck.Text("verb");

    /// <summary>Of a Kubernetes API call or permission check: the namespace.</summary>
    public string? Namespace => KubernetesCall.Text("namespace") ?? PermissionCheck.Text("namespace");

    /// <summary>Of a Kubernetes API call or permission check: the kind of resource, such as <c>secrets</c>.</summary>
    public string? KubernetesResource => KubernetesCall.Text("resource") ?? PermissionCheck.Text("resource");

    /// <summary>Of a Kubernetes API call: the resource's name.</summary>
    public string? ResourceName => KubernetesCall.Text("resourceName");

    /// <summary>Of a Kubernetes API call: the HTTP status, such as 200 or 403.</summary>
    public long? StatusCode => KubernetesCall.Integer("statusCode");

    /// <summary>All of it, to be walked with dots.</summary>
    public JsonDictionary Fields { get; }

    /// <summary>The addresses on the other side, each once.</summary>
    internal string[] RemoteAddresses => FindingJson.Distinct(
        Parts.Select(part => part.At("remoteIpDetails")).SelectMany(Addresses),
        PortProbes.SelectMany(probe => Addresses(probe.Fields.At("remoteIpDetails"))),
        KubernetesCall.Texts("sourceIPs"));

    /// <summary>The addresses on your side, each once.</summary>
    internal string[] LocalAddresses => FindingJson.Distinct(
        Parts.Select(part => part.At("localIpDetails")).SelectMany(Addresses),
        PortProbes.SelectMany(probe => Addresses(probe.Fields.At("localIpDetails"))));

    private JsonDictionary? ApiCall => Fields.At("awsApiCallAction");

    private JsonDictionary? Connection => Fields.At("networkConnectionAction");

    private JsonDictionary? Dns => Fields.At("dnsRequestAction");

    private JsonDictionary? KubernetesCall => Fields.At("kubernetesApiCallAction");

    private JsonDictionary? PermissionCheck => Fields.At("kubernetesPermissionCheckedDetails");

    /// <summary>What stands for each kind of action, those that are not known here too.</summary>
    private IEnumerable<JsonDictionary> Parts => Fields.Values.OfType<JsonDictionary>();

    /// <summary>What was done, in one line.</summary>
    public override string ToString()
    {
        var blocked = Blocked == true ? ", blocked" : "";
        if (ApiCall is not null)
        {
            var service = ServiceName is null ? "" : $" ({ServiceName})";
            var error = ErrorCode is null ? "" : ", " + ErrorCode;
            return $"{Api}{service}{From(Remote?.ToString() ?? Domain)}{error}";
        }

        if (Connection is not null)
        {
            var local = Endpoint(LocalAddress, LocalPort, LocalPortName);
            var remote = Endpoint(Remote?.IpAddress, RemotePort, RemotePortName);
            var (from, to) = ConnectionDirection == "OUTBOUND" ? (local, remote) : (remote, local);
            return $"{ConnectionDirection?.ToLowerInvariant()} {Protocol}{From(from)} to {to}{blocked}".Trim();
        }

        if (Dns is not null)
        {
            return $"DNS query for {Domain}{blocked}";
        }

        if (PortProbes is { Length: > 0 } probes)
        {
            return "probe of " + List(probes) + blocked;
        }

        if (KubernetesCall is not null)
        {
            var status = StatusCode is null ? "" : FormattableString.Invariant($" ({StatusCode})");
            return $"{Verb} {RequestUri ?? string.Join("/", new[] { Namespace, KubernetesResource, ResourceName }.OfType<string>())}{status}{From(Remote?.ToString())}".Trim();
        }

        return Fields.At("rdsLoginAttemptAction") is not null
            ? $"database login{(Logins.Length == 0 ? "" : " of " + List(Logins))}{From(Remote?.ToString())}"
            : ActionType ?? "";
    }

    /// <summary>An address with its port and what the port is for: <c>10.0.0.5:22 (SSH)</c>.</summary>
    internal static string Endpoint(string? address, int? port, string? name)
    {
        address = address?.IndexOf(':') >= 0 ? $"[{address}]" : address;
        var number = port is null ? "" : FormattableString.Invariant($"{port}");
        return string.Join(":", new[] { address, number }.Where(part => !string.IsNullOrEmpty(part)))
            + (port is null || name is null or "Unknown" ? "" : $" ({name})");
    }

    private static IEnumerable<string?> Addresses(JsonDictionary? details) => [details.Text("ipAddressV4"), details.Text("ipAddressV6")];

    private static string From(string? who) => string.IsNullOrEmpty(who) ? "" : " from " + who;

    private static string List<T>(T[] parts) => string.Join(", ", parts.Take(ShownParts))
        + (parts.Length > ShownParts ? FormattableString.Invariant($" and {parts.Length - ShownParts} more") : "");
}
