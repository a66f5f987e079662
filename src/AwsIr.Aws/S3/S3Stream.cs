namespace AwsIr.S3;

/// <summary>An object's bytes, from any place on.</summary>
internal sealed class S3Stream : Stream
{
    private readonly S3Item _item;
    private readonly S3Content _content;
    private long _position;
    private long _expected;
    private bool _closed;

    /// <param name="item">The object.</param>
    /// <param name="content">Its bytes.</param>
    public S3Stream(S3Item item, S3Content content)
    {
        _item = item;
        _content = content;
    }

    /// <inheritdoc/>
    public override bool CanRead => !_closed;

    /// <inheritdoc/>
    public override bool CanSeek => !_closed;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => _item.Object.Size;

    /// <inheritdoc/>
    public override long Position
    {
        get => _position;
        set => Seek(value, SeekOrigin.Begin);
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = _item.Read(_content, _position, buffer.AsSpan(offset, count), isSequential: _position == _expected);
        _expected = _position += read;
        return read;
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin)
    {
        var position = offset + origin switch { SeekOrigin.Begin => 0, SeekOrigin.Current => _position, _ => Length };
        if (position < 0)
        {
            throw new IOException("There is nothing before the beginning.");
        }

        return _position = position;
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && !_closed)
        {
            _closed = true;
            _item.Closed();
        }

        base.Dispose(disposing);
    }
}
