using System.Globalization;
using AwsIr.Formats;

namespace AwsIr.Records;

/// <summary>The times of log events: milliseconds since 1970 in UTC, and the forms that tools make of them.</summary>
internal static class EpochTime
{
    /// <summary>No time.</summary>
    public const long None = long.MinValue;

    private const long Epoch = 621_355_968_000_000_000;
    private const long MaxMilliseconds = 253_402_300_799_999;
    private static readonly long MinMilliseconds = -Epoch / TimeSpan.TicksPerMillisecond;

    /// <summary>A time in ticks since year 1; <see cref="long.MinValue"/> for none and for what is out of a DateTime's range.</summary>
    public static long Ticks(long milliseconds) =>
        milliseconds < MinMilliseconds || milliseconds > MaxMilliseconds ? long.MinValue : Epoch + (milliseconds * TimeSpan.TicksPerMillisecond);

    /// <summary>A time; null for none.</summary>
    public static DateTime? ToDateTime(long milliseconds) => Ticks(milliseconds) is > long.MinValue and var ticks ? new DateTime(ticks, DateTimeKind.Utc) : null;

    /// <summary>The milliseconds of a time.</summary>
    public static long From(DateTime? time) => time is { } utc ? (utc.Ticks - Epoch) / TimeSpan.TicksPerMillisecond : None;

    /// <summary>
    /// The milliseconds that a JSON value means: a number, also as text; ISO 8601 and <c>2026-03-17 13:00:00.000</c>; and
    /// <c>/Date(1773752400000)/</c>, as Windows PowerShell writes times. <see cref="None"/> for anything else.
    /// </summary>
    public static long Parse(ReadOnlySpan<byte> json)
    {
        if (TryDigits(json, out var milliseconds))
        {
            return milliseconds;
        }

        if (json is not [(byte)'"', .., (byte)'"'])
        {
            return Number(JsonText.GetString(json));
        }

        var text = JsonText.Decode(json.Slice(1, json.Length - 2));
        if (text.StartsWith("/Date(", StringComparison.Ordinal))
        {
            var end = text.IndexOfAny([')', '+', '-'], 7);
            return end < 0 ? None : Number(text.Substring(6, end - 6));
        }

        return Number(text) is not None and var number ? number : From(UtcTime.Parse(text));
    }

    /// <summary>The milliseconds that an application's number means, by its size: seconds, milliseconds, micro- or nanoseconds since 1970.</summary>
    public static long FromNumber(string text)
    {
        if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return None;
        }

        return number switch
        {
            < 0 => None,
            < 100_000_000_000m => (long)(number * 1000),
            < 100_000_000_000_000m => (long)number,
            < 100_000_000_000_000_000m => (long)(number / 1000),
            < 100_000_000_000_000_000_000m => (long)(number / 1_000_000),
            _ => None,
        };
    }

    /// <summary>What nearly every log event has: some digits.</summary>
    private static bool TryDigits(ReadOnlySpan<byte> json, out long value)
    {
        value = 0;
        foreach (var c in json)
        {
            if (c is < (byte)'0' or > (byte)'9')
            {
                return false;
            }

            value = (value * 10) + (c - '0');
        }

        return json.Length is > 0 and < 18;
    }

    private static long Number(string text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number > MinMilliseconds && number < MaxMilliseconds
            ? (long)number
            : None;
}
