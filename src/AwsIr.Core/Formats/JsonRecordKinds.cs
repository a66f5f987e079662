namespace AwsIr.Formats;

/// <summary>Tells kinds of JSON records apart.</summary>
internal static class JsonRecordKinds
{
    /// <summary>The kind of an indexed object.</summary>
    public static JsonRecordKind Of(ReadOnlySpan<byte> record, RecordIndex index)
    {
        // Before the others: a Kinesis record in a Lambda function's event has an eventName, eventSource and eventVersion.
        if (index.Has(RecordKey.AwsLogs) || index.Has(RecordKey.Kinesis) || (index.Has(RecordKey.DataUpper) && index.Has(RecordKey.PartitionKey)))
        {
            return JsonRecordKind.LogEnvelope;
        }

        if (index.Has(RecordKey.EventName) && index.Has(RecordKey.EventSource)
            && (index.Has(RecordKey.EventTime) || index.Has(RecordKey.EventVersion)))
        {
            return index.Has(RecordKey.S3) && !index.Has(RecordKey.EventId) ? JsonRecordKind.S3Notification : JsonRecordKind.CloudTrail;
        }

        if (index.Has(RecordKey.CloudTrailEvent))
        {
            return JsonRecordKind.LookupEvent;
        }

        if (index.Has(RecordKey.InsightDetails) || index.Value(record, RecordKey.EventCategory).SequenceEqual("\"Insight\""u8))
        {
            return JsonRecordKind.CloudTrailInsight;
        }

        if (index.Has(RecordKey.Detail) && index.Has(RecordKey.DetailType))
        {
            return JsonRecordKind.EventBridge;
        }

        if (index.Has(RecordKey.DigestStartTime) || index.Has(RecordKey.DigestS3Bucket))
        {
            return JsonRecordKind.CloudTrailDigest;
        }

        if (index.Has(RecordKey.ConfigurationItems) || index.Has(RecordKey.ConfigSnapshotId))
        {
            return JsonRecordKind.Config;
        }

        if (index.Has(RecordKey.LogEvents) && (index.Has(RecordKey.MessageType) || index.Has(RecordKey.LogGroup)))
        {
            return index.Value(record, RecordKey.MessageType).SequenceEqual("\"CONTROL_MESSAGE\""u8) ? JsonRecordKind.LogControl : JsonRecordKind.LogBatch;
        }

        if ((index.Has(RecordKey.Message) && index.Has(RecordKey.Timestamp)
                && (index.Has(RecordKey.IngestionTime) || index.Has(RecordKey.LogStreamName)))
            || (index.Has(RecordKey.MessageUpper) && index.Has(RecordKey.TimestampUpper)
                && (index.Has(RecordKey.IngestionTimeUpper) || index.Has(RecordKey.LogStreamNameUpper))))
        {
            return JsonRecordKind.LogEvent;
        }

        if (index.Has(RecordKey.AtMessage) && (index.Has(RecordKey.AtTimestamp) || index.Has(RecordKey.AtPointer)))
        {
            return JsonRecordKind.InsightsRow;
        }

        if ((index.Has(RecordKey.Results) && index.Has(RecordKey.Statistics)) || (index.Has(RecordKey.ResultsUpper) && index.Has(RecordKey.StatisticsUpper)))
        {
            return JsonRecordKind.InsightsResults;
        }

        if (index.Has(RecordKey.ProductArn) && index.Has(RecordKey.SchemaVersionUpper))
        {
            return JsonRecordKind.SecurityHub;
        }

        return IsFinding(record, index, RecordKey.SchemaVersion, RecordKey.Severity, RecordKey.Service, RecordKey.Resource)
            || IsFinding(record, index, RecordKey.SchemaVersionUpper, RecordKey.SeverityUpper, RecordKey.ServiceUpper, RecordKey.ResourceUpper)
            ? JsonRecordKind.GuardDuty
            : JsonRecordKind.Unknown;
    }

    /// <summary>What people call several of a kind.</summary>
    public static string Plural(JsonRecordKind kind) => kind switch
    {
        JsonRecordKind.CloudTrail or JsonRecordKind.LookupEvent => "CloudTrail records",
        JsonRecordKind.EventBridge => "EventBridge events of other services",
        JsonRecordKind.CloudTrailInsight => "CloudTrail Insights records",
        JsonRecordKind.CloudTrailDigest => "CloudTrail digest files",
        JsonRecordKind.GuardDuty => "GuardDuty findings",
        JsonRecordKind.ArchivedGuardDuty => "archived GuardDuty findings",
        JsonRecordKind.Config => "AWS Config snapshots",
        JsonRecordKind.SecurityHub => "Security Hub findings",
        JsonRecordKind.LogBatch => "CloudWatch Logs batches",
        JsonRecordKind.LogEvent => "CloudWatch Logs events",
        JsonRecordKind.LogControl => "CloudWatch Logs control messages",
        JsonRecordKind.InsightsResults or JsonRecordKind.InsightsRow => "rows of Logs Insights without a message",
        JsonRecordKind.LogLine => "lines of text logs",
        JsonRecordKind.LogEnvelope => "envelopes of CloudWatch Logs batches",
        JsonRecordKind.S3Notification => "S3 event notifications",
        _ => "JSON objects of unknown kind",
    };

    /// <summary>Whether an object has what findings have: a severity, what was done and to what. Tools leave the schema's version out, others one of the two.</summary>
    private static bool IsFinding(ReadOnlySpan<byte> record, RecordIndex index, RecordKey schema, RecordKey severity, RecordKey service, RecordKey resource)
    {
        var hasService = index.Value(record, service) is [(byte)'{', ..];
        var hasResource = index.Value(record, resource) is [(byte)'{', ..];
        return index.Has(severity) && (index.Has(schema) ? hasService || hasResource : hasService && hasResource);
    }
}
