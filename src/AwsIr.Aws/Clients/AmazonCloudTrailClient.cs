using AwsIr.Access;

namespace AwsIr.Clients;

/// <summary>AWS CloudTrail.</summary>
/// <param name="target">Where, and who to be.</param>
internal sealed class AmazonCloudTrailClient(AwsTarget target) : ServiceClient(Service, target)
{
    private static readonly ServiceDescription Service = new(
        "CloudTrail", "cloudtrail", "cloudtrail", "2013-11-01", ServiceProtocol.Json, "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101");

    /// <summary>Looks up events of the last 90 days, newest first.</summary>
    /// <param name="attribute">An attribute that they have; null for none.</param>
    /// <param name="start">Only at this time or later, to the second; null for no bound.</param>
    /// <param name="end">Only at this time or earlier, to the second; null for no bound.</param>
    /// <param name="nextToken">What the page before gave, with the same other parameters; null for the first.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The page as it came.</returns>
    public Task<byte[]> LookupEventsAsync(LookupAttribute? attribute, DateTime? start, DateTime? end, string? nextToken, CancellationToken cancellation) =>
        SendAsync(
            new OperationRequest("LookupEvents")
            {
                Body = JsonAnswer.Write(body =>
                {
                    if (attribute is not null)
                    {
                        body.WriteStartArray("LookupAttributes");
                        body.WriteStartObject();
                        body.WriteString("AttributeKey", attribute.Key);
                        body.WriteString("AttributeValue", attribute.Value);
                        body.WriteEndObject();
                        body.WriteEndArray();
                    }

                    body.Optional("StartTime", Seconds(start));
                    body.Optional("EndTime", Seconds(end));
                    body.WriteNumber("MaxResults", 50);
                    body.Optional("NextToken", nextToken);
                }),
            },
            cancellation);

    /// <summary>The trails of the account that record in the region, also those of other regions and of the organization.</summary>
    /// <param name="names">Only these, by name or ARN; none for all.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<IReadOnlyList<Trail>> DescribeTrailsAsync(IReadOnlyCollection<string> names, CancellationToken cancellation)
    {
        var request = new OperationRequest("DescribeTrails")
        {
            Body = JsonAnswer.Write(body =>
            {
                body.Optional("trailNameList", names);
                body.WriteBoolean("includeShadowTrails", true);
            }),
        };
        var answer = JsonAnswer.Parse(await SendAsync(request, cancellation).ConfigureAwait(false));
        return
        [
            .. from trail in answer.Items("trailList")
               let name = trail.Text("Name")
               where name is not null
               select new Trail(name)
               {
                   Arn = trail.Text("TrailARN"),
                   HomeRegion = trail.Text("HomeRegion"),
                   BucketName = trail.Text("S3BucketName"),
                   KeyPrefix = trail.Text("S3KeyPrefix"),
                   LogGroupArn = trail.Text("CloudWatchLogsLogGroupArn"),
                   KeyId = trail.Text("KmsKeyId"),
                   IsMultiRegion = trail.Flag("IsMultiRegionTrail") ?? false,
                   IsOrganization = trail.Flag("IsOrganizationTrail") ?? false,
                   HasValidation = trail.Flag("LogFileValidationEnabled") ?? false,
                   HasInsights = trail.Flag("HasInsightSelectors") ?? false,
               },
        ];
    }

    /// <summary>Asks whether a trail logs, and how its deliveries go in the region.</summary>
    /// <param name="trail">Its ARN; its name is enough in its home region.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<TrailStatus> GetTrailStatusAsync(string trail, CancellationToken cancellation)
    {
        var request = new OperationRequest("GetTrailStatus") { Body = JsonAnswer.Write(body => body.WriteString("Name", trail)) };
        var answer = JsonAnswer.Parse(await SendAsync(request, cancellation).ConfigureAwait(false));
        return new TrailStatus(answer.Flag("IsLogging") ?? throw Garbled())
        {
            StartTime = answer.Time("StartLoggingTime"),
            StopTime = answer.Time("StopLoggingTime"),
            DeliveryTime = answer.Time("LatestDeliveryTime"),
            DeliveryError = answer.Text("LatestDeliveryError"),
            LogGroupError = answer.Text("LatestCloudWatchLogsDeliveryError"),
            DigestError = answer.Text("LatestDigestDeliveryError"),
        };
    }

    /// <summary>Asks which events a trail logs.</summary>
    /// <param name="trail">Its ARN; its name is enough in its home region.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<EventSelectors> GetEventSelectorsAsync(string trail, CancellationToken cancellation)
    {
        var request = new OperationRequest("GetEventSelectors") { Body = JsonAnswer.Write(body => body.WriteString("TrailName", trail)) };
        var answer = JsonAnswer.Parse(await SendAsync(request, cancellation).ConfigureAwait(false));
        return new EventSelectors(
            [
                .. from selector in answer.Items("EventSelectors")
                   select new EventSelector(selector.Text("ReadWriteType"), selector.Flag("IncludeManagementEvents") ?? false)
                   {
                       ExcludedSources = selector.Texts("ExcludeManagementEventSources"),
                       DataResources = [.. selector.Items("DataResources").Select(static data => new DataResource(data.Text("Type") ?? "", data.Texts("Values")))],
                   },
            ],
            [
                .. from selector in answer.Items("AdvancedEventSelectors")
                   select (IReadOnlyList<FieldSelector>)
                   [
                       .. from field in selector.Items("FieldSelectors")
                          select new FieldSelector(field.Text("Field") ?? "", field.Texts("Equals"), field.Texts("NotEquals"))
                          {
                              HasOthers = ((string[])["StartsWith", "EndsWith", "NotStartsWith", "NotEndsWith"]).Any(name => field.Texts(name).Count > 0),
                          },
                   ],
            ]);
    }

    /// <summary>A time in whole seconds since 1970, as the protocol has times.</summary>
    private static long? Seconds(DateTime? time) => time is { } given ? new DateTimeOffset(given, TimeSpan.Zero).ToUnixTimeSeconds() : null;
}
