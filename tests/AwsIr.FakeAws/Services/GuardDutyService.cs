using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AwsIr.FakeAws;

/// <summary>Amazon GuardDuty: JSON over paths.</summary>
internal sealed class GuardDutyService : AwsService
{
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string[] Conditions = ["eq", "neq", "gt", "gte", "lt", "lte", "equals", "notEquals", "greaterThan", "greaterThanOrEqual", "lessThan", "lessThanOrEqual"];

    private static readonly string[] Attributes = ["accountId", "region", "confidence", "id", "severity", "type", "updatedAt"];

    public override string OperationOf(AwsRequest request)
    {
        string[] path = request.Path.Trim('/').Split('/');
        return path[0] != "detector" ? Unknown : (request.Signed.Method, path.Length, path.ElementAtOrDefault(2)) switch
        {
            ("GET", 1, _) => "ListDetectors",
            ("GET", 2, _) => "GetDetector",
            ("POST", 3, "findings") => "ListFindings",
            ("POST", 4, "findings") when path[3] == "get" => "GetFindings",
            ("GET", 3, "member") => "ListMembers",
            ("GET", 3, "administrator") => "GetAdministratorAccount",
            _ => Unknown,
        };
    }

    public override AwsAnswer Answer(AwsRequest request)
    {
        if (request.Operation == Unknown)
        {
            throw NotHere($"{request.Signed.Method} {request.Path} in GuardDuty");
        }

        if (!request.IsJson)
        {
            throw Invalid();
        }

        Allow(request, "guardduty:" + request.Operation, $"arn:{request.Account.Partition}:guardduty:{request.Region}:{request.Account.Id}:detector/{Id(request) ?? "*"}");
        JsonObject result = request.Operation switch
        {
            "ListDetectors" => ListDetectors(request),
            "GetDetector" => GetDetector(Find(request)),
            "ListFindings" => ListFindings(request, Find(request)),
            "GetFindings" => GetFindings(request, Find(request)),
            "ListMembers" => ListMembers(request, Find(request)),
            _ => GetAdministrator(Find(request)),
        };
        return new AwsAnswer(200, "application/json", Encoding.UTF8.GetBytes(result.ToJsonString(Compact)));
    }

    public override AwsAnswer Fail(AwsRequest request, AwsError error)
    {
        var body = new JsonObject { ["message"] = error.Message };
        if (error.Code == "BadRequestException")
        {
            body["__type"] = "InvalidInputException";
        }

        return new AwsAnswer(error.Status, "application/json", Encoding.UTF8.GetBytes(body.ToJsonString(Compact)))
        {
            ErrorCode = error.Code,
            // What comes after the colon is no part of the code.
            Headers = [("x-amzn-ErrorType", error.Status == 403 ? error.Code + ":http://internal.amazon.com/coral/com.amazon.coral.service/" : error.Code)],
        };
    }

    public override AwsError Problem(AwsProblem problem, string message) => problem switch
    {
        AwsProblem.Missing => new AwsError("MissingAuthenticationTokenException", message, 403),
        AwsProblem.Incomplete => new AwsError("IncompleteSignatureException", message, 403),
        AwsProblem.UnknownKey => new AwsError("UnrecognizedClientException", message, 403),
        AwsProblem.Expired => new AwsError("ExpiredTokenException", message, 403),
        AwsProblem.AccessDenied => new AwsError("AccessDeniedException", message, 403),
        AwsProblem.Throttled => new AwsError("TooManyRequestsException", message, 429),
        AwsProblem.Internal => new AwsError("InternalServerErrorException", message, 500),
        AwsProblem.Unavailable => new AwsError("ServiceUnavailableException", message, 503),
        _ => new AwsError("InvalidSignatureException", message, 403),
    };

    private static AwsError Invalid(string? why = null) =>
        new("BadRequestException", "The request is rejected because " + (why ?? "an invalid or out-of-range value is specified as an input parameter."));

    private static string? Id(AwsRequest request) => request.Path.Trim('/').Split('/').ElementAtOrDefault(1);

    private static Detector Find(AwsRequest request) =>
        request.Data.Detector is { } detector && detector.Id == Id(request) ? detector : throw Invalid("the input detectorId is not owned by the current account.");

    /// <summary>A page token; an empty one, which the last page has, asks for the first page.</summary>
    private static string? Token(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static int Size(string? text) => text is null ? 50
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int size) && size is >= 1 and <= 50 ? size
        : throw Invalid();

    private static JsonObject ListDetectors(AwsRequest request)
    {
        var (ids, next) = request.World.Pages.Take(request, Token(request["nextToken"]), "", Size(request["maxResults"]), () => (IReadOnlyList<string>)(request.Data.Detector is { } detector ? [detector.Id] : []), static () => Invalid());
        return Page("detectorIds", ids.Select(static id => (JsonNode)id), next);
    }

    private static JsonObject GetDetector(Detector detector)
    {
        const string Time = "2025-01-01T00:00:00.000Z";
        return new JsonObject
        {
            ["createdAt"] = Time,
            ["findingPublishingFrequency"] = detector.PublishingFrequency,
            ["serviceRole"] = "arn:aws:iam::111122223333:role/aws-service-role/guardduty.amazonaws.com/AWSServiceRoleForAmazonGuardDuty",
            ["status"] = OnOff(detector.Enabled),
            ["updatedAt"] = Time,
            ["tags"] = new JsonObject(),
            ["features"] = new JsonArray([.. detector.Features.Select(static feature => (JsonNode)new JsonObject { ["name"] = feature.Key, ["status"] = OnOff(feature.Value), ["updatedAt"] = 1735689600, ["additionalConfiguration"] = new JsonArray() })]),
        };

        static string OnOff(bool on) => on ? "ENABLED" : "DISABLED";
    }

    private static JsonObject ListFindings(AwsRequest request, Detector detector)
    {
        var arguments = new JsonArguments(request.Json, static _ => Invalid()).Only("findingCriteria", "sortCriteria", "maxResults", "nextToken");
        Func<JsonObject, bool> matches = Criteria(request.Json["findingCriteria"]);
        var sort = request.Json["sortCriteria"] as JsonObject;
        string? order = (string?)sort?["orderBy"];
        if (order is not null and not "ASC" and not "DESC")
        {
            throw Invalid();
        }

        var (ids, next) = request.World.Pages.Take(
            request,
            Token(arguments.Text("nextToken")),
            $"{detector.Id} {request.Json["findingCriteria"]?.ToJsonString()} {sort?.ToJsonString()}",
            (int)(arguments.Integer("maxResults", 1, 50) ?? 50),
            () =>
            {
                IEnumerable<JsonObject> found = detector.Findings.Where(matches);
                if ((string?)sort?["attributeName"] is string attribute)
                {
                    found = found.OrderBy(finding => Values(finding, attribute).FirstOrDefault(), Comparer<string?>.Create(Compare));
                }

                return (IReadOnlyList<string>)[.. (order == "DESC" ? found.Reverse() : found).Select(static finding => (string)finding["id"]!)];
            },
            static () => Invalid());
        return Page("findingIds", ids.Select(static id => (JsonNode)id), next);
    }

    private static JsonObject GetFindings(AwsRequest request, Detector detector)
    {
        IReadOnlyList<string> ids = new JsonArguments(request.Json, static _ => Invalid()).Only("findingIds", "sortCriteria").Texts("findingIds", 50) ?? throw Invalid();
        return Page("findings", ids.Distinct().Select(id => detector.Findings.Find(finding => (string?)finding["id"] == id)?.DeepClone()).Where(static finding => finding is not null), null);
    }

    private static JsonObject ListMembers(AwsRequest request, Detector detector)
    {
        // Unless asked otherwise only those that are associated.
        bool all = string.Equals(request["onlyAssociated"], "false", StringComparison.OrdinalIgnoreCase);
        var (members, next) = request.World.Pages.Take(
            request,
            Token(request["nextToken"]),
            $"{detector.Id} {all}",
            Size(request["maxResults"]),
            () => (IReadOnlyList<KeyValuePair<string, string>>)[.. detector.Members.Where(member => all || member.Value is not ("Removed" or "Resigned" or "Deleted")).OrderBy(static member => member.Key, StringComparer.Ordinal)],
            static () => Invalid());
        return Page("members", members.Select(member => (JsonNode)new JsonObject
        {
            ["accountId"] = member.Key,
            ["masterId"] = request.Account.Id,
            ["administratorId"] = request.Account.Id,
            ["email"] = $"account-{member.Key}@example.com",
            ["relationshipStatus"] = member.Value,
            ["updatedAt"] = "2025-01-01T00:00:00.000Z",
        }), next);
    }

    private static JsonObject GetAdministrator(Detector detector) => detector.AdministratorId is null
        ? []
        : new JsonObject { ["administrator"] = new JsonObject { ["accountId"] = detector.AdministratorId, ["relationshipStatus"] = "Enabled", ["invitedAt"] = "2025-01-01T00:00:00.000Z" } };

    private static JsonObject Page(string name, IEnumerable<JsonNode?> items, string? next)
    {
        var page = new JsonObject { [name] = new JsonArray([.. items]) };
        // The last page's token is empty, not missing.
        page["nextToken"] = next ?? "";
        return page;
    }

    /// <summary>What a finding has to be: every criterion, each with all of its conditions.</summary>
    private static Func<JsonObject, bool> Criteria(JsonNode? criteria)
    {
        List<Func<JsonObject, bool>> all = [];
        foreach ((string attribute, JsonNode? conditions) in criteria?["criterion"] as JsonObject ?? [])
        {
            if (!Attributes.Contains(attribute) && !attribute.StartsWith("service.", StringComparison.Ordinal) && !attribute.StartsWith("resource.", StringComparison.Ordinal))
            {
                throw Invalid($"the parameter findingCriteria has an unknown attribute {attribute}.");
            }

            foreach ((string condition, JsonNode? value) in conditions as JsonObject ?? throw Invalid())
            {
                if (!Conditions.Contains(condition))
                {
                    throw Invalid();
                }

                all.Add(Condition(attribute, condition, value));
            }
        }

        return finding => all.TrueForAll(condition => condition(finding));
    }

    private static Func<JsonObject, bool> Condition(string attribute, string condition, JsonNode? value)
    {
        if (condition is "eq" or "equals" or "neq" or "notEquals")
        {
            string[] texts = value is JsonArray { Count: > 0 and <= 50 } list ? [.. list.Select(static item => item is JsonValue text && text.GetValueKind() == JsonValueKind.String ? (string)text! : throw Invalid())] : throw Invalid();
            return condition is "eq" or "equals"
                ? finding => Values(finding, attribute).Any(found => texts.Any(text => Compare(found, text) == 0))
                : finding => !Values(finding, attribute).Any(found => texts.Any(text => Compare(found, text) == 0));
        }

        long bound = value?.GetValueKind() == JsonValueKind.Number && value.AsValue().TryGetValue(out long number) ? number : throw Invalid();
        return finding => Values(finding, attribute).Any(found => Number(found) is double actual && condition switch
        {
            "gt" or "greaterThan" => actual > bound,
            "gte" or "greaterThanOrEqual" => actual >= bound,
            "lt" or "lessThan" => actual < bound,
            _ => actual <= bound,
        });
    }

    /// <summary>The values at a dotted path, through arrays.</summary>
    private static IEnumerable<string?> Values(JsonNode? node, string path)
    {
        if (node is JsonArray items)
        {
            return items.SelectMany(item => Values(item, path));
        }

        if (path.Length == 0)
        {
            return node is JsonValue ? [node.ToString()] : [];
        }

        string[] parts = path.Split('.', 2);
        return node is JsonObject members && members[parts[0]] is { } member ? Values(member, parts.Length == 2 ? parts[1] : "") : [];
    }

    private static int Compare(string? a, string? b) => Number(a) is double x && Number(b) is double y ? x.CompareTo(y) : string.Compare(a, b, StringComparison.OrdinalIgnoreCase);

    /// <summary>A number, or a time in milliseconds since 1970.</summary>
    private static double? Number(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number
        : text is { Length: >= 20 } && DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out DateTime time) ? LogGroup.Milliseconds(time)
        : null;
}
