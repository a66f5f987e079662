using System.Text.RegularExpressions;

namespace AwsIr.HelpBuilder;

/// <summary>Turns the Markdown of a page into the plain paragraphs that Get-Help shows.</summary>
internal static partial class PlainText
{
    /// <summary>Paragraphs: lines that belong together joined, list items and code each on their own.</summary>
    public static IReadOnlyList<string> Paragraphs(IEnumerable<string> lines)
    {
        var result = new List<string>();
        bool open = false;
        bool code = false;
        foreach (string line in lines)
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                code = !code;
                open = false;
            }
            else if (code)
            {
                result.Add("    " + line);
            }
            else if (string.IsNullOrWhiteSpace(line))
            {
                open = false;
            }
            else if (open && !line.StartsWith("- ", StringComparison.Ordinal))
            {
                result[^1] += " " + Inline(line.Trim());
            }
            else
            {
                result.Add(Inline(line.Trim()));
                open = true;
            }
        }

        return result;
    }

    /// <summary>The links of a list: the text, and the target unless that is another page here.</summary>
    public static IEnumerable<string> Links(IEnumerable<string> lines) =>
        lines.Select(static l => Link().Match(l)).Where(static m => m.Success).Select(static m =>
            m.Groups[2].Value.StartsWith("http", StringComparison.Ordinal) ? $"{m.Groups[1].Value}: {m.Groups[2].Value}" : m.Groups[1].Value);

    private static string Inline(string text) => Link().Replace(text, "$1").Replace("`", "", StringComparison.Ordinal).Replace("**", "", StringComparison.Ordinal);

    [GeneratedRegex(@"\[([^\]]+)\]\(([^)]+)\)")]
    private static partial Regex Link();
}
