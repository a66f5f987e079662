using System.Buffers;

namespace AwsIr.Formats;

/// <summary>
/// A window over a stream that can be looked at from its current position on and grows only when a single record needs it.
/// Keeps the count of bytes gone by, so that a problem can name its place.
/// </summary>
internal sealed class EvidenceBuffer : IDisposable
{
    /// <summary>The largest stretch that has to be in memory at once, in bytes: a record, or a value that is passed over.</summary>
    public const int MaxWindow = 16 * 1024 * 1024;

    private const int InitialSize = 256 * 1024;

    private readonly Stream _stream;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(InitialSize);
    private int _start;
    private int _end;
    private long _consumed;

    /// <summary>Reads from a stream, which stays the caller's to dispose.</summary>
    public EvidenceBuffer(Stream stream) => _stream = stream;

    /// <summary>Whether the stream has ended: what is in the window is all there is.</summary>
    public bool AtEnd { get; private set; }

    /// <summary>Why the stream ended, if it was not its end: an <see cref="IOException"/> or <see cref="InvalidDataException"/>.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Whether the window is as large as it may be.</summary>
    public bool IsFull => _end - _start >= MaxWindow;

    /// <summary>The position in the text of the window's first byte.</summary>
    public long Position => _consumed;

    /// <summary>What has been read and not consumed.</summary>
    public ReadOnlySpan<byte> Window => _buffer.AsSpan(_start, _end - _start);

    /// <summary>The array behind the window, for views that outlive a span; valid until the next <see cref="Fill"/>.</summary>
    public byte[] Array => _buffer;

    /// <summary>Where the window begins in <see cref="Array"/>.</summary>
    public int Start => _start;

    /// <summary>Passes over bytes of the window.</summary>
    public void Consume(int count)
    {
        _start += count;
        _consumed += count;
    }

    /// <summary>Reads more behind the window. A failure of the stream counts as its end, so that what came before is used first.</summary>
    /// <returns>False if the stream has ended, or the window is as large as it may be.</returns>
    public bool Fill()
    {
        if (AtEnd || IsFull)
        {
            return false;
        }

        MakeRoom();
        var read = 0;
        try
        {
            read = _stream.Read(_buffer, _end, _buffer.Length - _end);
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            Failure = e;
        }

        if (read == 0)
        {
            AtEnd = true;
            return false;
        }

        _end += read;
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _start = _end = 0;
        AtEnd = true;
    }

    private void MakeRoom()
    {
        if (_end < _buffer.Length)
        {
            return;
        }

        var length = _end - _start;
        if (_start > 0)
        {
            Buffer.BlockCopy(_buffer, _start, _buffer, 0, length);
        }
        else
        {
            var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
            Buffer.BlockCopy(_buffer, 0, larger, 0, length);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        _start = 0;
        _end = length;
    }
}
