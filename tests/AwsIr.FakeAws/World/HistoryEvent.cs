using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AwsIr.FakeAws;

/// <summary>An event as LookupEvents gives it.</summary>
public sealed record HistoryEvent
{
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The event's id.</summary>
    public required string EventId { get; init; }

    /// <summary>The operation.</summary>
    public string? EventName { get; init; }

    /// <summary>The service.</summary>
    public string? EventSource { get; init; }

    /// <summary>When it happened, UTC.</summary>
    public required DateTime EventTime { get; init; }

    /// <summary>"true" or "false".</summary>
    public string? ReadOnly { get; init; }

    /// <summary>The key that signed it.</summary>
    public string? AccessKeyId { get; init; }

    /// <summary>Who did it.</summary>
    public string? Username { get; init; }

    /// <summary>Type and name of what it was done to.</summary>
    public IReadOnlyList<(string? Type, string Name)> Resources { get; init; } = [];

    /// <summary>The record itself, JSON.</summary>
    public required string Record { get; init; }

    /// <summary>Whether it is an Insights event, which only a request for those gets.</summary>
    public bool IsInsight { get; init; }

    /// <summary>The event of a CloudTrail record.</summary>
    public static HistoryEvent FromRecord(JsonObject record)
    {
        ArgumentNullException.ThrowIfNull(record);
        JsonObject? identity = record["userIdentity"] as JsonObject;
        return new HistoryEvent
        {
            EventId = (string?)record["eventID"] ?? Guid.NewGuid().ToString(),
            EventName = (string?)record["eventName"],
            EventSource = (string?)record["eventSource"],
            EventTime = DateTime.Parse((string)record["eventTime"]!, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal),
            ReadOnly = record["readOnly"]?.ToString() is string readOnly ? readOnly.ToLowerInvariant() : null,
            AccessKeyId = (string?)identity?["accessKeyId"],
            Username = Name(identity),
            Resources = record["resources"] is JsonArray resources
                ? [.. resources.OfType<JsonObject>().Where(static resource => resource["ARN"] is not null).Select(static resource => ((string?)resource["type"], (string)resource["ARN"]!))]
                : [],
            Record = record.ToJsonString(Compact),
            IsInsight = (string?)record["eventCategory"] == "Insight",
        };
    }

    /// <summary>The user's name, or the session's of an assumed role.</summary>
    private static string? Name(JsonObject? identity) => (string?)identity?["type"] switch
    {
        "Root" => "root",
        "AssumedRole" => ((string?)identity["principalId"])?.Split(':')[^1],
        _ => (string?)identity?["userName"],
    };
}
