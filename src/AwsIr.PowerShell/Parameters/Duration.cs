using System.Globalization;
using System.Text.RegularExpressions;

namespace AwsIr.Parameters;

/// <summary>Reads lengths of time as users write them.</summary>
internal static class Duration
{
    /// <summary>What a value should look like.</summary>
    public const string Expected = "Write one as 30s, 15m, 24h, 7d or 2w, as 1d12h, or give a TimeSpan.";

    private static readonly Regex Parts = new(@"\A(?:(\d{1,9})([smhdw]))+\z", RegexOptions.CultureInvariant);

    /// <summary>Reads <c>24h</c>, <c>7d</c>, <c>1d12h</c> (units s, m, h, d, w) or a TimeSpan's own form.</summary>
    public static bool TryParse(string text, out TimeSpan span)
    {
        span = TimeSpan.Zero;
        var match = Parts.Match(text.Trim());
        if (!match.Success)
        {
            return text.IndexOf(':') > 0 && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out span);
        }

        for (var i = 0; i < match.Groups[1].Captures.Count; i++)
        {
            var seconds = double.Parse(match.Groups[1].Captures[i].Value, CultureInfo.InvariantCulture) * match.Groups[2].Captures[i].Value switch
            {
                "s" => 1,
                "m" => 60,
                "h" => 3600,
                "d" => 86400,
                _ => 604800,
            };
            span += TimeSpan.FromSeconds(seconds);
        }

        return true;
    }
}
