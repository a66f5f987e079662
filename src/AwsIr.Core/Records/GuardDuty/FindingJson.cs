using System.Globalization;

namespace AwsIr.Records;

/// <summary>
/// Reads values of findings, of whatever arrangement: where something else stands than is looked for, there is no value, and nothing is thrown.
/// </summary>
internal static class FindingJson
{
    /// <summary>The object that a path of keys leads to; null if there is none.</summary>
    public static JsonDictionary? At(this JsonDictionary? fields, params string[] keys)
    {
        foreach (var key in keys)
        {
            fields = fields?.GetObject(key);
        }

        return fields;
    }

    /// <summary>A text, or a number or boolean as text; null if there is none or it is empty.</summary>
    public static string? Text(this JsonDictionary? fields, string key) => Text(fields?[key]);

    /// <summary>The texts of an array, or the one that stands there without an array.</summary>
    public static string[] Texts(this JsonDictionary? fields, string key) =>
        fields?[key] switch
        {
            object?[] items => [.. items.Select(Text).OfType<string>()],
            var item => Text(item) is { } text ? [text] : [],
        };

    /// <summary>The objects of an array, or the one that stands there without an array.</summary>
    public static JsonDictionary[] Objects(this JsonDictionary? fields, string key) =>
        fields?[key] switch
        {
            object?[] items => [.. items.OfType<JsonDictionary>()],
            JsonDictionary item => [item],
            _ => [],
        };

    /// <summary>A number, also one that stands there as text.</summary>
    public static double? Number(this JsonDictionary? fields, string key) => ParseNumber(fields.Text(key));

    /// <summary>A whole number, also one that stands there as text.</summary>
    public static long? Integer(this JsonDictionary? fields, string key) =>
        fields.Number(key) is { } number && number == Math.Floor(number) && Math.Abs(number) < long.MaxValue ? (long)number : null;

    /// <summary>A port; null if it is none.</summary>
    public static int? Port(this JsonDictionary? fields, string key) => fields.Integer(key) is { } port and >= 0 and <= ushort.MaxValue ? (int)port : null;

    /// <summary>A boolean, also one that stands there as text.</summary>
    public static bool? Flag(this JsonDictionary? fields, string key) => bool.TryParse(fields.Text(key), out var flag) ? flag : null;

    /// <summary>A time in UTC: ISO 8601, or seconds or milliseconds since 1970.</summary>
    public static DateTime? Time(this JsonDictionary? fields, string key) => ParseTime(fields.Text(key));

    /// <summary>Reads a number; null if it is none, or too large to be one.</summary>
    public static double? ParseNumber(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && !double.IsInfinity(number) && !double.IsNaN(number)
            ? number
            : null;

    /// <summary>Reads a time in any of the ways in which findings have one.</summary>
    public static DateTime? ParseTime(string? text)
    {
        const double FirstMilliseconds = 1e11;
        const double LastSecond = 253_402_300_800;

        // ConvertTo-Json of Windows PowerShell writes /Date(1773747000000)/.
        text = text?.StartsWith("/Date(", StringComparison.Ordinal) == true ? text.Substring(6).TrimEnd('/', ')') : text;
        if (ParseNumber(text) is not { } number)
        {
            return UtcTime.Parse(text);
        }

        var seconds = number >= FirstMilliseconds ? number / 1000 : number;
        return seconds is >= 0 and < LastSecond
            ? new DateTime(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddTicks((long)Math.Round(seconds * 1000) * TimeSpan.TicksPerMillisecond)
            : null;
    }

    /// <summary>Every text in a value, however deep.</summary>
    public static IEnumerable<string> AllTexts(object? value) => value switch
    {
        string text => [text],
        JsonDictionary fields => fields.Values.SelectMany(AllTexts),
        object?[] items => items.SelectMany(AllTexts),
        _ => [],
    };

    /// <summary>What there is of several values, each once.</summary>
    public static string[] Distinct(params IEnumerable<string?>[] values) => [.. values.SelectMany(some => some).OfType<string>().Distinct()];

    private static string? Text(object? value) => value switch
    {
        null or "" or object?[] => null,
        string text => text,
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),

        // The .NET SDK's enumerations, as ConvertTo-Json writes them.
        JsonDictionary { Count: 1 } fields when fields["Value"] is string text => text,
        _ => null,
    };
}
