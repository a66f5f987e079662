using System.Globalization;

namespace AwsIr.Detection;

/// <summary>Compares a part of a value that is a time, in UTC; text that is no time never passes.</summary>
internal sealed class TimePartTest : ValueTest
{
    private readonly TimePart _part;
    private readonly Comparison _comparison;
    private readonly decimal _number;

    public TimePartTest(TimePart part, Comparison comparison, decimal number)
    {
        _part = part;
        _comparison = comparison;
        _number = number;
    }

    public override int Cost => 8;

    public override string Key => string.Format(CultureInfo.InvariantCulture, "{0} {1} {2}", _part, _comparison, _number);

    public override bool IsMatch(string text) =>
        TryParse(text, out DateTime time) && NumberTest.Holds(_comparison, Part(time), _number);

    /// <summary>Reads an ISO 8601 time, or a number of seconds or milliseconds since 1970.</summary>
    private static bool TryParse(string text, out DateTime time)
    {
        if (text.Length is >= 9 and <= 14 && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number))
        {
            // Ten digits of seconds reach to the year 2286; more of them are milliseconds.
            time = (text.Length > 10 ? DateTimeOffset.FromUnixTimeMilliseconds(number) : DateTimeOffset.FromUnixTimeSeconds(number)).UtcDateTime;
            return true;
        }

        time = default;
        return text.Length >= 10 && text[4] == '-' && DateTime.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out time);
    }

    private int Part(DateTime time) => _part switch
    {
        TimePart.Minute => time.Minute,
        TimePart.Hour => time.Hour,
        TimePart.Day => time.Day,
        TimePart.Week => WeekOfYear(time),
        TimePart.Month => time.Month,
        _ => time.Year,
    };

    /// <summary>The ISO 8601 week: weeks begin on Monday, and a week belongs to the year of its Thursday.</summary>
    private static int WeekOfYear(DateTime time)
    {
        int sinceMonday = ((int)time.DayOfWeek + 6) % 7;
        DateTime thursday = time.Date.AddDays(3 - sinceMonday);
        return (thursday.DayOfYear - 1) / 7 + 1;
    }
}
