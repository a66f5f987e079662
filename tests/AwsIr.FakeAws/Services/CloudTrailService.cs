using System.Diagnostics;
using System.Text.Json.Nodes;

namespace AwsIr.FakeAws;

/// <summary>AWS CloudTrail. Clients made of its older model name it by a longer target than those of the newer one.</summary>
internal sealed class CloudTrailService() : JsonService("cloudtrail", "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101", "CloudTrail_20131101")
{
    private static readonly string[] Attributes = ["EventId", "EventName", "ReadOnly", "Username", "ResourceType", "ResourceName", "EventSource", "AccessKeyId"];

    private static readonly string[] InsightAttributes = ["EventId", "EventName", "EventSource"];

    private readonly Dictionary<string, Queue<long>> lookups = [];

    protected override JsonObject Do(AwsRequest request) => request.Operation switch
    {
        "LookupEvents" => LookupEvents(request),
        "DescribeTrails" => DescribeTrails(request),
        "ListTrails" => ListTrails(request),
        "GetTrail" => new JsonObject { ["Trail"] = Show(Find(request, Only(request, "Name").Required("Name"))) },
        "GetTrailStatus" => Status(Find(request, Only(request, "Name").Required("Name"))),
        "GetEventSelectors" => Selectors(Find(request, Only(request, "TrailName").Required("TrailName"))),
        "GetInsightSelectors" => Insights(request),
        _ => throw NotHere("cloudtrail:" + request.Operation),
    };

    private static JsonArguments Only(AwsRequest request, params string[] names) => new JsonArguments(request.Json, static message => new AwsError("ValidationException", message)).Only(names);

    private JsonObject LookupEvents(AwsRequest request)
    {
        JsonArguments arguments = Only(request, "LookupAttributes", "StartTime", "EndTime", "EventCategory", "MaxResults", "NextToken");
        Throttle(request);
        DateTime? start = arguments.Time("StartTime");
        DateTime? end = arguments.Time("EndTime");
        if (start > end)
        {
            throw new AwsError("InvalidTimeRangeException", "The StartTime must be before the EndTime.");
        }

        string? category = arguments.Text("EventCategory");
        if (category is not null and not "insight")
        {
            throw new AwsError("InvalidEventCategoryException", "The event category is not valid.");
        }

        (string Key, string Value)? attribute = Attribute(arguments, category is null ? Attributes : InsightAttributes);
        long size = request.Json["MaxResults"] is null ? 50 : arguments.Integer("MaxResults")!.Value;
        if (size is < 1 or > 50)
        {
            throw new AwsError("InvalidMaxResultsException", "Max results must be between 1 and 50.");
        }

        DateTime oldest = (request.World.EventsNow ?? request.World.Now).AddDays(-90);
        DateTime from = start is null || start < oldest ? oldest : start.Value;
        // A token goes with the parameters that it was given for.
        string question = $"{attribute} {start:O} {end:O} {category}";
        var (events, next) = request.World.Pages.Take(
            request,
            arguments.Text("NextToken"),
            question,
            (int)size,
            () => (IReadOnlyList<HistoryEvent>)[.. request.Data.Events
                .Where(e => e.IsInsight == (category is not null) && e.EventTime >= from && !(e.EventTime > end) && (attribute is not { } a || Has(e, a.Key, a.Value)))
                .OrderByDescending(static e => e.EventTime)],
            static () => new AwsError("InvalidNextTokenException", "The token is not valid, or was used before with other parameters."));
        return Object(("Events", Array(events.Select(Show))), ("NextToken", next));
    }

    private static (string Key, string Value)? Attribute(JsonArguments arguments, string[] keys)
    {
        IReadOnlyList<JsonObject> list = arguments.Objects("LookupAttributes") ?? [];
        if (list.Count == 0)
        {
            return null;
        }

        if (list.Count > 1)
        {
            throw new AwsError("InvalidLookupAttributesException", "You can specify only one lookup attribute.");
        }

        JsonArguments attribute = new JsonArguments(list[0], static message => new AwsError("InvalidLookupAttributesException", message)).Only("AttributeKey", "AttributeValue");
        string key = attribute.Required("AttributeKey");
        string value = attribute.Required("AttributeValue", 1, 2000);
        return keys.Contains(key) ? (key, value) : throw new AwsError("InvalidLookupAttributesException", $"The lookup attribute {key} is not valid.");
    }

    private static bool Has(HistoryEvent e, string key, string value) => key switch
    {
        "EventId" => e.EventId == value,
        "EventName" => e.EventName == value,
        "EventSource" => e.EventSource == value,
        "ReadOnly" => e.ReadOnly == value,
        "Username" => e.Username == value,
        "AccessKeyId" => e.AccessKeyId == value,
        "ResourceType" => e.Resources.Any(resource => resource.Type == value),
        _ => e.Resources.Any(resource => resource.Name == value),
    };

    private static JsonObject Show(HistoryEvent e) => Object(
        ("EventId", e.EventId),
        ("EventName", e.EventName),
        ("ReadOnly", e.ReadOnly),
        ("AccessKeyId", e.AccessKeyId),
        ("EventTime", Seconds(e.EventTime)),
        ("EventSource", e.EventSource),
        ("Username", e.Username),
        ("Resources", Array(e.Resources.Select(static resource => Object(("ResourceType", resource.Type), ("ResourceName", resource.Name))))),
        ("CloudTrailEvent", e.Record));

    /// <summary>Holds to the limit of requests a second, account and region.</summary>
    private void Throttle(AwsRequest request)
    {
        if (request.World.LookupEventsPerSecond is not { } limit)
        {
            return;
        }

        string key = $"{request.Account.Id}/{request.Region}";
        if (!lookups.TryGetValue(key, out Queue<long>? times))
        {
            lookups[key] = times = new Queue<long>();
        }

        while (times.TryPeek(out long first) && Stopwatch.GetElapsedTime(first) >= TimeSpan.FromSeconds(1))
        {
            times.Dequeue();
        }

        if (times.Count >= limit)
        {
            throw Problem(AwsProblem.Throttled, "Rate exceeded");
        }

        times.Enqueue(Stopwatch.GetTimestamp());
    }

    private static JsonObject DescribeTrails(AwsRequest request)
    {
        JsonArguments arguments = Only(request, "trailNameList", "includeShadowTrails");
        IReadOnlyList<string> names = arguments.Texts("trailNameList") ?? [];
        bool shadows = arguments.Flag("includeShadowTrails") ?? true;
        IEnumerable<Trail> trails = names.Count > 0
            ? Known(request).Where(trail => names.Contains(trail.Arn) || (names.Contains(trail.Name) && IsOwn(request, trail)))
            : Known(request).Where(trail => IsOwn(request, trail) || (shadows && IsShown(request, trail)));
        return new JsonObject { ["trailList"] = Array(trails.Select(Show)) };
    }

    private static JsonObject ListTrails(AwsRequest request)
    {
        JsonArguments arguments = Only(request, "NextToken");
        var (trails, next) = request.World.Pages.Take(
            request,
            arguments.Text("NextToken"),
            "",
            100,
            () => (IReadOnlyList<Trail>)[.. Known(request).Where(trail => IsShown(request, trail))],
            static () => new AwsError("InvalidNextTokenException", "The token is not valid."));
        return Object(("Trails", Array(trails.Select(static trail => Object(("TrailARN", trail.Arn), ("Name", trail.Name), ("HomeRegion", trail.HomeRegion))))), ("NextToken", next));
    }

    private static JsonObject Insights(AwsRequest request)
    {
        JsonArguments arguments = Only(request, "TrailName", "EventDataStore");
        Trail trail = Find(request, arguments.Required("TrailName"));
        return trail.InsightTypes.Count == 0
            ? throw new AwsError("InsightNotEnabledException", $"Insights is not enabled on trail {trail.Name}.")
            : new JsonObject
            {
                ["TrailARN"] = trail.Arn,
                ["InsightSelectors"] = Array(trail.InsightTypes.Select(static type => new JsonObject { ["InsightType"] = type })),
            };
    }

    /// <summary>The account's trails, wherever their home, and the organization's that a test gave it too.</summary>
    private static IEnumerable<Trail> Known(AwsRequest request) => request.Account.Regions.SelectMany(static data => data.Trails);

    /// <summary>Whether a trail was made here, by this account: not a shadow.</summary>
    private static bool IsOwn(AwsRequest request, Trail trail) => trail.HomeRegion == request.Region && trail.Arn.Contains($":{request.Account.Id}:", StringComparison.Ordinal);

    private static bool IsShown(AwsRequest request, Trail trail) => trail.HomeRegion == request.Region || trail.IsMultiRegion;

    /// <summary>A trail: a shadow only by its ARN.</summary>
    private static Trail Find(AwsRequest request, string name) =>
        Known(request).FirstOrDefault(trail => trail.Arn == name ? IsShown(request, trail) : trail.Name == name && IsOwn(request, trail))
        ?? throw new AwsError("TrailNotFoundException", $"Unknown trail: {name} for the user: {request.Account.Id}");

    private static JsonObject Show(Trail trail) => Object(
        ("Name", trail.Name),
        ("S3BucketName", trail.S3BucketName),
        ("S3KeyPrefix", trail.S3KeyPrefix),
        ("IncludeGlobalServiceEvents", true),
        ("IsMultiRegionTrail", trail.IsMultiRegion),
        ("HomeRegion", trail.HomeRegion),
        ("TrailARN", trail.Arn),
        ("LogFileValidationEnabled", trail.LogFileValidation),
        ("CloudWatchLogsLogGroupArn", trail.LogGroupArn),
        ("KmsKeyId", trail.KmsKeyId),
        ("HasCustomEventSelectors", trail.AdvancedEventSelectors is not null),
        ("HasInsightSelectors", trail.InsightTypes.Count > 0),
        ("IsOrganizationTrail", trail.IsOrganization));

    private static JsonObject Status(Trail trail) => Object(
        ("IsLogging", trail.IsLogging),
        ("LatestDeliveryTime", Seconds(trail.LatestDeliveryTime)),
        ("LatestDeliveryError", trail.LatestDeliveryError),
        ("StartLoggingTime", Seconds(trail.StartLoggingTime)),
        ("StopLoggingTime", Seconds(trail.StopLoggingTime)),
        ("LatestDeliveryAttemptTime", ""),
        ("LatestNotificationAttemptTime", ""));

    private static JsonObject Selectors(Trail trail) => Object(
        ("TrailARN", trail.Arn),
        ("EventSelectors", trail.AdvancedEventSelectors is null ? trail.EventSelectors?.DeepClone() : null),
        ("AdvancedEventSelectors", trail.AdvancedEventSelectors?.DeepClone()));
}
