using AwsIr.Clients;
using AwsIr.Records;

namespace AwsIr.Live;

/// <summary>What of a user's question CloudTrail is asked: the most selective part that it knows, the rest is applied here.</summary>
internal sealed record LookupQuery
{
    /// <summary>More values than this are looked for here: each is a listing of its own.</summary>
    private const int MaxValues = 20;

    /// <summary>The attributes to look for, one listing after another; none for all events.</summary>
    public IReadOnlyList<LookupAttribute> Attributes { get; init; } = [];

    /// <summary>When it happened.</summary>
    public TimeRange TimeRange { get; init; } = TimeRange.All;

    /// <summary>
    /// Chooses. CloudTrail compares exactly and minds case, so only values without wildcards go to it, and of events' names only those
    /// that are written as such names are: StopLogging, not stoplogging.
    /// </summary>
    /// <param name="range">When it happened.</param>
    /// <param name="eventId">Ids of events.</param>
    /// <param name="accessKeyId">Access keys.</param>
    /// <param name="eventName">Names of events.</param>
    /// <param name="userName">Users' names.</param>
    /// <param name="eventSource">Services.</param>
    /// <param name="readOnly">Whether the operation changes nothing; null for both.</param>
    public static LookupQuery From(
        TimeRange range, string[]? eventId, string[]? accessKeyId, string[]? eventName, string[]? userName, string[]? eventSource, bool? readOnly)
    {
        var chosen = Values("EventId", eventId, static id => id.ToLowerInvariant())
            ?? Values("AccessKeyId", accessKeyId, static key => key.ToUpperInvariant())
            ?? Values("EventName", eventName, static name => IsWrittenAsName(name) ? name : null)
            ?? Values("Username", userName, static name => name)
            ?? Values("EventSource", eventSource, static source => source.ToLowerInvariant())
            ?? (readOnly is { } only ? [new LookupAttribute("ReadOnly", only ? "true" : "false")] : []);
        return new LookupQuery { Attributes = chosen, TimeRange = range };
    }

    private static List<LookupAttribute>? Values(string key, string[]? values, Func<string, string?> write)
    {
        if (values is null || values.Length is 0 or > MaxValues)
        {
            return null;
        }

        var written = values.Select(value => value.IndexOfAny(['*', '?', '[', '`']) < 0 && value.Length is > 0 and <= 2000 ? write(value) : null).Distinct().ToList();
        return written.Contains(null) ? null : written.ConvertAll(value => new LookupAttribute(key, value!));
    }

    private static bool IsWrittenAsName(string name) => name[0] is >= 'A' and <= 'Z' && name.Any(static c => c is >= 'a' and <= 'z');
}
