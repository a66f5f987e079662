using System.Text.RegularExpressions;

namespace AwsIr.Records;

/// <summary>
/// A name with wildcards as PowerShell's -like has them: <c>*</c>, <c>?</c>, <c>[a-z]</c>, a backtick before a literal one.
/// Whole names, without regard to case.
/// </summary>
internal sealed class LikePattern
{
    private readonly string _literal;
    private readonly Regex? _regex;
    private readonly bool _any;

    /// <summary>Reads a pattern.</summary>
    public LikePattern(string pattern)
    {
        _any = pattern == "*";
        _literal = pattern;
        if (pattern.IndexOfAny(['*', '?', '[', '`']) >= 0)
        {
            // Only literals, '.', '.*' and sets come out of it; the limit is for '.*' written many times over.
            _regex = new Regex(ToRegex(pattern), RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline, TimeSpan.FromSeconds(1));
        }
    }

    /// <summary>Makes patterns of several texts; null for none, which means no filter.</summary>
    public static LikePattern[]? From(IEnumerable<string>? patterns)
    {
        var made = patterns?.Select(pattern => new LikePattern(pattern)).ToArray();
        return made is { Length: > 0 } ? made : null;
    }

    /// <summary>
    /// Whether a name matches; a missing one matches nothing, not even <c>*</c>. A name matches itself, though a bracket in it be a wildcard:
    /// streams of Lambda are named <c>2026/03/17/[$LATEST]0123</c>.
    /// </summary>
    public bool IsMatch(string? name) =>
        name is not null && (_any || string.Equals(_literal, name, StringComparison.OrdinalIgnoreCase) || _regex?.IsMatch(name) == true);

    private static string ToRegex(string pattern)
    {
        var text = new System.Text.StringBuilder("\\A");
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            var close = c == '[' ? pattern.IndexOf(']', Math.Min(i + 2, pattern.Length)) : -1;
            switch (c)
            {
                case '*':
                    while (i + 1 < pattern.Length && pattern[i + 1] == '*')
                    {
                        i++;
                    }

                    text.Append(".*");
                    break;
                case '?':
                    text.Append('.');
                    break;
                case '[' when close > 0:
                    text.Append('[').Append(pattern.Substring(i + 1, close - i - 1).Replace("\\", "\\\\").Replace("[", "\\[").Replace("^", "\\^")).Append(']');
                    i = close;
                    break;
                case '`' when i + 1 < pattern.Length:
                    text.Append(Regex.Escape(pattern[++i].ToString()));
                    break;
                default:
                    text.Append(Regex.Escape(c.ToString()));
                    break;
            }
        }

        return text.Append("\\z").ToString();
    }
}
