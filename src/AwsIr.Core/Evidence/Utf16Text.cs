using System.Text;

namespace AwsIr.Evidence;

/// <summary>UTF-16 text as UTF-8: what <c>&gt;</c> in Windows PowerShell makes of a command's output.</summary>
internal sealed class Utf16Text : ReadOnlyStream
{
    private readonly StreamReader _reader;
    private readonly char[] _chars = new char[8 * 1024];
    private readonly Encoder _encoder = Encoding.UTF8.GetEncoder();
    private readonly byte[] _bytes = new byte[Encoding.UTF8.GetMaxByteCount(8 * 1024)];
    private int _start;
    private int _end;

    /// <summary>Reads <paramref name="inner"/>, which begins with the byte order mark of <paramref name="encoding"/>.</summary>
    public Utf16Text(Stream inner, Encoding encoding) =>
        _reader = new StreamReader(inner, encoding, detectEncodingFromByteOrderMarks: true);

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count)
    {
        while (_start == _end)
        {
            var read = _reader.Read(_chars, 0, _chars.Length);
            _start = 0;
            _end = _encoder.GetBytes(_chars, 0, read, _bytes, 0, flush: read == 0);
            if (read == 0 && _end == 0)
            {
                return 0;
            }
        }

        var length = Math.Min(count, _end - _start);
        Buffer.BlockCopy(_bytes, _start, buffer, offset, length);
        _start += length;
        return length;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _reader.Dispose();
        }

        base.Dispose(disposing);
    }
}
