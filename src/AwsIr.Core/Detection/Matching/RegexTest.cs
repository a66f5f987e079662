using System.Globalization;
using System.Text.RegularExpressions;

namespace AwsIr.Detection;

/// <summary>Searches a value with a regular expression that cannot hang: linear where .NET can do that, bounded by a timeout otherwise.</summary>
internal sealed class RegexTest : ValueTest
{
    private readonly Regex _bounded;

    // Making one takes milliseconds: not before a record asks for it.
    private readonly Lazy<Regex> _regex;

    public RegexTest(string pattern, RegexOptions options)
    {
        if (pattern.Length > RuleLimits.RegexLength)
        {
            throw new ArgumentException(string.Format(
                CultureInfo.InvariantCulture, "is longer than {0} characters", RuleLimits.RegexLength));
        }

        if (Size(pattern) > RuleLimits.RegexSize)
        {
            throw new ArgumentException("has counted repetitions that multiply to more than can be searched for: make them smaller");
        }

        options |= RegexOptions.CultureInvariant;
        _bounded = new Regex(pattern, options, RuleLimits.RegexTimeout);
        _regex = new Lazy<Regex>(() => Linear(pattern, options) ?? _bounded);
    }

    public override int Cost => 25;

    public override string Key => $"regex {_bounded.Options} {_bounded}";

    /// <summary>Whether it is found.</summary>
    /// <exception cref="RegexMatchTimeoutException">It took too long.</exception>
    public override bool IsMatch(string text) => _regex.Value.IsMatch(text);

    private static Regex? Linear(string pattern, RegexOptions options)
    {
#if NET8_0_OR_GREATER
        try
        {
            return new Regex(pattern, options | RegexOptions.NonBacktracking, RuleLimits.RegexTimeout);
        }
        catch (NotSupportedException)
        {
            // Lookarounds, back-references and the like need backtracking, which the timeout bounds.
            return null;
        }
#else
        return null;
#endif
    }

    /// <summary>The pattern's size with its counted repetitions written out, roughly and rather too large.</summary>
    private static double Size(string pattern)
    {
        // A stack of group sizes: a repetition multiplies what stands before it, a group or a character.
        var groups = new Stack<double>();
        double size = 0;
        double last = 0;
        for (int i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '\\':
                    i++;
                    size += last = 1;
                    break;
                case '[':
                    i = EndOfClass(pattern, i);
                    size += last = 1;
                    break;
                case '(':
                    groups.Push(size);
                    size = 0;
                    break;
                case ')' when groups.Count > 0:
                    last = size + 1;
                    size = groups.Pop() + last;
                    break;
                case '{':
                    int close = pattern.IndexOf('}', i);
                    double times = close < 0 ? 0 : Largest(pattern, i + 1, close);
                    if (times > 1)
                    {
                        size += last * (times - 1);
                        last *= times;
                        i = close;
                    }

                    break;
                default:
                    size += last = 1;
                    break;
            }
        }

        while (groups.Count > 0)
        {
            size += groups.Pop();
        }

        return size;
    }

    private static int EndOfClass(string pattern, int start)
    {
        int i = start + 1;
        i += i < pattern.Length && pattern[i] == '^' ? 1 : 0;
        i += i < pattern.Length && pattern[i] == ']' ? 1 : 0;
        while (i < pattern.Length && pattern[i] != ']')
        {
            i += pattern[i] == '\\' ? 2 : 1;
        }

        return i;
    }

    private static double Largest(string pattern, int from, int to)
    {
        double largest = 0;
        foreach (string number in pattern.Substring(from, to - from).Split(','))
        {
            largest = double.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out double value)
                ? Math.Max(largest, value)
                : largest;
        }

        return largest;
    }
}
