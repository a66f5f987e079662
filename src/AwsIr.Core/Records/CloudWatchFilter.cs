using AwsIr.Formats;

namespace AwsIr.Records;

/// <summary>
/// A user's filter on log events, applied before any object is made. Each part that is set must match; of several values of one part, one.
/// Shared by threads.
/// </summary>
internal sealed class CloudWatchFilter
{
    private long _withoutGroup;
    private long _withoutStream;
    private long _withoutTime;

    /// <summary>Patterns for the log group's name.</summary>
    public LikePattern[]? LogGroup { get; set; }

    /// <summary>Patterns for the log stream's name.</summary>
    public LikePattern[]? LogStream { get; set; }

    /// <summary>The account that owns the log group, and its region.</summary>
    public PlaceFilter? Place { get; set; }

    /// <summary>Texts of which the message holds one, without regard to case.</summary>
    public string[]? Contains { get; set; }

    /// <summary>A pattern in the syntax of CloudWatch Logs.</summary>
    public LogFilterPattern? FilterPattern { get; set; }

    /// <summary>A regular expression, the groups of which become fields.</summary>
    public MessagePattern? Pattern { get; set; }

    /// <summary>When it happened.</summary>
    public TimeRange TimeRange { get; set; } = TimeRange.All;

    /// <summary>How many events were left out because they have no group, to be asked after the run.</summary>
    public long WithoutGroup => Interlocked.Read(ref _withoutGroup);

    /// <summary>How many events were left out because they have no stream.</summary>
    public long WithoutStream => Interlocked.Read(ref _withoutStream);

    /// <summary>How many events were left out because they have no time.</summary>
    public long WithoutTime => Interlocked.Read(ref _withoutTime);

    /// <summary>Whether an event passes; one that does has what the pattern's groups found.</summary>
    /// <exception cref="System.Text.RegularExpressions.RegexMatchTimeoutException">The pattern took too long.</exception>
    public bool IsMatch(CloudWatchFields fields)
    {
        if (!IsMatch(LogGroup, fields.LogGroup, ref _withoutGroup)
            || !IsMatch(LogStream, fields.LogStream, ref _withoutStream)
            || Place?.IsMatch(fields) == false)
        {
            return false;
        }

        if (!TimeRange.Contains(fields))
        {
            if (fields.TimeTicks == long.MinValue)
            {
                Interlocked.Increment(ref _withoutTime);
            }

            return false;
        }

        if (Contains is not null && !Array.Exists(Contains, text => fields.Message.IndexOf(text, StringComparison.OrdinalIgnoreCase) >= 0))
        {
            return false;
        }

        if (FilterPattern is not null && !FilterPattern.IsMatch(fields.Message))
        {
            return false;
        }

        if (Pattern is null)
        {
            return true;
        }

        if (Pattern.Find(fields.Message) is not { } found)
        {
            return false;
        }

        fields.Found = found;
        return true;
    }

    private static bool IsMatch(LikePattern[]? patterns, string? name, ref long without)
    {
        if (patterns is null)
        {
            return true;
        }

        if (name is null)
        {
            Interlocked.Increment(ref without);
            return false;
        }

        return Array.Exists(patterns, pattern => pattern.IsMatch(name));
    }
}
