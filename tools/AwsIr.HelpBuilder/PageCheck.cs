namespace AwsIr.HelpBuilder;

/// <summary>Checks a page against the cmdlet that it describes.</summary>
internal static class PageCheck
{
    private const int MinimumExamples = 2;

    public static void Check(CmdletInfo cmdlet, Page page, List<string> problems)
    {
        void Problem(int line, string text) => problems.Add($"{page.Path}({line}): error IRHELP04: {text}");

        if (page.Top.Title != cmdlet.Name)
        {
            Problem(1, $"The title is '{page.Top.Title}', not {cmdlet.Name}.");
        }

        if (!page.Top.HasText)
        {
            Problem(1, "There is no synopsis under the title.");
        }

        if (!page.Text("Description").Any(static l => l.Length > 0))
        {
            Problem(1, "There is no description.");
        }

        Section[] examples = [.. page.Entries("Examples")];
        if (examples.Length < MinimumExamples)
        {
            Problem(1, $"There are {examples.Length} examples; {MinimumExamples} are wanted.");
        }

        foreach (Section example in examples.Where(static e => string.IsNullOrWhiteSpace(e.Code)))
        {
            Problem(example.Line, $"The example '{example.Title}' has no code.");
        }

        var described = page.Entries("Parameters").ToLookup(static s => s.Title.TrimStart('-'), StringComparer.Ordinal);
        foreach (ParameterInfo parameter in cmdlet.Parameters.Where(p => !described[p.Name].Any(static s => s.HasText)))
        {
            Problem(described[parameter.Name].FirstOrDefault()?.Line ?? 1, $"-{parameter.Name} is not described.");
        }

        foreach (Section extra in page.Entries("Parameters").Where(s => !cmdlet.Parameters.Any(p => p.Name == s.Title.TrimStart('-'))))
        {
            Problem(extra.Line, $"{cmdlet.Name} has no parameter {extra.Title}.");
        }

        foreach (IGrouping<string, Section> twice in described.Where(static g => g.Count() > 1))
        {
            Problem(twice.Last().Line, $"-{twice.Key} is described twice.");
        }
    }
}
