namespace AwsIr.Detection;

/// <summary>
/// Makes one hash of several texts: the same for texts that are equal without regard to case, another one for all others,
/// also where the same characters are divided otherwise.
/// </summary>
internal sealed class KeyWriter
{
    private char[] _chars = new char[256];
    private int _length;

    /// <summary>Begins a key.</summary>
    /// <param name="space">Keys of different spaces never are the same.</param>
    public void Begin(int space)
    {
        _length = 0;
        Add(space);
    }

    /// <summary>Adds a text.</summary>
    public void Add(string text)
    {
        Add(text.Length);
        Reserve(text.Length);
        Span<char> folded = _chars.AsSpan(_length, text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c >= 0x80)
            {
                // Beyond ASCII, whatever the framework compares by; the length stays.
                text.ToUpperInvariant().AsSpan().CopyTo(folded);
                break;
            }

            folded[i] = c is >= 'a' and <= 'z' ? (char)(c - 32) : c;
        }

        _length += text.Length;
    }

    /// <summary>The hash of what was added.</summary>
    public Hash128 End()
    {
        Hash128 hash = SecretHash.Of(_chars.AsSpan(0, _length));

        // One hostile text must not keep its megabytes for the rest of the run.
        if (_chars.Length > 64 * 1024)
        {
            _chars = new char[256];
        }

        return hash;
    }

    private void Add(int number)
    {
        Reserve(2);
        _chars[_length++] = (char)number;
        _chars[_length++] = (char)(number >> 16);
    }

    private void Reserve(int count)
    {
        if (_length + count > _chars.Length)
        {
            Array.Resize(ref _chars, Math.Max(_chars.Length * 2, _length + count));
        }
    }
}
