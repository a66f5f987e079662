using System.Text.Json;

namespace AwsIr.Records;

/// <summary>
/// Lines of flow logs in the default formats of VPCs (version 2) and transit gateways (version 6). Other formats have no header in
/// CloudWatch Logs that would tell their fields.
/// </summary>
internal static class FlowLogMessage
{
    private static readonly string[] Vpc = [.. Enumerable.Range(0, FlowLogColumns.Default.Count).Select(FlowLogColumns.Default.Name)];

    private static readonly string[] TransitGateway =
    [
        "version", "resource-type", "account-id", "tgw-id", "tgw-attachment-id", "tgw-src-vpc-account-id", "tgw-dst-vpc-account-id", "tgw-src-vpc-id",
        "tgw-dst-vpc-id", "tgw-src-subnet-id", "tgw-dst-subnet-id", "tgw-src-eni", "tgw-dst-eni", "tgw-src-az-id", "tgw-dst-az-id", "tgw-pair-attachment-id",
        "srcaddr", "dstaddr", "srcport", "dstport", "protocol", "packets", "bytes", "start", "end", "log-status", "type", "packets-lost-no-route",
        "packets-lost-blackhole", "packets-lost-mtu-exceeded", "packets-lost-ttl-expired", "tcp-flags", "region", "flow-direction", "pkt-src-aws-service",
        "pkt-dst-aws-service",
    ];

    private static readonly HashSet<string> NumberFields = [.. FlowLogFieldNames.All.Where(static (_, field) => FlowLogFieldNames.Kind((FlowLogField)field) is not (FlowLogValueKind.Text or FlowLogValueKind.Address))];

    /// <summary>Writes the fields of a line, by the names that a header gives them and with null for a dash; false, and nothing is written, if it is none.</summary>
    public static bool TryParse(ReadOnlySpan<char> line, Utf8JsonWriter writer)
    {
        line = line.TrimEnd();
        if (FieldsOf(line) is not { } names)
        {
            return false;
        }

        writer.WriteStartObject();
        foreach (var name in names)
        {
            var value = MessageText.TakeUntil(ref line, ' ');
            if (MessageText.IsNone(value))
            {
                writer.WriteNull(name);
            }
            else if (NumberFields.Contains(name))
            {
                writer.Number(name, value);
            }
            else
            {
                writer.Text(name, value);
            }
        }

        writer.WriteEndObject();
        return true;
    }

    /// <summary>The start of the flow that a line tells of; null if it is none.</summary>
    public static DateTime? StartOf(ReadOnlySpan<char> line)
    {
        line = line.TrimEnd();
        if (FieldsOf(line) is not { } names)
        {
            return null;
        }

        for (var field = Array.IndexOf(names, "start"); field > 0; field--)
        {
            MessageText.TakeUntil(ref line, ' ');
        }

        return LineTime.OfEpoch(MessageText.TakeUntil(ref line, ' '));
    }

    private static string[]? FieldsOf(ReadOnlySpan<char> line)
    {
        if (line.Begins("2 ") && (line.Ends(" OK") || line.Ends(" NODATA") || line.Ends(" SKIPDATA")))
        {
            var rest = line.Slice(2);
            var account = MessageText.TakeUntil(ref rest, ' ');
            return (account.Length == 12 || account.Is("unknown")) && Spaces(line) == Vpc.Length - 1 ? Vpc : null;
        }

        return line.Begins("6 TransitGateway ") && Spaces(line) == TransitGateway.Length - 1 ? TransitGateway : null;
    }

    private static int Spaces(ReadOnlySpan<char> line)
    {
        var count = 0;
        foreach (var c in line)
        {
            count += c == ' ' ? 1 : 0;
        }

        return count;
    }
}
