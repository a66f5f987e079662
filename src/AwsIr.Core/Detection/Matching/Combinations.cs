namespace AwsIr.Detection;

/// <summary>The combinations of the values of several fields. A buffer that is filled again and again.</summary>
internal sealed class Combinations
{
    private readonly List<List<string>> _fields = [];
    private int _used;

    /// <summary>How many combinations there are: one of nothing to begin with.</summary>
    public int Count { get; private set; } = 1;

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        _used = 0;
        Count = 1;
    }

    /// <summary>The values of the next field, to be filled; then comes <see cref="Multiply"/>.</summary>
    public List<string> Next()
    {
        if (_used == _fields.Count)
        {
            _fields.Add([]);
        }

        List<string> texts = _fields[_used++];
        texts.Clear();
        return texts;
    }

    /// <summary>Takes the field in, each of its values once, without regard to case.</summary>
    /// <returns>Whether there are combinations still: not when it has no value (<see cref="Count"/> is 0), nor when they are too many.</returns>
    public bool Multiply()
    {
        List<string> texts = _fields[_used - 1];
        if (texts.Count > 1)
        {
            var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            texts.RemoveAll(text => !seen.Add(text));
        }

        if (Count * (long)texts.Count > RuleLimits.GroupsPerEvent)
        {
            // What is not wanted any more may be large.
            texts.Clear();
            return false;
        }

        Count *= texts.Count;
        return Count > 0;
    }

    /// <summary>A field's value in a combination.</summary>
    public string Text(int combination, int field)
    {
        for (int i = _used - 1; i > field; i--)
        {
            combination /= _fields[i].Count;
        }

        List<string> texts = _fields[field];
        return texts[combination % texts.Count];
    }
}
