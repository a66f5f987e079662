using AwsIr.Access;

namespace AwsIr.Clients;

/// <summary>Amazon CloudWatch Logs.</summary>
/// <param name="target">Where, and who to be.</param>
internal sealed class AmazonCloudWatchLogsClient(AwsTarget target) : ServiceClient(Service, target)
{
    private static readonly ServiceDescription Service = new("CloudWatch Logs", "logs", "logs", "2014-03-28", ServiceProtocol.Json, "Logs_20140328");

    /// <summary>Lists log groups, in the order of their names.</summary>
    /// <param name="prefix">What their names begin with; null for all.</param>
    /// <param name="nextToken">What the page before gave; null for the first.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<Page<LogGroup>> DescribeLogGroupsAsync(string? prefix, string? nextToken, CancellationToken cancellation)
    {
        var request = new OperationRequest("DescribeLogGroups")
        {
            Body = JsonAnswer.Write(body =>
            {
                body.Optional("logGroupNamePrefix", prefix);
                body.Optional("nextToken", nextToken);
                body.WriteNumber("limit", 50);
            }),
        };
        var answer = JsonAnswer.Parse(await SendAsync(request, cancellation).ConfigureAwait(false));
        return new Page<LogGroup>([.. answer.Items("logGroups").Select(Group).OfType<LogGroup>()], answer.Text("nextToken"));

        static LogGroup? Group(System.Text.Json.JsonElement group) => group.Text("logGroupName") is { } name
            ? new LogGroup(name)
            {
                RetentionInDays = group.Number("retentionInDays"),
                StoredBytes = group.Number("storedBytes"),
                CreationTime = group.Number("creationTime"),
                Class = group.Text("logGroupClass"),
                Arn = group.Text("logGroupArn"),
            }
            : null;
    }

    /// <summary>Searches a log group's events, oldest first.</summary>
    /// <param name="query">What for.</param>
    /// <param name="nextToken">What the page before gave, with the same query; null for the first.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The page as it came; it may have no events and yet a token.</returns>
    public Task<byte[]> FilterLogEventsAsync(LogEventQuery query, string? nextToken, CancellationToken cancellation) =>
        SendAsync(
            new OperationRequest("FilterLogEvents")
            {
                Body = JsonAnswer.Write(body =>
                {
                    body.WriteString(query.LogGroup.StartsWith("arn:", StringComparison.Ordinal) ? "logGroupIdentifier" : "logGroupName", query.LogGroup);
                    body.Optional("logStreamNames", query.LogStreams);
                    body.Optional("logStreamNamePrefix", query.LogStreamPrefix);
                    body.Optional("startTime", query.StartTime);
                    body.Optional("endTime", query.EndTime);
                    body.Optional("filterPattern", query.FilterPattern);
                    body.Optional("nextToken", nextToken);
                }),
            },
            cancellation);
}
