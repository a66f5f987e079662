using AwsIr.Records;

namespace AwsIr.S3;

/// <summary>What of a bucket can hold what is asked for, told by keys alone. Nothing that can is left out.</summary>
internal sealed class S3Selection
{
    /// <summary>Until then, with time to spare, trails of one region recorded IAM, STS and the like there, with us-east-1 as the event's region.</summary>
    private static readonly long GlobalEventsMoved = new DateTime(2021, 12, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;

    /// <summary>Why something of another time is left out.</summary>
    public const string OtherTime = "outside the time asked for";

    private static readonly string[] GlobalRegions = ["us-east-1", "us-gov-west-1", "cn-north-1"];

    /// <summary>The sources that are read; null for all.</summary>
    public IReadOnlyCollection<RecordSource>? Sources { get; init; }

    /// <summary>Patterns for accounts; null for all.</summary>
    public LikePattern[]? Accounts { get; init; }

    /// <summary>Patterns for regions; null for all.</summary>
    public LikePattern[]? Regions { get; init; }

    /// <summary>The times of events that are asked for.</summary>
    public TimeRange TimeRange { get; init; } = TimeRange.All;

    /// <summary>Why nothing under a path can be wanted, in words that follow a number of folders or objects; null if something can.</summary>
    /// <param name="path">The key, or the beginning of one.</param>
    /// <param name="anyService">Whether the user named the service's folder: then it is read, whatever it is.</param>
    public string? WhyNot(LogPath path, bool anyService = false)
    {
        var service = LogService.Find(path.Service);
        if (service is not null && !anyService && (service.Source is not { } source || Sources?.Contains(source) == false))
        {
            return "of " + path.Service;
        }

        if (!IsMatch(Accounts, path.Account))
        {
            return "of other accounts";
        }

        var range = RangeOf(path);
        if (range.StartTicks >= range.EndTicks)
        {
            return "of other regions";
        }

        return path.From is { } from && (from >= range.EndTicks || path.To <= range.StartTicks) ? OtherTime : null;
    }

    /// <summary>The times in keys that files with the wanted events can have: the times asked for, and the service's margins.</summary>
    public TimeRange RangeOf(LogPath path)
    {
        var service = LogService.Find(path.Service);
        var end = TimeRange.EndTicks;
        if (!IsMatch(Regions, path.Region))
        {
            // Nothing, but for events of global services in old logs.
            end = service?.Source == RecordSource.CloudTrail && Array.Exists(GlobalRegions, region => IsMatch(Regions, region)) ? Math.Min(end, GlobalEventsMoved) : long.MinValue;
            if (end <= TimeRange.StartTicks)
            {
                return new TimeRange(0, 0);
            }
        }

        return service?.Source is null
            ? new TimeRange(long.MinValue, end == TimeRange.EndTicks ? long.MaxValue : end)
            : new TimeRange(Plus(TimeRange.StartTicks, -service.Before.Ticks), Plus(end, service.After.Ticks));
    }

    private static bool IsMatch(LikePattern[]? patterns, string? value) => patterns is null || value is null || Array.Exists(patterns, pattern => pattern.IsMatch(value));

    /// <summary>Adds, but leaves the ends of time where they are.</summary>
    private static long Plus(long ticks, long more) => ticks is long.MinValue or long.MaxValue ? ticks
        : Math.Min(Math.Max(ticks + more, DateTime.MinValue.Ticks), DateTime.MaxValue.Ticks);
}
