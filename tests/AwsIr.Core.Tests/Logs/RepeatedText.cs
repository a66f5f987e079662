using AwsIr.Evidence;

namespace AwsIr.Tests.Logs;

/// <summary>A text that is made while it is read: a beginning, one part over and over, and an end.</summary>
internal sealed class RepeatedText(string before, string repeated, string after, long length) : EvidenceItem
{
    public override string Name => "/evidence/long";

    public override long? Length => null;

    public override Stream Open() => new Text([Sample.Utf8(before), Sample.Utf8(repeated), Sample.Utf8(after)], length);

    private sealed class Text(byte[][] parts, long length) : ReadOnlyStream
    {
        private long _position;
        private int _part;
        private int _at;

        public override int Read(byte[] buffer, int offset, int count)
        {
            while (_at == parts[_part].Length)
            {
                if (_part == 2)
                {
                    return 0;
                }

                _part = _part == 0 || _position < length ? 1 : 2;
                _at = 0;
            }

            int read = Math.Min(count, parts[_part].Length - _at);
            Buffer.BlockCopy(parts[_part], _at, buffer, offset, read);
            _at += read;
            _position += read;
            return read;
        }
    }
}
