namespace AwsIr.Detection;

/// <summary>Texts that are written once and seldom read: in memory as far as they fit, then in a temporary file. One thread at a time.</summary>
internal sealed class TextStore : IDisposable
{
    private readonly SpillList<char> _chars;
    private readonly SpillReader<char> _reader;

    public TextStore(CorrelationMemory memory)
    {
        _chars = new SpillList<char>(memory.Characters, memory);
        _reader = new SpillReader<char>(_chars, 1024);
    }

    /// <summary>Where the next text is going to stand.</summary>
    public long End => _chars.Count;

    /// <summary>Writes a text.</summary>
    /// <exception cref="TemporaryFileException">It could not be written.</exception>
    public void Write(string text)
    {
        Write(text.Length);
        _chars.AddRange(text.AsSpan());
    }

    /// <summary>Writes some texts and their number.</summary>
    /// <exception cref="TemporaryFileException">They could not be written.</exception>
    public void Write(string[] texts)
    {
        Write(texts.Length);
        foreach (string text in texts)
        {
            Write(text);
        }
    }

    /// <summary>Reads a text, and moves behind it.</summary>
    /// <exception cref="TemporaryFileException">It could not be read.</exception>
    public string ReadText(ref long at)
    {
        int length = ReadNumber(ref at);
        char[] text = new char[length];
        for (int read = 0; read < length;)
        {
            read += _chars.Read(at + read, text.AsSpan(read));
        }

        at += length;
        return new string(text);
    }

    /// <summary>Reads texts that were written with their number, and moves behind them.</summary>
    /// <exception cref="TemporaryFileException">They could not be read.</exception>
    public string[] ReadTexts(ref long at)
    {
        string[] texts = new string[ReadNumber(ref at)];
        for (int i = 0; i < texts.Length; i++)
        {
            texts[i] = ReadText(ref at);
        }

        return texts;
    }

    /// <inheritdoc/>
    public void Dispose() => _chars.Dispose();

    private void Write(int number)
    {
        _chars.Add((char)number);
        _chars.Add((char)(number >> 16));
    }

    private int ReadNumber(ref long at) => _reader[at++] | _reader[at++] << 16;
}
