using System.Buffers.Text;

namespace AwsIr.Formats;

/// <summary>Values of one column as flow log text, packed: a million of them would be a hundred megabytes of strings.</summary>
internal sealed class ColumnText
{
    /// <summary>More text in one column of one group of rows is not read.</summary>
    private const int MaxBytes = 256 * 1024 * 1024;

    private const int LongestNumber = 20;

    private readonly int[] _ends;
    private byte[] _bytes;

    /// <summary>Makes room for so many values.</summary>
    public ColumnText(int count)
    {
        _ends = new int[count];
        _bytes = new byte[LongestNumber + (count * 4)];
    }

    /// <summary>How many values there are.</summary>
    public int Count { get; private set; }

    /// <summary>A value; <c>-</c> for nothing.</summary>
    public ReadOnlySpan<byte> this[int index]
    {
        get
        {
            var start = index == 0 ? 0 : _ends[index - 1];
            return _bytes.AsSpan(start, _ends[index] - start);
        }
    }

    /// <summary>Adds that there is nothing.</summary>
    public void AddNothing() => AddAsIs("-"u8);

    /// <summary>Adds a whole number.</summary>
    public void Add(long number)
    {
        var start = Room(LongestNumber);
        Utf8Formatter.TryFormat(number, _bytes.AsSpan(start), out var length);
        _ends[Count++] = start + length;
    }

    /// <summary>
    /// Adds a text; an empty one is nothing. What would not stay one value on a line is written in percent encoding, as AWS does
    /// with tags.
    /// </summary>
    public void Add(ReadOnlySpan<byte> text)
    {
        var hasSpace = false;
        foreach (var c in text)
        {
            hasSpace |= c <= ' ';
        }

        if (text.IsEmpty || !hasSpace)
        {
            AddAsIs(text.IsEmpty ? "-"u8 : text);
            return;
        }

        var end = Room(text.Length * 3L);
        foreach (var c in text)
        {
            if (c > ' ')
            {
                _bytes[end++] = c;
            }
            else
            {
                _bytes[end++] = (byte)'%';
                _bytes[end++] = (byte)('0' + (c >> 4));
                _bytes[end++] = "0123456789ABCDEF"u8[c & 15];
            }
        }

        _ends[Count++] = end;
    }

    /// <summary>Adds a value that is in this form already.</summary>
    public void AddAsIs(ReadOnlySpan<byte> value)
    {
        var start = Room(value.Length);
        value.CopyTo(_bytes.AsSpan(start));
        _ends[Count++] = start + value.Length;
    }

    /// <summary>Makes room behind the last value.</summary>
    /// <returns>Where it is.</returns>
    private int Room(long length)
    {
        var start = Count == 0 ? 0 : _ends[Count - 1];
        var needed = start + length;
        if (needed > MaxBytes)
        {
            throw new InvalidDataException(FormattableString.Invariant($"a column has more than {MaxBytes / 1024 / 1024} MiB of text in one group of rows"));
        }

        if (needed > _bytes.Length)
        {
            Array.Resize(ref _bytes, (int)Math.Max(needed, Math.Min(_bytes.Length * 2L, MaxBytes)));
        }

        return start;
    }
}
