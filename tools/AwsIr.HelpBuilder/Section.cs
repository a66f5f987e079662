namespace AwsIr.HelpBuilder;

/// <summary>A heading of a page and what is under it.</summary>
internal sealed class Section(string title, int line)
{
    /// <summary>The heading.</summary>
    public string Title { get; set; } = title;

    /// <summary>Where it is in the file, from 1.</summary>
    public int Line { get; } = line;

    /// <summary>The lines of its own text.</summary>
    public List<string> Lines { get; } = [];

    /// <summary>The sub-headings.</summary>
    public List<Section> Entries { get; } = [];

    /// <summary>Whether it says anything.</summary>
    public bool HasText => Lines.Exists(static l => !string.IsNullOrWhiteSpace(l));

    /// <summary>The code of its first fenced block; null if it has none.</summary>
    public string? Code
    {
        get
        {
            int start = Lines.FindIndex(static l => l.StartsWith("```", StringComparison.Ordinal));
            int end = start < 0 ? -1 : Lines.FindIndex(start + 1, static l => l.StartsWith("```", StringComparison.Ordinal));
            return end < 0 ? null : string.Join('\n', Lines.GetRange(start + 1, end - start - 1));
        }
    }

    /// <summary>Its text after its first fenced block.</summary>
    public IReadOnlyList<string> Remarks
    {
        get
        {
            int start = Lines.FindIndex(static l => l.StartsWith("```", StringComparison.Ordinal));
            int end = start < 0 ? -1 : Lines.FindIndex(start + 1, static l => l.StartsWith("```", StringComparison.Ordinal));
            return Lines.GetRange(end + 1, Lines.Count - end - 1);
        }
    }
}
