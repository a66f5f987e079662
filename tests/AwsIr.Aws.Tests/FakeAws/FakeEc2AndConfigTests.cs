using System.Net;
using System.Text.Json.Nodes;
using AwsIr.FakeAws;

namespace AwsIr.Aws.Tests.FakeAws;

/// <summary>The fake's EC2 and AWS Config.</summary>
public sealed class FakeEc2AndConfigTests : FakeWorld
{
    [Fact]
    public void Flow_logs_say_where_they_go()
    {
        Home.FlowLogs.Add(new FlowLog("fl-1", "vpc-1") { LogGroupName = "/vpc/flow" });
        Home.FlowLogs.Add(new FlowLog("fl-2", "vpc-1") { S3Destination = "arn:aws:s3:::example-flow/prefix", Parquet = true, HiveCompatiblePartitions = true, Format = "${version} ${vpc-id}" });
        Home.FlowLogs.Add(new FlowLog("fl-3", "vpc-2") { LogGroupName = "/vpc/other", TrafficType = "REJECT", DeliverLogsStatus = "FAILED", DeliverLogsErrorMessage = "Access error" });

        Assert.Equal(["fl-1", "fl-2", "fl-3"], Client.Ec2("DescribeFlowLogs").Ok().All("flowLogId"));
        FakeAnswer s3 = Client.Ec2("DescribeFlowLogs", ("Filter.1.Name", "resource-id"), ("Filter.1.Value.1", "vpc-1"), ("Filter.2.Name", "log-destination-type"), ("Filter.2.Value.1", "s3")).Ok();
        Assert.Equal(("fl-2", "s3", "arn:aws:s3:::example-flow/prefix", "${version} ${vpc-id}", "parquet", "true", "false"), (s3["flowLogId"], s3["logDestinationType"], s3["logDestination"], s3["logFormat"], s3["fileFormat"], s3["hiveCompatiblePartitions"], s3["perHourPartition"]));
        FakeAnswer failed = Client.Ec2("DescribeFlowLogs", ("FlowLogId.1", "fl-3")).Ok();
        Assert.Equal(("Access error", "/vpc/other", "REJECT"), (failed["deliverLogsErrorMessage"], failed["logGroupName"], failed["trafficType"]));

        FakeAnswer page = Client.Ec2("DescribeFlowLogs", ("MaxResults", "2")).Ok();
        Assert.Equal(["fl-3"], Client.Ec2("DescribeFlowLogs", ("MaxResults", "2"), ("NextToken", page["nextToken"]!)).Ok().All("flowLogId"));
        Assert.Equal("InvalidParameterValue", Client.Ec2("DescribeFlowLogs", ("Filter.1.Name", "resource"))["Code"]);
        Assert.Equal("InvalidFlowLogId.NotFound", Client.Ec2("DescribeFlowLogs", ("FlowLogId.1", "fl-9"))["Code"]);
    }

    [Fact]
    public void Networks_and_regions_are_listed()
    {
        Home.Vpcs.Add(new Vpc("vpc-1", "10.20.0.0/16", Name: "shop"));
        Home.Vpcs.Add(new Vpc("vpc-2", "172.31.0.0/16", IsDefault: true));
        FakeAnswer vpcs = Client.Ec2("DescribeVpcs").Ok();
        Assert.Equal(["vpc-1", "vpc-2"], vpcs.All("vpcId"));
        Assert.Equal(["false", "true"], vpcs.All("isDefault"));
        Assert.Equal("shop", vpcs["value"]);
        Assert.Equal(["vpc-2"], Client.Ec2("DescribeVpcs", ("Filter.1.Name", "is-default"), ("Filter.1.Value.1", "true")).Ok().All("vpcId"));
        Assert.Equal("InvalidVpcID.NotFound", Client.Ec2("DescribeVpcs", ("VpcId.1", "vpc-9"))["Code"]);
        Assert.Equal("InvalidParameterValue", Client.Ec2("DescribeVpcs", ("MaxResults", "4"))["Code"]);

        Assert.Equal(17, Client.Ec2("DescribeRegions").Ok().All("regionName").Length);
        Account.EnabledRegions.Add("eu-south-1");
        FakeAnswer all = Client.Ec2("DescribeRegions", ("AllRegions", "true")).Ok();
        Assert.Equal(33, all.All("regionName").Length);
        Assert.Equal("opted-in", all.Xml.Descendants().Single(static element => element.Value == "eu-south-1").Parent!.Elements().Last().Value);
        Assert.Equal(15, all.All("optInStatus").Count(static status => status == "not-opted-in"));
    }

    [Fact]
    public void EC2_has_words_of_its_own_for_errors()
    {
        World.Deny("ec2:DescribeVpcs");
        FakeAnswer denied = Client.Ec2("DescribeVpcs");
        Assert.Equal((HttpStatusCode.Forbidden, "UnauthorizedOperation"), (denied.Status, denied["Code"]));
        Assert.StartsWith("You are not authorized to perform this operation. User: arn:aws:iam::111122223333:user/responder is not authorized to perform: ec2:DescribeVpcs because", denied["Message"], StringComparison.Ordinal);
        using var off = new FakeClient(Server, Account.AddUser("other"), "me-south-1");
        Assert.Equal((HttpStatusCode.Unauthorized, "AuthFailure"), (off.Ec2("DescribeFlowLogs").Status, off.Ec2("DescribeFlowLogs")["Code"]));
        Server.Faults.Add("DescribeFlowLogs", Fault.Throttle);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "RequestLimitExceeded"), (Client.Ec2("DescribeFlowLogs") is var throttled ? throttled.Status : default, throttled["Code"]));
    }

    [Fact]
    public void The_recorder_of_Config_is_described()
    {
        Assert.Empty(Client.Config("DescribeConfigurationRecorders").Ok().Json["ConfigurationRecorders"]!.AsArray());
        Home.ConfigRecorder = new ConfigRecorder { Recording = false, LastStopTime = new DateTime(2026, 3, 17, 14, 16, 5, DateTimeKind.Utc), AllSupported = false };
        Home.ConfigRecorder.ResourceTypes.Add("AWS::S3::Bucket");
        Home.DeliveryChannel = ("default", "example-config");
        JsonNode recorder = Client.Config("DescribeConfigurationRecorders").Ok().Json["ConfigurationRecorders"]![0]!;
        Assert.Equal(("default", false, "AWS::S3::Bucket"), ((string?)recorder["name"], (bool)recorder["recordingGroup"]!["allSupported"]!, (string?)recorder["recordingGroup"]!["resourceTypes"]![0]));
        JsonNode status = Client.Config("DescribeConfigurationRecorderStatus").Ok().Json["ConfigurationRecordersStatus"]![0]!;
        Assert.Equal((false, 1773756965.0), ((bool)status["recording"]!, (double)status["lastStopTime"]!));
        Assert.Equal("example-config", (string?)Client.Config("DescribeDeliveryChannels").Ok().Json["DeliveryChannels"]![0]!["s3BucketName"]);
        Assert.Equal("NoSuchConfigurationRecorderException", (string?)Client.Config("DescribeConfigurationRecorderStatus", new JsonObject { ["ConfigurationRecorderNames"] = new JsonArray("other") }).Json["__type"]);
    }
}
