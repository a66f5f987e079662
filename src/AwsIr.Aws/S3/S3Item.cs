using AwsIr.Evidence;

namespace AwsIr.S3;

/// <summary>An object to read. Its bytes are in memory from <see cref="Prefetch"/>, or from the first stream that is opened, until the last is closed.</summary>
internal sealed class S3Item : EvidenceItem
{
    private readonly object _lock = new();
    private readonly S3Reading _reading;
    private S3Content? _content;
    private int _streams;
    private SourceException? _failure;
    private bool _isRead;

    /// <param name="reading">Fetches it.</param>
    /// <param name="location">What was listed.</param>
    /// <param name="listed">The object.</param>
    public S3Item(S3Reading reading, S3Location location, S3Object listed)
    {
        _reading = reading;
        Location = location;
        Object = listed;
    }

    /// <summary>What was listed when it was found.</summary>
    public S3Location Location { get; }

    /// <summary>The object as it was listed.</summary>
    public S3Object Object { get; }

    /// <inheritdoc/>
    public override string Name => Location.UriOf(Object.Key);

    /// <inheritdoc/>
    public override long? Length => Object.Size;

    /// <inheritdoc/>
    public override DateTime? Modified => Object.Modified;

    /// <inheritdoc/>
    public override SourceException? Failure => _failure;

    /// <summary>Begins to fetch it, once there is memory for it.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public void Prefetch()
    {
        if (Object.Size > 0)
        {
            _reading.Memory.Take(S3Content.MemoryOf(Object.Size), _reading.Cancellation);
            _content = NewContent();
            _content.Start();
        }
    }

    /// <inheritdoc/>
    public override Stream Open()
    {
        if (Object.Size == 0)
        {
            return new MemoryStream([], writable: false);
        }

        lock (_lock)
        {
            if (_content is null)
            {
                // Who reads it again holds up those that would make room.
                _reading.Memory.TakeNow(S3Content.MemoryOf(Object.Size));
                _content = NewContent();
            }

            _streams++;
            return new S3Stream(this, _content);
        }
    }

    /// <summary>Reads for a stream.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public int Read(S3Content content, long position, Span<byte> target, bool isSequential)
    {
        try
        {
            return content.Read(position, target, isSequential, _reading.Cancellation);
        }
        catch (SourceException e)
        {
            // What was read before, and fails when it is read again, has been given.
            if (!_isRead && Interlocked.CompareExchange(ref _failure, e, null) is null)
            {
                _reading.Failed(this, e);
            }

            throw new IOException(e.Message, e);
        }
    }

    /// <summary>A stream was closed.</summary>
    public void Closed()
    {
        lock (_lock)
        {
            if (--_streams > 0)
            {
                return;
            }

            _isRead |= _failure is null;
            _content!.Close();
            _content = null;
            _reading.Memory.Give(S3Content.MemoryOf(Object.Size));
        }
    }

    private S3Content NewContent() => new(Object.Size, (from, length, cancellation) => _reading.FetchAsync(Location.Bucket, Object, from, length, cancellation));
}
