using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using AwsIr.Formats;

namespace AwsIr.Tests.Formats.FilterPatterns;

/// <summary>Regular expressions in filter patterns: the user guide's examples, and .NET's as the measure.</summary>
public class FilterRegexTests
{
    [Theory]
    [InlineData("^[hc]at", "hat", true)]
    [InlineData("^[hc]at", "a hat", false)]
    [InlineData("[hc]at$", "a cat", true)]
    [InlineData("[hc]at$", "cats", false)]
    [InlineData("colou?r", "color", true)]
    [InlineData("colou?r", "colour", true)]
    [InlineData("[abcx-z]", "y", true)]
    [InlineData("[abcx-z]", "d", false)]
    [InlineData("^a{3,5}$", "aaaa", true)]
    [InlineData("^a{3,5}$", "aa", false)]
    [InlineData("^a{3,5}$", "aaaaaa", false)]
    [InlineData("^a{,2}$", "aaa", false)]
    [InlineData("^a{,2}$", "", true)]
    [InlineData("^a{2,}$", "aaa", true)]
    [InlineData("^a{2, 3}$", "aaa", true)]
    [InlineData("gra|ey", "gray", true)]
    [InlineData("gra|ey", "grey", true)]
    [InlineData("^starting|^initializing|^shutting down", "shutting down", true)]
    [InlineData("^starting|^initializing|^shutting down", "skipping initializing ...", false)]
    [InlineData("abcc|ab[^c]$", "abcc ...", true)]
    [InlineData("abcc|ab[^c]$", "aba", true)]
    [InlineData("abcc|ab[^c]$", "aac ...", false)]
    [InlineData("\\[.\\]", "[@]", true)]
    [InlineData("\\[.\\]", "[]]", true)]
    [InlineData("\\[.\\]", "[]", false)]
    [InlineData("10\\.10\\.0\\.1", "10.10.0.1", true)]
    [InlineData("10\\.10\\.0\\.1", "10010,051", false)]
    [InlineData("10.10.0.1", "10010,051", true)]
    [InlineData("ab*c", "ac", true)]
    [InlineData("ab+c", "ac", false)]
    [InlineData("ab+c", "abbc", true)]
    [InlineData("ab[0-9]*", "ab129", true)]
    [InlineData(".at", "#at", true)]
    [InlineData(".at", "at", false)]
    [InlineData("^\\D\\d$", "x7", true)]
    [InlineData("^\\S\\s$", "x\t", true)]
    [InlineData("^\\W\\w$", "-_", true)]
    [InlineData("\\x3A\\x28", "a:(b", true)]
    [InlineData("[\\d\\x2D]{3}", "1-2", true)]
    [InlineData("[]a]", "]", true)]
    [InlineData("[a-]", "-", true)]
    [InlineData("end$", "the end\n", true)]
    [InlineData("end$", "the end\n\n", false)]
    [InlineData("a.c", "a\nc", true)]
    [InlineData("a|", "x", true)]
    [InlineData("a\\D", "aé", true)]
    public void Documented_expressions(string expression, string text, bool expected) => Assert.Equal(expected, LogFilterPattern.Parse($"%{expression}%").IsMatch(text));

    /// <summary>Thousands of expressions made at random find what .NET finds.</summary>
    [Fact]
    public void Expressions_find_what_those_of_NET_find()
    {
        var random = new Random(7);
        string[] atoms = ["a", "b", "c", "-", ".", "[ab]", "[^a]", "[a-c]", "[^b-]", "\\d", "\\D", "\\w", "\\W", "\\s", "\\S", "\\.", "\\x62", "^", "$", "[\\d-]"];
        string[] times = ["", "", "", "", "?", "*", "+", "{2}", "{1,3}", "{2,}", "*?", "+?"];
        const string Letters = "abc1.- é\n";
        var matched = 0;
        for (var round = 0; round < 4000; round++)
        {
            var expression = new StringBuilder();
            for (var alternative = random.Next(1, 4); alternative > 0; alternative--)
            {
                for (var length = random.Next(1, 6); length > 0; length--)
                {
                    var atom = atoms[random.Next(atoms.Length)];
                    expression.Append(atom).Append(atom is "^" or "$" ? "" : times[random.Next(times.Length)]);
                }

                expression.Append(alternative > 1 ? "|" : "");
            }

            var theirs = new Regex(expression.ToString().Replace("\\w", "[a-zA-Z_0-9]").Replace("\\W", "[^a-zA-Z_0-9]"), RegexOptions.CultureInvariant | RegexOptions.Singleline, TimeSpan.FromSeconds(5));
            var ours = LogFilterPattern.Parse($"%{expression}%");
            for (var i = 0; i < 10; i++)
            {
                var text = new string([.. Enumerable.Range(0, random.Next(0, 9)).Select(_ => Letters[random.Next(Letters.Length)])]);
                var expected = theirs.IsMatch(text);
                matched += expected ? 1 : 0;
                Assert.True(expected == ours.IsMatch(text), $"{expression} on '{text}' should be {expected}");
            }
        }

        Assert.InRange(matched, 4000, 36000);
    }

    public static TheoryData<string, string, string> Hostile { get; } = new()
    {
        { "%a*a*a*a*a*a*a*a*b%", "a", "" },
        { "%[ab]{0,200}c%", "ab", "" },
        { "%.*.*.*=.*%", "x", "" },
        { "{ $.a = %a*a*a*b% }", "a", "json" },
        { "{ $.a.b.c = 1 || $.d[5] = 2 || $.* = 7 }", "{\"a\":1},", "array" },
        { "{ $.a[*] = 1 && $.b = 2 }", "[[1]],", "array" },
        { "[a, b, ..., c=*x*, d]", "[a ", "" },
        { "[a, b, ..., c=*x*, d]", "\" ", "" },
        { "[a, b, ..., c=*x*, d]", "\"] [", "" },
        { "[a=%x+y% , b]", "x", "" },
        { "ERROR -\"a a\" ?x", "a ", "" },
        { "{ $.a NOT EXISTS }", "{\"a\":", "" },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void The_longest_messages_take_no_longer_than_their_length(string pattern, string repeated, string how)
    {
        var text = new StringBuilder(how switch { "json" => "{\"a\":\"", "array" => "{\"a\":[", _ => "" });
        while (text.Length < 1 << 20)
        {
            text.Append(repeated);
        }

        var message = text.Append(how switch { "json" => "\"}", "array" => "0]}", _ => "" }).ToString();
        var clock = Stopwatch.StartNew();
        Assert.False(LogFilterPattern.Parse(pattern).IsMatch(message) && pattern.Contains('%', StringComparison.Ordinal));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), $"{clock.Elapsed} for {pattern}");
    }
}
