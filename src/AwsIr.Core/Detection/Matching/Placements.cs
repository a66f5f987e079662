namespace AwsIr.Detection;

/// <summary>
/// What correlations make of some matches: their occurrences, still without their place in the input. In these,
/// <see cref="Occurrence.Text"/> says where in <see cref="Names"/> the values of the group begin.
/// </summary>
internal sealed class Placements
{
    private Occurrence[] _occurrences = new Occurrence[16];

    /// <summary>How many occurrences there are.</summary>
    public int Count { get; private set; }

    /// <summary>The values that occurrences are grouped by, as logged.</summary>
    public List<string> Names { get; } = [];

    /// <summary>What has no place in a correlation.</summary>
    public List<LeftOutMark> LeftOut { get; } = [];

    /// <summary>About how many characters it keeps alive.</summary>
    public long TextLength { get; private set; }

    /// <summary>An occurrence.</summary>
    public ref Occurrence this[int index] => ref _occurrences[index];

    /// <summary>Adds an occurrence.</summary>
    public void Add(in Occurrence occurrence)
    {
        if (Count == _occurrences.Length)
        {
            Array.Resize(ref _occurrences, Count * 2);
        }

        _occurrences[Count++] = occurrence;
    }

    /// <summary>Adds a value of a group.</summary>
    public void AddName(string name)
    {
        Names.Add(name);
        TextLength += name.Length;
    }

    /// <summary>Counts the texts that a hit has captured.</summary>
    public void AddCaptured(string[][] captures)
    {
        foreach (string[] texts in captures)
        {
            foreach (string text in texts)
            {
                TextLength += text.Length;
            }
        }
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        Count = 0;
        Names.Clear();
        LeftOut.Clear();
        TextLength = 0;
    }

    /// <summary>Takes back what was added last.</summary>
    public void KeepFirst(int occurrences, int leftOut)
    {
        Count = occurrences;
        LeftOut.RemoveRange(leftOut, LeftOut.Count - leftOut);
    }
}
