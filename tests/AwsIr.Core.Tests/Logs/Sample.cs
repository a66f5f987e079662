using System.Text;
using System.Text.Json;
using AwsIr.Tests.Formats;

namespace AwsIr.Tests.Logs;

/// <summary>Two log events in the shapes that AWS documents, and what goes around them.</summary>
internal static class Sample
{
    /// <summary>2026-03-17T13:00:00.000Z in milliseconds since 1970.</summary>
    public const long Time = 1773752400000;

    public const string Trail = """{"eventVersion":"1.11","eventTime":"2026-03-17T13:00:00Z","eventSource":"iam.amazonaws.com","eventName":"CreateUser","eventID":"11111111-2222-4333-8444-555555555555","requestParameters":{"userName":"\"mallory\" \u00e9"}}""";

    /// <summary>A batch as a subscription delivers it: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html.</summary>
    public static string Batch(params string[] messages) =>
        $$"""{"messageType":"DATA_MESSAGE","owner":"111122223333","logGroup":"/var/log/secure","logStream":"i-0a11111111111aaaa","subscriptionFilters":["all"],"logEvents":[{{string.Join(',', messages.Select(static (message, i) => $$"""{"id":"3195{{i}}","timestamp":{{Time + i}},"message":{{Quoted(message)}}}"""))}}]}""";

    /// <summary>An event of FilterLogEvents: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilteredLogEvent.html.</summary>
    public static string Event(string message, int i = 0) =>
        $$"""{"logStreamName":"i-0a11111111111aaaa","timestamp":{{Time + i}},"message":{{Quoted(message)}},"ingestionTime":{{Time + 1000}},"eventId":"3195{{i}}"}""";

    public static string Page(params string[] messages) =>
        $$"""{"events":[{{string.Join(',', messages.Select(Event))}}],"searchedLogStreams":[{"logStreamName":"i-0a11111111111aaaa","searchedCompletely":true}]}""";

    public static string Base64(string text) => Convert.ToBase64String(MemoryEvidence.Gzip(text));

    /// <summary>What a Lambda function is given.</summary>
    public static string Lambda(string batch) => Envelope(Base64(batch));

    public static string Envelope(string base64) => "{\"awslogs\":{\"data\":\"" + base64 + "\"}}";

    /// <summary>A record as Lambda gives it of a Kinesis stream: https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html.</summary>
    public static string Kinesis(string batch) =>
        $$"""{"kinesis":{"kinesisSchemaVersion":"1.0","partitionKey":"1","sequenceNumber":"4959","data":"{{Base64(batch)}}","approximateArrivalTimestamp":1773752401.5},"eventSource":"aws:kinesis","eventVersion":"1.0","eventID":"shardId-000000000006:4959","eventName":"aws:kinesis:record","invokeIdentityArn":"arn:aws:iam::111122223333:role/lambda","awsRegion":"us-east-1","eventSourceARN":"arn:aws:kinesis:us-east-1:111122223333:stream/logs"}""";

    public static string Quoted(string text) => JsonSerializer.Serialize(text);

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
