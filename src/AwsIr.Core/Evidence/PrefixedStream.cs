namespace AwsIr.Evidence;

/// <summary>A stream whose first bytes have been looked at and are still delivered.</summary>
internal sealed class PrefixedStream : ReadOnlyStream
{
    private readonly Stream _inner;
    private byte[] _prefix;
    private int _given;

    /// <summary>Reads up to <paramref name="count"/> bytes ahead.</summary>
    public PrefixedStream(Stream inner, int count)
    {
        _inner = inner;
        _prefix = new byte[count];
        var length = 0;
        while (length < count)
        {
            var read = inner.Read(_prefix, length, count - length);
            if (read == 0)
            {
                break;
            }

            length += read;
        }

        Array.Resize(ref _prefix, length);
    }

    /// <summary>The first bytes; fewer than asked for when the stream is shorter.</summary>
    public byte[] Prefix => _prefix;

    /// <summary>Leaves out <paramref name="mark"/> if the stream begins with it.</summary>
    public PrefixedStream WithoutPrefix(ReadOnlySpan<byte> mark)
    {
        if (_prefix.AsSpan().StartsWith(mark))
        {
            _given = mark.Length;
        }

        return this;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count)
    {
        var left = _prefix.Length - _given;
        if (left == 0)
        {
            return _inner.Read(buffer, offset, count);
        }

        var length = Math.Min(left, count);
        Buffer.BlockCopy(_prefix, _given, buffer, offset, length);
        _given += length;
        return length;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
