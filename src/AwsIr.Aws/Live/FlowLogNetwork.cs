using AwsIr.Clients;
using AwsIr.Records;

namespace AwsIr.Live;

/// <summary>The subnets and network interfaces of an account in a region, as far as they are known, and which flow logs record what is asked for.</summary>
internal sealed class FlowLogNetwork
{
    private readonly Dictionary<string, string> _vpcOfSubnet = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, (string VpcId, string SubnetId)> _interfaces = new(StringComparer.Ordinal);
    private readonly LikePattern[]? _vpcs;
    private readonly LikePattern[]? _subnets;
    private readonly LikePattern[]? _wantedInterfaces;

    /// <param name="options">What is asked for.</param>
    public FlowLogNetwork(FlowLogOptions options)
    {
        _vpcs = LikePattern.From(options.VpcIds);
        _subnets = LikePattern.From(options.SubnetIds);
        _wantedInterfaces = LikePattern.From(options.InterfaceIds);
    }

    /// <summary>Whether not all that is recorded is asked for.</summary>
    public bool IsPart => _vpcs is not null || _subnets is not null || _wantedInterfaces is not null;

    /// <summary>Takes in a subnet.</summary>
    public void Add(Subnet subnet) => _vpcOfSubnet[subnet.Id] = subnet.VpcId;

    /// <summary>Takes in a network interface.</summary>
    public void Add(NetworkInterface one) => _interfaces[one.Id] = (one.VpcId, one.SubnetId);

    /// <summary>Whether a flow log may have records of what is asked for: it has not only if that is known.</summary>
    public bool IsWanted(FlowLog flowLog)
    {
        if (!IsPart)
        {
            return true;
        }

        // Transit gateways' flow logs are of no VPC, subnet or interface.
        var (vpc, subnet, one) = PlaceOf(flowLog);
        return !flowLog.ResourceId.StartsWith("tgw-", StringComparison.Ordinal)
            && (_vpcs is null || vpc is null || IsMatch(_vpcs, vpc))
            && (_subnets is null || (subnet is not null ? IsMatch(_subnets, subnet) : MayHave(_vpcOfSubnet.Where(pair => IsMatch(_subnets, pair.Key)).Select(static pair => pair.Value), vpc)))
            && (_wantedInterfaces is null || (one is not null ? IsMatch(_wantedInterfaces, one) : MayHave(_interfaces.Where(pair => IsMatch(_wantedInterfaces, pair.Key)).Select(static pair => pair.Value.VpcId), vpc)));
    }

    /// <summary>Where the network interfaces are whose flows some flow logs record: what is known of each, else what all these flow logs say.</summary>
    public FlowLogPlaces PlacesOf(IEnumerable<FlowLog> flowLogs)
    {
        var places = flowLogs.Select(PlaceOf).ToList();
        return new FlowLogPlaces(
            places.Select(static place => place.VpcId).Distinct().ToList() is [var vpc] ? vpc : null,
            places.Select(static place => place.SubnetId).Distinct().ToList() is [var subnet] ? subnet : null,
            _interfaces);
    }

    private static bool IsMatch(LikePattern[] patterns, string name) => Array.Exists(patterns, pattern => pattern.IsMatch(name));

    /// <summary>Whether something that is asked for may be in a VPC: not if it is known to be in others.</summary>
    private static bool MayHave(IEnumerable<string> vpcs, string? vpc)
    {
        var known = vpcs.ToList();
        return known.Count == 0 || vpc is null || known.Contains(vpc);
    }

    private (string? VpcId, string? SubnetId, string? InterfaceId) PlaceOf(FlowLog flowLog)
    {
        var id = flowLog.ResourceId;
        if (id.StartsWith("vpc-", StringComparison.Ordinal))
        {
            return (id, null, null);
        }

        if (id.StartsWith("subnet-", StringComparison.Ordinal))
        {
            return (_vpcOfSubnet.TryGetValue(id, out var vpc) ? vpc : null, id, null);
        }

        if (_interfaces.TryGetValue(id, out var place))
        {
            return (place.VpcId, place.SubnetId, id);
        }

        return (null, null, id.StartsWith("eni-", StringComparison.Ordinal) ? id : null);
    }
}
