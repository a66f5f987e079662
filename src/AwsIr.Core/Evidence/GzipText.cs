using System.IO.Compression;

namespace AwsIr.Evidence;

/// <summary>
/// Decompresses gzip, and says so when the data ends early: GZipStream does not, and a file that was cut off
/// would look like one with fewer records.
/// </summary>
internal sealed class GzipText : ReadOnlyStream
{
    private static readonly byte[] MemberStart = [0x1f, 0x8b, 0x08, 0x00];

    private readonly Func<Stream> _reopen;
    private readonly TailStream _compressed;
    private readonly GZipStream _gzip;
    private uint _length;

    /// <summary>Decompresses <paramref name="compressed"/>; <paramref name="reopen"/> opens the same once more, to look for more members.</summary>
    public GzipText(Func<Stream> reopen, Stream compressed)
    {
        _reopen = reopen;
        _compressed = new TailStream(compressed);
        _gzip = new GZipStream(_compressed, CompressionMode.Decompress);
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count)
    {
        int read;
        try
        {
            read = _gzip.Read(buffer, offset, count);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException("The gzip data is damaged.", e);
        }

        if (read == 0 && count > 0)
        {
            CheckEnd();
        }

        _length = unchecked(_length + (uint)read);
        return read;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _gzip.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>A member ends with its length modulo 2^32 (RFC 1952).</summary>
    private void CheckEnd()
    {
        if (_compressed.Tail == _length || HasSeveralMembers())
        {
            return;
        }

        throw new InvalidDataException("The gzip data ends early: the file was cut off.");
    }

    /// <summary>With several members the last length is of the last one only, and there is nothing to compare it with.</summary>
    private bool HasSeveralMembers()
    {
        using var raw = _reopen();
        var buffer = new byte[64 * 1024];
        var kept = 0;
        var first = true;
        int read;
        while ((read = raw.Read(buffer, kept, buffer.Length - kept)) > 0)
        {
            var span = buffer.AsSpan(0, kept + read);
            if (span.Slice(first ? Math.Min(10, span.Length) : 0).IndexOf(MemberStart) >= 0)
            {
                return true;
            }

            first = false;
            kept = Math.Min(3, span.Length);
            span.Slice(span.Length - kept).CopyTo(buffer);
        }

        return false;
    }

    /// <summary>Remembers the last four bytes that went by, as a little-endian number.</summary>
    private sealed class TailStream(Stream inner) : ReadOnlyStream
    {
        public uint Tail { get; private set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = inner.Read(buffer, offset, count);
            for (var i = Math.Max(0, read - 4); i < read; i++)
            {
                Tail = (Tail >> 8) | ((uint)buffer[offset + i] << 24);
            }

            return read;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                inner.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
