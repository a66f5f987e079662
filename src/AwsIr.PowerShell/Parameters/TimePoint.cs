using System.Globalization;

namespace AwsIr;

/// <summary>
/// A point in time as a parameter takes it: a date and time, or how long ago (<c>24h</c>, a TimeSpan), which is counted back
/// from the moment the cmdlet starts.
/// </summary>
public sealed class TimePoint
{
    private readonly DateTime _utc;
    private readonly TimeSpan? _ago;

    /// <summary>Reads <c>24h</c>, <c>7d</c>, or a date and time; without a zone it is UTC.</summary>
    /// <exception cref="FormatException">It is neither.</exception>
    public TimePoint(string text)
    {
        text ??= "";
        if (Parameters.Duration.TryParse(text, out var ago) && text.IndexOf(':') < 0)
        {
            _ago = ago;
        }
        else if (!DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal | DateTimeStyles.AllowWhiteSpaces, out _utc))
        {
            throw new FormatException($"'{Display.Text(text)}' is not a time. Write one as 2026-03-17T13:30:00Z (without a zone it is UTC), or how long ago: 24h, 7d.");
        }
    }

    /// <summary>Takes a time; one without a kind is UTC.</summary>
    public TimePoint(DateTime time) =>
        _utc = time.Kind == DateTimeKind.Local ? time.ToUniversalTime() : DateTime.SpecifyKind(time, DateTimeKind.Utc);

    /// <summary>Takes a time.</summary>
    public TimePoint(DateTimeOffset time) => _utc = time.UtcDateTime;

    /// <summary>Takes how long ago.</summary>
    public TimePoint(TimeSpan ago) => _ago = ago.Duration();

    /// <summary>The time in UTC.</summary>
    /// <param name="now">The moment from which to count back, in UTC.</param>
    public DateTime Resolve(DateTime now) => _ago is { } ago ? now - ago : _utc;

    /// <inheritdoc/>
    public override string ToString() => _ago is { } ago ? ago + " ago" : Display.Time(_utc);
}
