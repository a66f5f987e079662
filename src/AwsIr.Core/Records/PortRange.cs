using System.Globalization;

namespace AwsIr.Records;

/// <summary>A port or a range of them, as a user writes it: <c>443</c>, <c>8000-8999</c>.</summary>
internal readonly struct PortRange
{
    private readonly int _first;
    private readonly int _last;

    private PortRange(int first, int last)
    {
        _first = first;
        _last = last;
    }

    /// <summary>Reads ranges; null for none, which means no filter.</summary>
    /// <exception cref="FormatException">One of them is none.</exception>
    public static PortRange[]? From(string[]? texts) => texts is { Length: > 0 } ? Array.ConvertAll(texts, Parse) : null;

    /// <summary>Whether a port is in one of the ranges.</summary>
    public static bool Contains(PortRange[] ranges, long port)
    {
        foreach (var range in ranges)
        {
            if (port >= range._first && port <= range._last)
            {
                return true;
            }
        }

        return false;
    }

    private static PortRange Parse(string text)
    {
        var parts = text.Trim().Split('-');
        return TryPort(parts[0], out var first) && TryPort(parts[parts.Length - 1], out var last) && parts.Length <= 2 && first <= last
            ? new PortRange(first, last)
            : throw new FormatException($"'{SafeText.Line(text)}' is not a port or a range of them: write 443 or 8000-8999, up to 65535.");
    }

    private static bool TryPort(string text, out int port) =>
        int.TryParse(text, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out port) && port <= ushort.MaxValue;
}
