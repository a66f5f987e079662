using System.Globalization;
using System.Xml.Linq;
using AwsIr.Access;

namespace AwsIr.Clients;

/// <summary>Amazon EC2: what there is of networks and regions.</summary>
/// <param name="target">Where, and who to be.</param>
internal sealed class AmazonEC2Client(AwsTarget target) : ServiceClient(Service, target)
{
    private static readonly ServiceDescription Service = new("EC2", "ec2", "ec2", "2016-11-15", ServiceProtocol.Query);

    /// <summary>Lists the regions of the partition that are switched on for the account.</summary>
    public async Task<IReadOnlyList<string>> DescribeRegionsAsync(CancellationToken cancellation)
    {
        var answer = XmlAnswer.Parse(await SendFormAsync("DescribeRegions", [], isSigned: true, cancellation).ConfigureAwait(false));
        return [.. answer.Below("regionInfo", "item", "regionName").Select(static name => name.Value)];
    }

    /// <summary>Lists flow logs.</summary>
    /// <param name="nextToken">What the page before gave; null for the first.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<Page<FlowLog>> DescribeFlowLogsAsync(string? nextToken, CancellationToken cancellation)
    {
        var answer = await SendAsync("DescribeFlowLogs", nextToken, cancellation).ConfigureAwait(false);
        return Page(
            answer,
            "flowLogSet",
            static item => new FlowLog(item.Text("flowLogId") ?? "", item.Text("resourceId") ?? "")
            {
                DestinationType = item.Text("logDestinationType"),
                Destination = item.Text("logDestination"),
                LogGroupName = item.Text("logGroupName"),
                LogFormat = item.Text("logFormat"),
                Status = item.Text("flowLogStatus"),
                DeliveryStatus = item.Text("deliverLogsStatus"),
                DeliveryError = item.Text("deliverLogsErrorMessage"),
                TrafficType = item.Text("trafficType"),
                CreationTime = Time(item.Text("creationTime")),
                HasHiveNames = item.Text("destinationOptions", "hiveCompatiblePartitions") == "true",
            });
    }

    /// <summary>Lists VPCs.</summary>
    /// <param name="nextToken">What the page before gave; null for the first.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<Page<Vpc>> DescribeVpcsAsync(string? nextToken, CancellationToken cancellation)
    {
        var answer = await SendAsync("DescribeVpcs", nextToken, cancellation).ConfigureAwait(false);
        return Page(
            answer,
            "vpcSet",
            static item => new Vpc(item.Text("vpcId") ?? "")
            {
                OwnerId = item.Text("ownerId"),
                IsDefault = item.Text("isDefault") == "true",
                CidrBlock = item.Text("cidrBlock"),
                Name = item.Below("tagSet", "item").FirstOrDefault(static tag => tag.Text("key") == "Name")?.Text("value"),
            });
    }

    /// <summary>Lists subnets.</summary>
    /// <param name="nextToken">What the page before gave; null for the first.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>Each with the VPC that it is in.</returns>
    public async Task<Page<Subnet>> DescribeSubnetsAsync(string? nextToken, CancellationToken cancellation)
    {
        var answer = await SendAsync("DescribeSubnets", nextToken, cancellation).ConfigureAwait(false);
        return Page(answer, "subnetSet", static item => new Subnet(item.Text("subnetId") ?? "", item.Text("vpcId") ?? ""));
    }

    /// <summary>Lists the network interfaces that exist now.</summary>
    /// <param name="nextToken">What the page before gave; null for the first.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<Page<NetworkInterface>> DescribeNetworkInterfacesAsync(string? nextToken, CancellationToken cancellation)
    {
        var answer = await SendAsync("DescribeNetworkInterfaces", nextToken, cancellation).ConfigureAwait(false);
        return Page(
            answer,
            "networkInterfaceSet",
            static item => new NetworkInterface(item.Text("networkInterfaceId") ?? "", item.Text("subnetId") ?? "", item.Text("vpcId") ?? ""));
    }

    private async Task<XElement> SendAsync(string operation, string? nextToken, CancellationToken cancellation) =>
        XmlAnswer.Parse(await SendFormAsync(
            operation, [new("MaxResults", "1000"), new("NextToken", nextToken)], isSigned: true, cancellation).ConfigureAwait(false));

    private static Page<T> Page<T>(XElement answer, string set, Func<XElement, T> make) =>
        new([.. answer.Below(set, "item").Select(make)], answer.Text("nextToken"));

    private static DateTime? Time(string? text) =>
        DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;
}
