using System.Globalization;
using System.Text;
using AwsIr.Formats;
using AwsIr.Records;

namespace AwsIr.Tests.Formats;

/// <summary>
/// Flow logs as text. The lines are those that AWS documents (Amazon VPC User Guide, "Flow log record examples" and "Flow log
/// records"; Transit Gateway guide, "Transit Gateway Flow Log records"), with accounts and public addresses of documentation;
/// the values beside them were read off by hand.
/// </summary>
public class FlowLogTests
{
    private const string V2 = "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status\n";

    [Fact]
    public void An_accepted_flow_in_the_default_format()
    {
        var flow = Only(V2 + "2 111122223333 eni-1235b8ca123456789 172.31.16.139 172.31.16.21 20641 22 6 20 4249 1418530010 1418530070 ACCEPT OK\n");
        Assert.Equal(2, flow.Version);
        Assert.Equal("111122223333", flow.AccountId);
        Assert.Equal("eni-1235b8ca123456789", flow.InterfaceId);
        Assert.Equal("172.31.16.139", flow.SourceAddress);
        Assert.Equal("172.31.16.21", flow.DestinationAddress);
        Assert.Equal(System.Net.IPAddress.Parse("172.31.16.139"), flow.SourceIP);
        Assert.Equal(20641, flow.SourcePort);
        Assert.Equal(22, flow.DestinationPort);
        Assert.Equal(6, flow.Protocol);
        Assert.Equal("tcp", flow.ProtocolName);
        Assert.Equal(20, flow.Packets);
        Assert.Equal(4249, flow.Bytes);
        Assert.Equal(new DateTime(2014, 12, 14, 4, 6, 50, DateTimeKind.Utc), flow.StartTime);
        Assert.Equal(DateTimeKind.Utc, flow.StartTime!.Value.Kind);
        Assert.Equal(new DateTime(2014, 12, 14, 4, 7, 50, DateTimeKind.Utc), flow.EndTime);
        Assert.Equal(TimeSpan.FromMinutes(1), flow.Duration);
        Assert.Equal("ACCEPT", flow.Action);
        Assert.Equal("OK", flow.LogStatus);
        Assert.False(flow.IsGap);
        Assert.Equal(TrafficDirection.Internal, flow.Direction);
        Assert.Equal("2014-12-14T04:06:50Z 172.31.16.139:20641 -> 172.31.16.21:22 tcp ACCEPT 20 packets 4249 bytes", flow.ToString());
        Assert.Equal("2 111122223333 eni-1235b8ca123456789 172.31.16.139 172.31.16.21 20641 22 6 20 4249 1418530010 1418530070 ACCEPT OK", flow.Raw);
        Assert.Equal(new Provenance("/evidence/memory", 0), flow.Provenance);
        Assert.Null(flow.VpcId);
        Assert.Null(flow.TcpFlags);
        Assert.Empty(flow.TcpFlagNames);
        Assert.Empty(flow.Other);
        var record = (IRecord)flow;
        Assert.Equal((RecordSource.FlowLog, flow.StartTime, "172.31.16.139", null, null), (record.Source, record.Time, record.SourceAddress, record.Actor, record.RecordId));
    }

    [Fact]
    public void A_rejected_ping_from_outside_has_no_ports()
    {
        var flow = Only(V2 + "2 111122223333 eni-1235b8ca123456789 203.0.113.12 172.31.16.139 0 0 1 4 336 1432917094 1432917142 REJECT OK");
        Assert.Equal(("REJECT", "icmp", 0, 0), (flow.Action, flow.ProtocolName, flow.SourcePort, flow.DestinationPort));
        Assert.Equal(TrafficDirection.Inbound, flow.Direction);
    }

    [Theory]
    [InlineData("NODATA")]
    [InlineData("SKIPDATA")]
    public void Gaps_are_records_without_a_flow(string status)
    {
        var flow = Only(V2 + $"2 111122223333 eni-1235b8ca123456789 - - - - - - - 1431280876 1431280934 - {status}\n");
        Assert.True(flow.IsGap);
        Assert.Equal(new DateTime(2015, 5, 10, 18, 1, 16, DateTimeKind.Utc), flow.StartTime);
        Assert.Equal(new DateTime(2015, 5, 10, 18, 2, 14, DateTimeKind.Utc), flow.EndTime);
        Assert.Null(flow.SourceAddress);
        Assert.Null(flow.SourceIP);
        Assert.Null(flow.SourcePort);
        Assert.Null(flow.Protocol);
        Assert.Null(flow.ProtocolName);
        Assert.Null(flow.Packets);
        Assert.Null(flow.Bytes);
        Assert.Null(flow.Action);
        Assert.Null(flow.Direction);
        Assert.Equal($"2015-05-10T18:01:16Z eni-1235b8ca123456789 {status}", flow.ToString());
    }

    [Fact]
    public void IPv6()
    {
        var flow = Only(V2 + "2 111122223333 eni-1235b8ca123456789 2001:db8:1234:a100:8d6e:3477:df66:f105 2001:db8:1234:a102:3304:8879:34cf:4071 34892 22 6 54 8855 1477913708 1477913820 ACCEPT OK\n");
        Assert.Equal(System.Net.IPAddress.Parse("2001:db8:1234:a100:8d6e:3477:df66:f105"), flow.SourceIP);
        Assert.Equal(TrafficDirection.External, flow.Direction);
        Assert.Equal("2016-10-31T11:35:08Z [2001:db8:1234:a100:8d6e:3477:df66:f105]:34892 -> [2001:db8:1234:a102:3304:8879:34cf:4071]:22 tcp ACCEPT 54 packets 8855 bytes", flow.ToString());
    }

    [Fact]
    public void The_sequence_of_TCP_flags()
    {
        const string Header = "version vpc-id subnet-id instance-id interface-id account-id type srcaddr dstaddr srcport dstport pkt-srcaddr pkt-dstaddr protocol bytes packets start end action tcp-flags log-status\n";
        const string Before = "3 vpc-abcdefab012345678 subnet-aaaaaaaa012345678 i-01234567890123456 eni-1235b8ca123456789 111122223333 IPv4 ";
        var flows = All(Header
            + Before + "198.51.100.42 10.0.0.62 43416 5001 198.51.100.42 10.0.0.62 6 568 8 1566848875 1566848933 ACCEPT 2 OK\n"
            + Before + "10.0.0.62 198.51.100.42 5001 43416 10.0.0.62 198.51.100.42 6 376 7 1566848875 1566848933 ACCEPT 18 OK\n"
            + Before + "10.0.0.62 198.51.100.42 5001 43418 10.0.0.62 198.51.100.42 6 63388 1219 1566848933 1566849113 ACCEPT 1 OK\n"
            + Before + "198.51.100.42 10.0.0.62 43638 5001 198.51.100.42 10.0.0.62 6 1260 17 1566933133 1566933193 ACCEPT 3 OK\n"
            + Before + "10.0.0.62 198.51.100.42 5001 43638  10.0.0.62 198.51.100.42 6 967 14 1566933133 1566933193 ACCEPT 19 OK\n" // Two spaces, as in the guide.
            + Before + "198.51.100.42 10.0.0.62 43638 5001 198.51.100.42 10.0.0.62 6 60 1 1566933133 1566933193 REJECT 4 OK\n");
        Assert.Equal(["SYN", "SYN,ACK", "FIN", "FIN,SYN", "FIN,SYN,ACK", "RST"], flows.Select(flow => string.Join(',', flow.TcpFlagNames)));
        Assert.Equal(["43638", "10.0.0.62"], [flows[4].DestinationPort?.ToString(CultureInfo.InvariantCulture), flows[4].PacketSourceAddress]);
        Assert.Equal((376L, 7L), (flows[1].Bytes, flows[1].Packets));
        Assert.Equal(("vpc-abcdefab012345678", "subnet-aaaaaaaa012345678", "i-01234567890123456", "IPv4"), (flows[0].VpcId, flows[0].SubnetId, flows[0].InstanceId, flows[0].Type));
        Assert.Equal(TrafficDirection.Outbound, flows[1].Direction);
        Assert.Equal([0, 1, 2, 3, 4, 5], flows.Select(flow => flow.Provenance.Index));
    }

    [Fact]
    public void A_NAT_gateway_has_the_far_end_in_the_packet_addresses()
    {
        var flows = All("""
            instance-id interface-id srcaddr dstaddr pkt-srcaddr pkt-dstaddr
            - eni-1235b8ca123456789 10.0.1.5 10.0.0.220 10.0.1.5 203.0.113.5
            - eni-1235b8ca123456789 10.0.0.220 203.0.113.5 10.0.0.220 203.0.113.5
            - eni-1235b8ca123456789 203.0.113.5 10.0.0.220 203.0.113.5 10.0.0.220
            - eni-1235b8ca123456789 10.0.0.220 10.0.1.5 203.0.113.5 10.0.1.5
            i-01234567890123456 eni-1111aaaa2222bbbb3 10.0.1.5 203.0.113.5 10.0.1.5 203.0.113.5
            """);
        Assert.Equal([TrafficDirection.Outbound, TrafficDirection.Outbound, TrafficDirection.Inbound, TrafficDirection.Inbound, TrafficDirection.Outbound], flows.Select(flow => flow.Direction!.Value));
        Assert.Equal([null, null, null, null, "i-01234567890123456"], flows.Select(flow => flow.InstanceId));
        Assert.Equal("203.0.113.5", flows[0].PacketDestinationAddress);
        Assert.Null(flows[0].StartTime);
        Assert.Null(((IRecord)flows[0]).Time);
        Assert.Equal("10.0.1.5 -> 10.0.0.220    packets  bytes", flows[0].ToString());
    }

    [Fact]
    public void Services_paths_and_directions_of_version_5()
    {
        var flows = All("""
            version srcaddr dstaddr srcport dstport protocol start end type packets bytes account-id vpc-id subnet-id instance-id interface-id region az-id sublocation-type sublocation-id action tcp-flags pkt-srcaddr pkt-dstaddr pkt-src-aws-service pkt-dst-aws-service traffic-path flow-direction log-status
            5 192.0.2.179 10.0.0.71 80 34210 6 1616729292 1616729349 IPv4 14 15044 111122223333 vpc-abcdefab012345678 subnet-aaaaaaaa012345678 i-0c50d5961bcb2d47b eni-1235b8ca123456789 ap-southeast-2 apse2-az3 - - ACCEPT 19 192.0.2.179 10.0.0.71 S3 - - ingress OK
            5 10.0.0.71 192.0.2.179 34210 80 6 1616729292 1616729349 IPv4 7 471 111122223333 vpc-abcdefab012345678 subnet-aaaaaaaa012345678 i-0c50d5961bcb2d47b eni-1235b8ca123456789 ap-southeast-2 apse2-az3 - - ACCEPT 3 10.0.0.71 192.0.2.179 - S3 8 egress OK
            """);
        Assert.Equal(("S3", null, "ingress", null, null), (flows[0].PacketSourceAwsService, flows[0].PacketDestinationAwsService, flows[0].FlowDirection, flows[0].TrafficPath, flows[0].TrafficPathName));
        Assert.Equal((null, "S3", "egress", 8, "internet gateway"), (flows[1].PacketSourceAwsService, flows[1].PacketDestinationAwsService, flows[1].FlowDirection, flows[1].TrafficPath, flows[1].TrafficPathName));
        Assert.Equal(("ap-southeast-2", "apse2-az3", null, null), (flows[0].Region, flows[0].AvailabilityZoneId, flows[0].SublocationType, flows[0].SublocationId));
        Assert.Equal(new DateTime(2021, 3, 26, 3, 28, 12, DateTimeKind.Utc), flows[0].StartTime);
    }

    [Fact]
    public void A_transit_gateway_flow_log()
    {
        var flow = Only("""
            version resource-type account-id tgw-id tgw-attachment-id tgw-src-vpc-account-id tgw-dst-vpc-account-id tgw-src-vpc-id tgw-dst-vpc-id tgw-src-subnet-id tgw-dst-subnet-id tgw-src-eni tgw-dst-eni tgw-src-az-id tgw-dst-az-id tgw-pair-attachment-id srcaddr dstaddr srcport dstport protocol packets bytes start end log-status type packets-lost-no-route packets-lost-blackhole packets-lost-mtu-exceeded packets-lost-ttl-expired tcp-flags region flow-direction pkt-src-aws-service pkt-dst-aws-service
            6 TransitGateway 111122223333 tgw-0aaaaaaaaaaaaaaaa tgw-attach-0bbbbbbbbbbbbbbbb 111122223333 444455556666 vpc-0ccccccccccccccc1 vpc-0ccccccccccccccc2 subnet-0ddddddddddddddd1 subnet-0ddddddddddddddd2 eni-0eeeeeeeeeeeeeee1 eni-0eeeeeeeeeeeeeee2 use1-az1 use1-az2 tgw-attach-0bbbbbbbbbbbbbbb2 10.1.0.5 10.2.0.9 44321 443 6 12 1840 1750000000 1750000055 OK IPv4 1 2 3 4 26 us-east-1 ingress - -
            """);
        Assert.Equal((6, "TransitGateway", "tgw-0aaaaaaaaaaaaaaaa", "tgw-attach-0bbbbbbbbbbbbbbbb", "tgw-attach-0bbbbbbbbbbbbbbb2"), (flow.Version, flow.ResourceType, flow.TgwId, flow.TgwAttachmentId, flow.TgwPairAttachmentId));
        Assert.Equal(("111122223333", "444455556666"), (flow.TgwSourceVpcAccountId, flow.TgwDestinationVpcAccountId));
        Assert.Equal(("vpc-0ccccccccccccccc1", "vpc-0ccccccccccccccc2"), (flow.TgwSourceVpcId, flow.TgwDestinationVpcId));
        Assert.Equal(("subnet-0ddddddddddddddd1", "subnet-0ddddddddddddddd2"), (flow.TgwSourceSubnetId, flow.TgwDestinationSubnetId));
        Assert.Equal(("eni-0eeeeeeeeeeeeeee1", "eni-0eeeeeeeeeeeeeee2"), (flow.TgwSourceInterfaceId, flow.TgwDestinationInterfaceId));
        Assert.Equal(("use1-az1", "use1-az2"), (flow.TgwSourceAvailabilityZoneId, flow.TgwDestinationAvailabilityZoneId));
        Assert.Equal((1L, 2L, 3L, 4L), (flow.PacketsLostNoRoute, flow.PacketsLostBlackhole, flow.PacketsLostMtuExceeded, flow.PacketsLostTtlExpired));
        Assert.Equal(["SYN", "PSH", "ACK"], flow.TcpFlagNames);
        Assert.Null(flow.Action);
        Assert.Null(flow.InterfaceId);
        Assert.Equal(new DateTime(2025, 6, 15, 15, 6, 40, DateTimeKind.Utc), flow.StartTime);
    }

    [Fact]
    public void The_newest_fields_and_unknown_columns()
    {
        var flow = Only("""
            srcaddr dstaddr start end ecs-cluster-name ecs-service-name ecs-task-id reject-reason resource-id encryption-status instance-tag interface-type next-hop-interface-id next-hop-az-id next-hop-interface-type colour-of-the-cable
            10.0.0.1 10.0.0.2 1750000000 1750000060 shop web 0123456789abcdef BPA nat-0aaaaaaaaaaaaaaaa 3 Prod%20Web nat_gateway eni-0bbbbbbbbbbbbbbbb use1-az1 vpc_endpoint blue
            """);
        Assert.Equal(("shop", "web", "0123456789abcdef"), (flow.EcsClusterName, flow.EcsServiceName, flow.EcsTaskId));
        Assert.Equal(("BPA", "nat-0aaaaaaaaaaaaaaaa", 3, "by Nitro and the application"), (flow.RejectReason, flow.ResourceId, flow.EncryptionStatus, flow.EncryptionStatusName));
        Assert.Equal(("Prod%20Web", "nat_gateway"), (flow.InstanceTag, flow.InterfaceType));
        Assert.Equal(("eni-0bbbbbbbbbbbbbbbb", "use1-az1", "vpc_endpoint"), (flow.NextHopInterfaceId, flow.NextHopAvailabilityZoneId, flow.NextHopInterfaceType));
        Assert.Equal([new("colour-of-the-cable", "blue")], flow.Other);
        Assert.Equal(["blue"], Values(flow, "colour-of-the-cable"));
        Assert.Equal(["blue"], Values(flow, "Colour_Of_The_Cable"));
    }

    [Fact]
    public void Several_headers_in_one_file_each_hold_for_what_follows()
    {
        var flows = All("srcaddr dstaddr\n10.0.0.1 10.0.0.2\ndstaddr srcaddr\r\n10.0.0.3 10.0.0.4\r\n\r\n"
            + "vpc_id account_id interface_id start end\nvpc-1 111122223333 eni-1 1750000000 1750000060\n" + V2
            + "2 unknown eni-2 - - - - - - - 1750000000 1750000060 - NODATA\n");
        Assert.Equal(["10.0.0.1", "10.0.0.4", null, null], flows.Select(flow => flow.SourceAddress));
        Assert.Equal(["10.0.0.2", "10.0.0.3", null, null], flows.Select(flow => flow.DestinationAddress));
        Assert.Equal([null, null, "eni-1", "eni-2"], flows.Select(flow => flow.InterfaceId));
        Assert.Equal([null, null, "111122223333", "unknown"], flows.Select(flow => flow.AccountId));
        Assert.Equal([0, 1, 2, 3], flows.Select(flow => flow.Provenance.Index));
    }

    [Fact]
    public void Lines_without_a_header_have_the_default_format_or_the_one_asked_for()
    {
        const string Line = "2 111122223333 eni-1235b8ca123456789 172.31.9.69 172.31.9.12 49761 3389 6 20 4249 1418530010 1418530070 REJECT OK\n";
        Assert.Equal(3389, Only(Line).DestinationPort);
        var options = new ReadOptions { FlowLogFormat = FlowLogColumns.FromFormat("${interface-id} ${srcaddr} ${dstport} ${end}") };
        var flow = Assert.Single(Found.In(new MemoryEvidence("eni-1 10.0.0.1 443 1750000060"), options).Flows);
        Assert.Equal(("10.0.0.1", 443), (flow.SourceAddress, flow.DestinationPort));
        Assert.Equal(flow.EndTime, ((IRecord)flow).Time);
        Assert.Equal(flow.EndTime!.Value.Ticks, ((IRecord)flow).GetFields().TimeTicks);
        Assert.Empty(Found.In(new MemoryEvidence(Line), options).Flows);
    }

    [Fact]
    public void Account_and_region_come_from_the_path_where_the_log_does_not_have_them()
    {
        const string Text = "srcaddr dstaddr\n10.0.0.1 10.0.0.2\n";
        static (string?, string?) Of(string path, string text = Text)
        {
            var flow = Assert.Single(Found.In(new NamedEvidence(path, text)).Flows);
            return (flow.AccountId, flow.Region);
        }

        Assert.Equal(("111122223333", "us-east-1"), Of("/e/111122223333_vpcflowlogs_us-east-1_fl-1234abcd_20180620T1620Z_fe123456.log.gz"));
        Assert.Equal(("111122223333", "eu-west-1"), Of("/e/AWSLogs/111122223333/vpcflowlogs/eu-west-1/2026/03/17/a.log"));
        Assert.Equal(("111122223333", "eu-west-1"), Of(@"C:\e\AWSLogs\aws-account-id=111122223333\aws-service=vpcflowlogs\aws-region=eu-west-1\year=2026\a.log"));
        Assert.Equal((null, null), Of("/e/111122223333/eu-west-1/a.log"));
        Assert.Equal((null, "us-gov-west-1"), Of("/e/111122223333_vpcflowlogs_eu-west-1_fl-1.log", "srcaddr account-id region\n10.0.0.1 - us-gov-west-1\n"));
        Assert.Equal(("unknown", "eu-west-1"), Of("/e/111122223333_vpcflowlogs_eu-west-1_fl-1.log", "srcaddr account-id\n10.0.0.1 unknown\n"));
    }

    [Fact]
    public void Rules_see_fields_by_the_names_of_the_header()
    {
        var flow = Only("account_id interface_id srcaddr dstport protocol bytes start action\n111122223333 - 10.0.0.1 22 6 40 1750000000 ACCEPT\n");
        Assert.Equal(["111122223333"], Values(flow, "account-id"));
        Assert.Equal(["111122223333"], Values(flow, "account_id"));
        Assert.Equal(["22"], Values(flow, "dstport"));
        Assert.Equal(["6"], Values(flow, "PROTOCOL"));
        Assert.Empty(Values(flow, "dstaddr"));
        var values = new FieldValues();
        var fields = ((IRecord)flow).GetFields();
        fields.Resolve(new FieldPath("interface-id", 0), values);
        Assert.True(values.Present);
        Assert.Equal(FieldKind.Null, values.Items[0].Kind);
        values.Clear();
        fields.Resolve(new FieldPath("bytes", 0), values);
        Assert.Equal((FieldKind.Number, "40"), (values.Items[0].Kind, values.Items[0].Text));
        values.Clear();
        fields.Resolve(new FieldPath("pkt-srcaddr", 1), values);
        Assert.False(values.Present);
        Assert.True(fields.AnyValue(text => text == "10.0.0.1"));
        Assert.False(fields.AnyValue(text => text == "-"));
        Assert.Same(flow, fields.ToRecord());
        Assert.Equal(flow.StartTime!.Value.Ticks, fields.TimeTicks);
    }

    private static List<FlowLogRecord> All(string text)
    {
        var found = Found.In(text);
        Assert.Empty(found.Problems);
        Assert.Empty(found.Others);
        return [.. found.Flows];
    }

    private static FlowLogRecord Only(string text) => Assert.Single(All(text));

    private static string[] Values(FlowLogRecord flow, string field)
    {
        var values = new FieldValues();
        ((IRecord)flow).GetFields().Resolve(new FieldPath(field, 0), values);
        return [.. values.Items.ToArray().Select(value => value.Text)];
    }

    private sealed class NamedEvidence(string name, string text) : AwsIr.Evidence.EvidenceItem
    {
        public override string Name => name;

        public override long? Length => null;

        public override Stream Open() => new MemoryStream(Encoding.UTF8.GetBytes(text));
    }
}
