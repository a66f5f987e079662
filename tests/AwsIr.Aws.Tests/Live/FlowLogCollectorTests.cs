using System.Globalization;
using System.Text;
using AwsIr.Evidence;
using AwsIr.FakeAws;
using AwsIr.Live;
using AwsIr.Records;
using AwsIr.S3;

namespace AwsIr.Aws.Tests.Live;

public class FlowLogCollectorTests
{
    private const string CustomFormat = "${srcaddr} ${dstaddr} ${vpc-id} ${interface-id} ${action} ${start} ${end} ${protocol}";

    [Fact]
    public void Reads_a_log_group_in_the_default_format()
    {
        using var rig = new LiveRig();
        rig.Region.Vpcs.Add(new Vpc("vpc-1", "10.0.0.0/16"));
        rig.Region.FlowLogs.Add(new AwsIr.FakeAws.FlowLog("fl-1", "vpc-1") { LogGroupName = "flows" });
        rig.Region.AddLogGroup("flows").Add("eni-1-all", rig.Now.AddHours(-1), Line("eni-1", "192.0.2.1", rig.Now.AddHours(-1)));
        LiveResult result = rig.Read(Of(rig)).Ok();
        var flow = Assert.IsType<FlowLogRecord>(Assert.Single(result.Records));
        Assert.Equal(("192.0.2.1", "10.0.0.5", 443, "eni-1"), (flow.SourceAddress, flow.DestinationAddress, flow.DestinationPort, flow.InterfaceId));
        Assert.Equal((LiveRig.Account, LiveRig.Home), (flow.AccountId, flow.Region));
        Assert.Null(flow.VpcId);
    }

    [Fact]
    public void Reads_a_log_group_that_several_formats_share()
    {
        using var rig = new LiveRig();
        rig.Region.FlowLogs.Add(new AwsIr.FakeAws.FlowLog("fl-1", "vpc-1") { LogGroupName = "flows" });
        rig.Region.FlowLogs.Add(new AwsIr.FakeAws.FlowLog("fl-2", "vpc-2") { LogGroupName = "flows", Format = CustomFormat });
        LogGroup group = rig.Region.AddLogGroup("flows");
        rig.Server.Faults.Add("DescribeFlowLogs", Fault.EmptyPage);
        for (int number = 0; number < 3; number++)
        {
            DateTime time = rig.Now.AddHours(-1).AddSeconds(number);
            group.Add("eni-1-all", time, Line("eni-1", $"192.0.2.{number}", time));
            group.Add("eni-2-all", time, Custom("vpc-2", "eni-2", $"198.51.100.{number}", time));
        }

        LiveResult result = rig.Read(Of(rig)).Ok();
        Assert.Equal(
            ["192.0.2.0", "198.51.100.0", "192.0.2.1", "198.51.100.1", "192.0.2.2", "198.51.100.2"],
            result.Records.Cast<FlowLogRecord>().Select(static flow => flow.SourceAddress));
        Assert.Equal("vpc-2", ((FlowLogRecord)result.Records[1]).VpcId);
        Assert.Equal(LiveRig.Account, ((FlowLogRecord)result.Records[1]).AccountId);
    }

    [Fact]
    public void A_vpc_is_told_by_its_interfaces_where_a_group_is_shared_and_has_no_column_for_it()
    {
        using var rig = new LiveRig();
        rig.Region.Vpcs.AddRange([new Vpc("vpc-1", "10.0.0.0/16"), new Vpc("vpc-2", "10.1.0.0/16")]);
        rig.Region.NetworkInterfaces.AddRange([new NetworkInterface("eni-1", "subnet-1", "vpc-1"), new NetworkInterface("eni-2", "subnet-2", "vpc-2")]);
        rig.Region.FlowLogs.Add(new AwsIr.FakeAws.FlowLog("fl-1", "vpc-1") { LogGroupName = "flows" });
        rig.Region.FlowLogs.Add(new AwsIr.FakeAws.FlowLog("fl-2", "vpc-2") { LogGroupName = "flows" });
        LogGroup group = rig.Region.AddLogGroup("flows");
        group.Add("eni-1-all", rig.Now.AddHours(-1), Line("eni-1", "192.0.2.1", rig.Now.AddHours(-1)));
        group.Add("eni-2-all", rig.Now.AddHours(-1), Line("eni-2", "192.0.2.2", rig.Now.AddHours(-1)));
        group.Add("eni-3-all", rig.Now.AddHours(-1), Line("eni-3", "192.0.2.3", rig.Now.AddHours(-1)));
        LiveResult result = rig.Read(Of(rig, vpcs: ["vpc-1"])).Ok();

        // The records say where they are; the cmdlet's filter takes those of vpc-1 and counts those that it cannot tell.
        var filter = new FlowLogFilter { VpcId = LikePattern.From(["vpc-1"]) };
        Assert.Equal(["192.0.2.1"], Matching(result, filter));
        Assert.Equal(1, filter.WithoutVpc);
        Assert.Equal(["subnet-1", "subnet-2", null], result.Records.Cast<FlowLogRecord>().Select(static flow => flow.SubnetId));
    }

    [Fact]
    public void A_group_of_one_vpc_alone_is_all_of_it_also_of_interfaces_that_are_gone()
    {
        using var rig = new LiveRig();
        rig.Region.Vpcs.Add(new Vpc("vpc-1", "10.0.0.0/16"));
        rig.Region.Subnets.Add(new Subnet("subnet-1", "vpc-1"));
        rig.Region.FlowLogs.Add(new AwsIr.FakeAws.FlowLog("fl-1", "subnet-1") { LogGroupName = "flows" });
        rig.Region.AddLogGroup("flows").Add("eni-9-all", rig.Now.AddHours(-1), Line("eni-9", "192.0.2.9", rig.Now.AddHours(-1)));
        LiveResult result = rig.Read(Of(rig, vpcs: ["vpc-1"])).Ok();
        Assert.Equal(["192.0.2.9"], Matching(result, new FlowLogFilter { VpcId = LikePattern.From(["vpc-1"]) }));
        Assert.Contains("vpc-1 has no flow log of its own", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Only_flow_logs_that_can_have_what_is_asked_for_are_read()
    {
        using var rig = new LiveRig();
        rig.Region.Vpcs.AddRange([new Vpc("vpc-1", "10.0.0.0/16"), new Vpc("vpc-2", "10.1.0.0/16")]);
        rig.Region.Subnets.AddRange([new Subnet("subnet-1", "vpc-1"), new Subnet("subnet-2", "vpc-2")]);
        rig.Region.NetworkInterfaces.AddRange([new NetworkInterface("eni-1", "subnet-1", "vpc-1"), new NetworkInterface("eni-2", "subnet-2", "vpc-2")]);
        foreach (string resource in (string[])["vpc-1", "vpc-2", "subnet-1", "subnet-2", "eni-1", "eni-2", "tgw-1"])
        {
            rig.Region.FlowLogs.Add(new AwsIr.FakeAws.FlowLog("fl-" + resource, resource) { LogGroupName = resource });
            rig.Region.AddLogGroup(resource);
        }

        Assert.Equal(["eni-1", "subnet-1", "vpc-1"], Asked(Of(rig, vpcs: ["vpc-1"])));
        Assert.Equal(["eni-1", "subnet-1", "vpc-1"], Asked(Of(rig, subnets: ["subnet-1"])));
        Assert.Equal(["eni-2", "subnet-2", "vpc-2"], Asked(Of(rig, interfaces: ["eni-2"])));
        Assert.Equal("eni-2-", rig.Server.RequestsOf("FilterLogEvents")[0]["logStreamNamePrefix"]);
        Assert.Equal(7, Asked(Of(rig)).Count);

        List<string> Asked(FlowLogCollector collector)
        {
            rig.Server.ClearRequests();
            rig.Read(collector).Ok();
            return [.. rig.Server.RequestsOf("FilterLogEvents").Select(static request => request["logGroupName"]!)];
        }
    }

    [Fact]
    public void Reads_buckets_and_only_the_flow_logs_that_are_asked_for()
    {
        using var rig = new LiveRig();
        rig.Region.Vpcs.AddRange([new Vpc("vpc-1", "10.0.0.0/16"), new Vpc("vpc-2", "10.1.0.0/16")]);
        Bucket bucket = rig.Server.World.AddBucket("example-flows", LiveRig.Home, rig.Owner);
        rig.Region.FlowLogs.Add(new AwsIr.FakeAws.FlowLog("fl-0aaa", "vpc-1") { S3Destination = "arn:aws:s3:::example-flows/net/" });
        rig.Region.FlowLogs.Add(new AwsIr.FakeAws.FlowLog("fl-0bbb", "vpc-2") { S3Destination = "arn:aws:s3:::example-flows/net/" });
        rig.Region.FlowLogs.Add(new AwsIr.FakeAws.FlowLog("fl-0ccc", "vpc-1") { S3Destination = "arn:aws:s3:::example-flows", HiveCompatiblePartitions = true });
        DateTime time = rig.Now.AddHours(-1);
        string header = AwsIr.FakeAws.FlowLog.DefaultFormat.Replace("${", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal);
        string day = time.ToString("yyyy'/'MM'/'dd", CultureInfo.InvariantCulture);
        string stamp = time.ToString("yyyyMMdd'T'HHmm'Z'", CultureInfo.InvariantCulture);
        Put($"net/AWSLogs/111122223333/vpcflowlogs/eu-west-1/{day}/111122223333_vpcflowlogs_eu-west-1_fl-0aaa_{stamp}_1a2b3c4d.log", "192.0.2.1");
        Put($"net/AWSLogs/111122223333/vpcflowlogs/eu-west-1/{day}/111122223333_vpcflowlogs_eu-west-1_fl-0bbb_{stamp}_1a2b3c4d.log", "192.0.2.2");
        Put($"AWSLogs/aws-account-id=111122223333/aws-service=vpcflowlogs/aws-region=eu-west-1/year={time:yyyy}/month={time:MM}/day={time:dd}/111122223333_vpcflowlogs_eu-west-1_fl-0ccc_{stamp}_1a2b3c4d.log", "192.0.2.3");

        LiveResult result = rig.Read(Of(rig, vpcs: ["vpc-1"])).Ok();
        Assert.Equal(["192.0.2.1", "192.0.2.3"], result.Records.Cast<FlowLogRecord>().Select(static flow => flow.SourceAddress).Order());
        Assert.All(result.Records.Cast<FlowLogRecord>(), static flow => Assert.Equal("vpc-1", flow.VpcId));
        Assert.DoesNotContain(rig.Server.Requests, static request => request.Key?.Contains("fl-0bbb", StringComparison.Ordinal) == true);
        Assert.Equal(3, rig.Read(Of(rig)).Ok().Records.Count);

        void Put(string key, string source) => bucket.Put(key, Encoding.UTF8.GetBytes(header + "\n" + Line("eni-1", source, time) + "\n"), rig.Now);
    }

    [Fact]
    public void Says_what_is_not_recorded_or_not_read()
    {
        using var rig = new LiveRig { Regions = ["eu-west-1", "us-east-1"] };
        rig.Region.Vpcs.AddRange([new Vpc("vpc-1", "10.0.0.0/16"), new Vpc("vpc-2", "10.1.0.0/16")]);
        rig.Region.FlowLogs.Add(new AwsIr.FakeAws.FlowLog("fl-1", "vpc-2") { DeliverLogsStatus = "FAILED", DeliverLogsErrorMessage = "Access error", LogGroupName = "gone" });
        rig.Region.FlowLogs.Add(new AwsIr.FakeAws.FlowLog("fl-2", "vpc-2"));
        LiveResult result = rig.Read(Of(rig, vpcs: ["vpc-1", "vpc-2", "vpc-3"]));
        Assert.Equal(
            [
                "111122223333/eu-west-1: the flow log fl-1 of vpc-2 is not delivered: Access error. Traffic is missing from it.",
                "111122223333/eu-west-1: the flow log fl-2 of vpc-2 goes to Amazon Data Firehose: read it where Firehose delivers it, with -S3Uri.",
                "111122223333/eu-west-1: the log group gone, to which fl-1 deliver, does not exist.",
                "111122223333/eu-west-1: vpc-1 has no flow log of its own: of its traffic only that of subnets and network interfaces with one is recorded.",
            ],
            result.Warnings.Order(StringComparer.Ordinal));
        SourceNotice error = Assert.Single(result.Errors);
        Assert.Equal(("AwsNotFound", "vpc-3"), (error.ErrorId, error.Target));
    }

    [Fact]
    public void A_flow_log_that_is_younger_than_the_time_asked_for_is_told()
    {
        using var rig = new LiveRig();
        rig.Region.AddLogGroup("flows");
        rig.Region.FlowLogs.Add(new AwsIr.FakeAws.FlowLog("fl-1", "vpc-1") { LogGroupName = "flows", CreationTime = new DateTime(2026, 3, 17, 12, 0, 0, DateTimeKind.Utc) });
        LiveResult result = rig.Read(Of(rig, range: new TimeRange(new DateTime(2026, 3, 17, 11, 0, 0, DateTimeKind.Utc).Ticks, long.MaxValue))).Ok();
        Assert.Equal("111122223333/eu-west-1: the flow log fl-1 of vpc-1 records since 2026-03-17T12:00:00Z only.", Assert.Single(result.Warnings));
    }

    [Fact]
    public void What_is_denied_names_the_action()
    {
        using var rig = new LiveRig();
        rig.Server.World.Deny("ec2:DescribeFlowLogs");
        SourceNotice error = Assert.Single(rig.Read(Of(rig)).Errors);
        Assert.Equal("AwsAccessDenied", error.ErrorId);
        Assert.Contains("ec2:DescribeFlowLogs", error.Message, StringComparison.Ordinal);
    }

    private static string[] Matching(LiveResult result, FlowLogFilter filter) =>
        [.. result.Records.Where(record => filter.IsMatch((FlowLogFields)record.GetFields())).Cast<FlowLogRecord>().Select(static flow => flow.SourceAddress!)];

    private static FlowLogCollector Of(LiveRig rig, string[]? vpcs = null, string[]? subnets = null, string[]? interfaces = null, TimeRange? range = null) => new(
        new FlowLogOptions
        {
            VpcIds = vpcs ?? [],
            SubnetIds = subnets ?? [],
            InterfaceIds = interfaces ?? [],
            TimeRange = range ?? TimeRange.All,
            OpenBucket = static (target, uri, isWanted) => new S3Source(_ => target, new S3Options
            {
                Locations = [S3Location.Parse(uri)],
                Selection = new S3Selection { Sources = [RecordSource.FlowLog] },
                IsWanted = isWanted,
            }),
        },
        rig.Now);

    private static string Line(string interfaceId, string source, DateTime time) => FormattableString.Invariant(
        $"2 111122223333 {interfaceId} {source} 10.0.0.5 50000 443 6 10 840 {Seconds(time)} {Seconds(time) + 60} ACCEPT OK");

    private static string Custom(string vpcId, string interfaceId, string source, DateTime time) => FormattableString.Invariant(
        $"{source} 10.0.0.5 {vpcId} {interfaceId} REJECT {Seconds(time)} {Seconds(time) + 60} 6");

    private static long Seconds(DateTime time) => new DateTimeOffset(time).ToUnixTimeSeconds();
}
