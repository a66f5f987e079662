using System.Text;

namespace AwsIr.Formats;

/// <summary>Finds the slot of a key.</summary>
internal static class RecordKeys
{
    /// <summary>The name of each key as it is written in the logs.</summary>
    private static readonly string[] Names =
    [
        "eventVersion", "userIdentity", "eventTime", "eventSource", "eventName", "awsRegion", "sourceIPAddress", "userAgent",
        "errorCode", "errorMessage", "requestParameters", "responseElements", "additionalEventData", "requestID", "eventID",
        "eventType", "apiVersion", "managementEvent", "readOnly", "resources", "recipientAccountId", "serviceEventDetails",
        "sharedEventID", "vpcEndpointId", "vpcEndpointAccountId", "eventCategory", "addendum", "sessionCredentialFromConsole",
        "eventContext", "edgeDeviceDetails", "tlsDetails", "insightDetails",
        "Records", "Events", "events", "Findings", "findings", "CloudTrailEvent", "detail", "detail-type", "digestStartTime", "digestS3Bucket",
        "configurationItems", "configSnapshotId", "schemaVersion", "severity", "service",
        "SchemaVersion", "Severity", "Service", "resource", "Resource", "ProductArn", "messageType", "logEvents", "logGroup", "logStream", "logStreamName",
        "message", "timestamp", "ingestionTime", "awslogs", "kinesis", "s3",
        "eventId", "id", "owner", "data", "Data", "PartitionKey", "EventId", "LogStreamName", "Message", "Timestamp", "IngestionTime",
        "results", "Results", "statistics", "Statistics", "@timestamp", "@message", "@ingestionTime", "@log", "@logStream", "@ptr",
    ];

    private static readonly byte[][] Utf8Names = Array.ConvertAll(Names, Encoding.UTF8.GetBytes);

    /// <summary>The slots of the names of each length.</summary>
    private static readonly RecordKey[][] ByLength = Group();

    /// <summary>The slot of a key, by its exact name; -1 if it has none.</summary>
    public static int Find(ReadOnlySpan<byte> name)
    {
        if (name.Length < ByLength.Length)
        {
            foreach (var key in ByLength[name.Length])
            {
                if (name.SequenceEqual(Utf8Names[(int)key]))
                {
                    return (int)key;
                }
            }
        }

        return -1;
    }

    /// <summary>The slots of all keys that differ from a name by case at most.</summary>
    public static RecordKey[] FindVariants(string name) =>
        [.. Enumerable.Range(0, Names.Length).Where(i => string.Equals(Names[i], name, StringComparison.OrdinalIgnoreCase)).Select(i => (RecordKey)i)];

    /// <summary>The keys whose arrays hold records, in the order in which an object that has several is read by.</summary>
    public static RecordKey[] Containers { get; } = [RecordKey.Records, RecordKey.Events, RecordKey.LogEventsPage, RecordKey.Findings, RecordKey.FindingsLower];

    /// <summary>The length of the longest of their names.</summary>
    public const int LongestContainer = 8;

    /// <summary>Whether a key's array holds records.</summary>
    public static bool IsContainer(ReadOnlySpan<byte> name) => Find(name) is >= 0 and var key && Array.IndexOf(Containers, (RecordKey)key) >= 0;

    /// <summary>The name of a slot in UTF-8.</summary>
    public static ReadOnlySpan<byte> Utf8Name(int slot) => Utf8Names[slot];

    /// <summary>The name of a slot.</summary>
    public static string Name(RecordKey key) => Names[(int)key];

    private static RecordKey[][] Group()
    {
        var groups = new RecordKey[Names.Max(name => name.Length) + 1][];
        for (var length = 0; length < groups.Length; length++)
        {
            groups[length] = [.. Enumerable.Range(0, Names.Length).Where(i => Names[i].Length == length).Select(i => (RecordKey)i)];
        }

        return groups;
    }
}
