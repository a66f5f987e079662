using System.Text;

namespace AwsIr.Records;

/// <summary>The names of flow log fields as headers have them, and what each field holds.</summary>
internal static class FlowLogFieldNames
{
    private static readonly string[] Names =
    [
        "version", "account-id", "interface-id", "srcaddr", "dstaddr", "srcport", "dstport", "protocol", "packets", "bytes", "start", "end",
        "action", "log-status",
        "vpc-id", "subnet-id", "instance-id", "tcp-flags", "type", "pkt-srcaddr", "pkt-dstaddr",
        "region", "az-id", "sublocation-type", "sublocation-id",
        "pkt-src-aws-service", "pkt-dst-aws-service", "flow-direction", "traffic-path",
        "ecs-cluster-arn", "ecs-cluster-name", "ecs-container-instance-arn", "ecs-container-instance-id", "ecs-container-id",
        "ecs-second-container-id", "ecs-service-name", "ecs-task-definition-arn", "ecs-task-arn", "ecs-task-id",
        "reject-reason", "resource-id", "encryption-status",
        "instance-tag", "instance-tag-2", "interface-tag", "interface-tag-2", "asg-tag", "asg-tag-2", "interface-type",
        "next-hop-interface-id", "next-hop-subnet-id", "next-hop-az-id", "next-hop-vpc-id", "next-hop-interface-type",
        "resource-type", "tgw-id", "tgw-attachment-id", "tgw-pair-attachment-id", "tgw-src-vpc-account-id", "tgw-dst-vpc-account-id",
        "tgw-src-vpc-id", "tgw-dst-vpc-id", "tgw-src-subnet-id", "tgw-dst-subnet-id", "tgw-src-eni", "tgw-dst-eni", "tgw-src-az-id", "tgw-dst-az-id",
        "packets-lost-no-route", "packets-lost-blackhole", "packets-lost-mtu-exceeded", "packets-lost-ttl-expired",
    ];

    private static readonly byte[][] Utf8Names = Array.ConvertAll(Names, Encoding.UTF8.GetBytes);

    /// <summary>The fields with names of each length.</summary>
    private static readonly FlowLogField[][] ByLength = Group();

    /// <summary>Every name, in the order of <see cref="FlowLogField"/>.</summary>
    public static IReadOnlyList<string> All => Names;

    /// <summary>A field's name.</summary>
    public static string Name(FlowLogField field) => Names[(int)field];

    /// <summary>The field of a name, written with hyphens or, as in Parquet and Athena, with underscores; null if it is none.</summary>
    public static FlowLogField? Find(ReadOnlySpan<byte> name)
    {
        if (name.Length < ByLength.Length)
        {
            foreach (var field in ByLength[name.Length])
            {
                if (IsName(name, Utf8Names[(int)field]))
                {
                    return field;
                }
            }
        }

        return null;
    }

    /// <summary>What a field holds.</summary>
    public static FlowLogValueKind Kind(FlowLogField field) => field switch
    {
        FlowLogField.SrcAddr or FlowLogField.DstAddr or FlowLogField.PktSrcAddr or FlowLogField.PktDstAddr => FlowLogValueKind.Address,
        FlowLogField.SrcPort or FlowLogField.DstPort => FlowLogValueKind.Port,
        FlowLogField.Protocol => FlowLogValueKind.Protocol,
        FlowLogField.Start or FlowLogField.End => FlowLogValueKind.Time,
        FlowLogField.Version or FlowLogField.Packets or FlowLogField.Bytes or FlowLogField.TcpFlags or FlowLogField.TrafficPath
            or FlowLogField.EncryptionStatus or FlowLogField.PacketsLostNoRoute or FlowLogField.PacketsLostBlackhole
            or FlowLogField.PacketsLostMtuExceeded or FlowLogField.PacketsLostTtlExpired => FlowLogValueKind.Number,
        _ => FlowLogValueKind.Text,
    };

    private static bool IsName(ReadOnlySpan<byte> written, byte[] name)
    {
        for (var i = 0; i < name.Length; i++)
        {
            if (written[i] != name[i] && !(written[i] == '_' && name[i] == '-'))
            {
                return false;
            }
        }

        return true;
    }

    private static FlowLogField[][] Group()
    {
        var groups = new FlowLogField[Names.Max(name => name.Length) + 1][];
        for (var length = 0; length < groups.Length; length++)
        {
            groups[length] = [.. Enumerable.Range(0, Names.Length).Where(i => Names[i].Length == length).Select(i => (FlowLogField)i)];
        }

        return groups;
    }
}
