namespace AwsIr.HelpBuilder;

/// <summary>
/// A help page: Markdown of a fixed structure, described in docs/module.md. One heading a section;
/// under Examples, Parameters, Inputs and Outputs one sub-heading an entry.
/// </summary>
internal sealed class Page
{
    private static readonly string[] Known = ["Description", "Examples", "Parameters", "Inputs", "Outputs", "Notes", "Links"];

    private readonly Dictionary<string, Section> _sections = new(StringComparer.Ordinal);

    private Page(string path, Section top)
    {
        Path = path;
        Top = top;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The cmdlet's name as the title, and the synopsis as its text.</summary>
    public Section Top { get; }

    /// <summary>The entries of a section that has some.</summary>
    public IReadOnlyList<Section> Entries(string section) => _sections.TryGetValue(section, out Section? found) ? found.Entries : [];

    /// <summary>The lines of a section.</summary>
    public IReadOnlyList<string> Text(string section) => _sections.TryGetValue(section, out Section? found) ? found.Lines : [];

    /// <summary>Cuts a page into its sections.</summary>
    public static Page Parse(string path, IReadOnlyList<string> lines, List<string> problems)
    {
        var top = new Section("", 1);
        var page = new Page(path, top);
        Section current = top;
        Section section = top;
        bool code = false;
        for (int i = 0; i < lines.Count; i++)
        {
            string line = lines[i];
            code ^= line.StartsWith("```", StringComparison.Ordinal);
            if (code || line.StartsWith("```", StringComparison.Ordinal) || !line.StartsWith('#'))
            {
                current.Lines.Add(line);
                continue;
            }

            string title = line.TrimStart('#').Trim();
            switch (line.Length - line.TrimStart('#').Length)
            {
                case 1 when top.Title.Length == 0:
                    top.Title = title;
                    break;
                case 2 when Known.Contains(title, StringComparer.Ordinal) && !page._sections.ContainsKey(title):
                    current = section = page._sections[title] = new Section(title, i + 1);
                    break;
                case 3 when section != top:
                    current = new Section(title, i + 1);
                    section.Entries.Add(current);
                    break;
                default:
                    problems.Add($"{path}({i + 1}): error IRHELP03: '{line}' does not fit here. The sections are {string.Join(", ", Known)}, once each; entries have three #.");
                    break;
            }
        }

        return page;
    }
}
