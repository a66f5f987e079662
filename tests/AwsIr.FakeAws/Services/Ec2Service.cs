using System.Globalization;
using System.Text;

namespace AwsIr.FakeAws;

/// <summary>Amazon EC2: a form in, XML out, in its own dialect of the query protocol.</summary>
internal sealed class Ec2Service : AwsService
{
    private const string Version = "2016-11-15";

    public override string OperationOf(AwsRequest request) => request["Version"] == Version && request["Action"] is string action ? action : Unknown;

    public override AwsAnswer Answer(AwsRequest request)
    {
        if (request.Operation == Unknown)
        {
            throw new AwsError("InvalidAction", $"The action {request["Action"]} is not valid for this web service.");
        }

        Allow(request, "ec2:" + request.Operation);
        string result = request.Operation switch
        {
            "DescribeFlowLogs" => DescribeFlowLogs(request),
            "DescribeVpcs" => DescribeVpcs(request),
            "DescribeSubnets" => DescribeSubnets(request),
            "DescribeNetworkInterfaces" => DescribeNetworkInterfaces(request),
            "DescribeRegions" => DescribeRegions(request),
            _ => throw NotHere("ec2:" + request.Operation),
        };
        return Xml(200, $"<{request.Operation}Response xmlns=\"http://ec2.amazonaws.com/doc/{Version}/\"><requestId>{Guid.NewGuid()}</requestId>{result}</{request.Operation}Response>");
    }

    public override AwsAnswer Fail(AwsRequest request, AwsError error) =>
        Xml(error.Status, $"<Response><Errors><Error><Code>{error.Code}</Code><Message>{Xml(error.Message)}</Message></Error></Errors><RequestID>{Guid.NewGuid()}</RequestID></Response>") with { ErrorCode = error.Code };

    public override AwsError Problem(AwsProblem problem, string message) => problem switch
    {
        AwsProblem.Missing => new AwsError("MissingAuthenticationToken", "Request is missing Authentication Token", 403),
        AwsProblem.Expired or AwsProblem.Skewed => new AwsError("RequestExpired", "Request has expired."),
        AwsProblem.AccessDenied => new AwsError("UnauthorizedOperation", "You are not authorized to perform this operation. " + message, 403),
        AwsProblem.Throttled => new AwsError("RequestLimitExceeded", "Request limit exceeded.", 503),
        AwsProblem.Internal => new AwsError("InternalError", "An internal error has occurred", 500),
        AwsProblem.Unavailable => new AwsError("Unavailable", "The service is unavailable. Please try again shortly.", 503),
        _ => new AwsError("AuthFailure", "AWS was not able to validate the provided access credentials", 401),
    };

    private static string DescribeFlowLogs(AwsRequest request)
    {
        string[] ids = List(request, "FlowLogId");
        var filters = Filters(request, "deliver-log-status", "log-destination-type", "flow-log-id", "log-group-name", "resource-id", "traffic-type");
        string? missing = ids.FirstOrDefault(id => !request.Data.FlowLogs.Exists(log => log.Id == id));
        if (missing is not null)
        {
            throw new AwsError("InvalidFlowLogId.NotFound", $"The flowLogId '{missing}' does not exist");
        }

        return Page(
            request,
            "flowLogSet",
            1,
            [.. request.Data.FlowLogs.Where(log => (ids.Length == 0 || ids.Contains(log.Id)) && filters.TrueForAll(filter => filter.Values.Contains(Value(log, filter.Name))))],
            Show);

        static string? Value(FlowLog log, string filter) => filter switch
        {
            "deliver-log-status" => log.DeliverLogsStatus,
            "log-destination-type" => DestinationType(log),
            "flow-log-id" => log.Id,
            "log-group-name" => log.LogGroupName,
            "resource-id" => log.ResourceId,
            _ => log.TrafficType,
        };

        string Show(FlowLog log) => Element("creationTime", log.CreationTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture))
            + Element("deliverLogsErrorMessage", log.DeliverLogsErrorMessage)
            + Element("deliverLogsStatus", log.DeliverLogsStatus)
            + Element("flowLogId", log.Id)
            + "<flowLogStatus>ACTIVE</flowLogStatus>"
            + Element("logGroupName", log.LogGroupName)
            + Element("resourceId", log.ResourceId)
            + Element("trafficType", log.TrafficType)
            + Element("logDestinationType", DestinationType(log))
            + Element("logDestination", log.S3Destination ?? (log.LogGroupName is null ? null : $"arn:{request.Account.Partition}:logs:{request.Region}:{request.Account.Id}:log-group:{log.LogGroupName}"))
            + Element("logFormat", log.Format)
            + Element("maxAggregationInterval", log.MaxAggregationInterval.ToString(CultureInfo.InvariantCulture))
            + (log.S3Destination is null ? "" : $"<destinationOptions>{Element("fileFormat", log.Parquet ? "parquet" : "plain-text")}{Element("hiveCompatiblePartitions", Flag(log.HiveCompatiblePartitions))}{Element("perHourPartition", Flag(log.PerHourPartition))}</destinationOptions>")
            + "<tagSet/>";
    }

    private static string DestinationType(FlowLog log) => log.S3Destination is not null ? "s3" : log.LogGroupName is not null ? "cloud-watch-logs" : "kinesis-data-firehose";

    private static string DescribeVpcs(AwsRequest request)
    {
        string[] ids = List(request, "VpcId");
        var filters = Filters(request, "vpc-id", "cidr", "is-default", "isDefault", "state", "owner-id");
        string? missing = ids.FirstOrDefault(id => !request.Data.Vpcs.Exists(vpc => vpc.Id == id));
        if (missing is not null)
        {
            throw new AwsError("InvalidVpcID.NotFound", $"The vpc ID '{missing}' does not exist");
        }

        return Page(
            request,
            "vpcSet",
            5,
            [.. request.Data.Vpcs.Where(vpc => (ids.Length == 0 || ids.Contains(vpc.Id)) && filters.TrueForAll(filter => filter.Values.Contains(Value(vpc, filter.Name))))],
            vpc => Element("ownerId", vpc.OwnerId ?? request.Account.Id)
                + "<instanceTenancy>default</instanceTenancy>"
                + $"<cidrBlockAssociationSet><item>{Element("associationId", "vpc-cidr-assoc-0123456789abcdef0")}{Element("cidrBlock", vpc.CidrBlock)}<cidrBlockState><state>associated</state></cidrBlockState></item></cidrBlockAssociationSet>"
                + Element("isDefault", Flag(vpc.IsDefault))
                + (vpc.Name is null ? "" : $"<tagSet><item><key>Name</key>{Element("value", vpc.Name)}</item></tagSet>")
                + Element("vpcId", vpc.Id)
                + "<state>available</state>"
                + Element("cidrBlock", vpc.CidrBlock));

        string? Value(Vpc vpc, string filter) => filter switch
        {
            "vpc-id" => vpc.Id,
            "cidr" => vpc.CidrBlock,
            "state" => "available",
            "owner-id" => request.Account.Id,
            _ => Flag(vpc.IsDefault),
        };
    }

    private static string DescribeSubnets(AwsRequest request)
    {
        var filters = Filters(request, "subnet-id", "vpc-id");
        return Page(
            request,
            "subnetSet",
            5,
            [.. request.Data.Subnets.Where(subnet => filters.TrueForAll(filter => filter.Values.Contains(filter.Name == "vpc-id" ? subnet.VpcId : subnet.Id)))],
            subnet => Element("subnetId", subnet.Id)
                + Element("ownerId", request.Account.Id)
                + "<state>available</state>"
                + Element("vpcId", subnet.VpcId)
                + Element("cidrBlock", subnet.CidrBlock));
    }

    private static string DescribeNetworkInterfaces(AwsRequest request)
    {
        var filters = Filters(request, "network-interface-id", "subnet-id", "vpc-id");
        return Page(
            request,
            "networkInterfaceSet",
            5,
            [.. request.Data.NetworkInterfaces.Where(one => filters.TrueForAll(filter => filter.Values.Contains(filter.Name switch { "vpc-id" => one.VpcId, "subnet-id" => one.SubnetId, _ => one.Id })))],
            one => Element("networkInterfaceId", one.Id)
                + Element("subnetId", one.SubnetId)
                + Element("vpcId", one.VpcId)
                + Element("ownerId", request.Account.Id)
                + "<status>in-use</status>");
    }

    private static string DescribeRegions(AwsRequest request)
    {
        string[] names = List(request, "RegionName");
        var filters = Filters(request, "endpoint", "opt-in-status", "region-name");
        IEnumerable<string> regions = AwsRegions.Default.Concat(AwsRegions.OptIn).Where(region => AwsRegions.Partition(region) == request.Account.Partition);
        string? missing = names.FirstOrDefault(name => !regions.Contains(name));
        if (missing is not null)
        {
            throw new AwsError("InvalidParameterValue", $"Invalid region: [{missing}]");
        }

        string items = string.Concat(regions
            .Where(region => (request["AllRegions"] == "true" || names.Contains(region) || request.Account.EnabledRegions.Contains(region)) && (names.Length == 0 || names.Contains(region)))
            .Select(region => (Name: region, Endpoint: $"ec2.{region}.amazonaws.com{(request.Account.Partition == "aws-cn" ? ".cn" : "")}", Status: !AwsRegions.OptIn.Contains(region) ? "opt-in-not-required" : request.Account.EnabledRegions.Contains(region) ? "opted-in" : "not-opted-in"))
            .Where(region => filters.TrueForAll(filter => filter.Values.Contains(filter.Name switch { "endpoint" => region.Endpoint, "opt-in-status" => region.Status, _ => region.Name })))
            .Select(static region => $"<item>{Element("regionName", region.Name)}{Element("regionEndpoint", region.Endpoint)}{Element("optInStatus", region.Status)}</item>"));
        return $"<regionInfo>{items}</regionInfo>";
    }

    private static string Page<T>(AwsRequest request, string set, int smallest, T[] all, Func<T, string> show)
    {
        int size = 1000;
        if (request["MaxResults"] is string asked && (!int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out size) || size < smallest || size > 1000))
        {
            throw new AwsError("InvalidParameterValue", $"Value ( {asked} ) for parameter maxResults is invalid. Expecting a value between {smallest} and 1000.");
        }

        string question = string.Join('&', request.Parameters.Where(static parameter => parameter.Key is not "NextToken" and not "MaxResults").OrderBy(static parameter => parameter.Key, StringComparer.Ordinal));
        var (items, next) = request.World.Pages.Take(request, request["NextToken"], question, size, () => (IReadOnlyList<T>)all, static () => new AwsError("InvalidNextToken", "The token is invalid."));
        return $"<{set}>{string.Concat(items.Select(item => $"<item>{show(item)}</item>"))}</{set}>{Element("nextToken", next)}";
    }

    /// <summary>The values of a list: its name with .1, .2 and so on.</summary>
    private static string[] List(AwsRequest request, string name)
    {
        List<string> values = [];
        while (request[$"{name}.{values.Count + 1}"] is string value)
        {
            values.Add(value);
        }

        return [.. values];
    }

    private static List<(string Name, string[] Values)> Filters(AwsRequest request, params string[] known)
    {
        List<(string, string[])> filters = [];
        while (request[$"Filter.{filters.Count + 1}.Name"] is string name)
        {
            filters.Add(known.Contains(name)
                ? (name, List(request, $"Filter.{filters.Count + 1}.Value"))
                : throw new AwsError("InvalidParameterValue", $"The filter '{name}' is invalid"));
        }

        return filters;
    }

    private static string Flag(bool on) => on ? "true" : "false";

    private static AwsAnswer Xml(int status, string xml) => new(status, "text/xml;charset=UTF-8", Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + xml));
}
