using System.Globalization;

namespace AwsIr.Records;

/// <summary>Reads the times that AWS writes.</summary>
internal static class UtcTime
{
    private const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal | DateTimeStyles.AllowWhiteSpaces;

    /// <summary>
    /// The UTC time of a text: ISO 8601, with or without fractions and zone (without: UTC), or the basic form that a session's
    /// creation date has in old records (<c>20131102T010628Z</c>). Null if it is none.
    /// </summary>
    public static DateTime? Parse(string? text)
    {
        if (text is null || text.Length == 0)
        {
            return null;
        }

        return DateTime.TryParseExact(text, Forms, CultureInfo.InvariantCulture, Utc, out var time)
            || DateTime.TryParse(text, CultureInfo.InvariantCulture, Utc, out time)
            ? time
            : null;
    }

    /// <summary>The ticks of <c>2023-07-10T12:34:56Z</c>, the form nearly every record has; false for any other.</summary>
    public static bool TryParseSeconds(ReadOnlySpan<byte> text, out long ticks)
    {
        ticks = 0;
        if (text.Length != 20 || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' || text[16] != ':' || text[19] != 'Z')
        {
            return false;
        }

        var valid = true;
        var year = (Two(text, 0, ref valid) * 100) + Two(text, 2, ref valid);
        var month = Two(text, 5, ref valid);
        var day = Two(text, 8, ref valid);
        var hour = Two(text, 11, ref valid);
        var minute = Two(text, 14, ref valid);
        var second = Two(text, 17, ref valid);
        if (!valid || year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }

        ticks = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc).Ticks;
        return true;
    }

    /// <summary>The ticks of a time in Unix seconds; <see cref="long.MinValue"/> if no <see cref="DateTime"/> can hold it.</summary>
    public static long UnixTicks(long seconds) =>
        seconds is >= 0 and <= 253_402_300_799 ? Epoch + (seconds * TimeSpan.TicksPerSecond) : long.MinValue;

    private static readonly long Epoch = new DateTime(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;

    private static readonly string[] Forms = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyyMMdd'T'HHmmss'Z'"];

    private static int Two(ReadOnlySpan<byte> text, int at, ref bool valid)
    {
        int a = text[at] - '0', b = text[at + 1] - '0';
        valid &= a is >= 0 and <= 9 && b is >= 0 and <= 9;
        return (a * 10) + b;
    }
}
