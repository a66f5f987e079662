using System.IO.Compression;
using System.Text;
using AwsIr.Evidence;

namespace AwsIr.Tests.Formats;

/// <summary>Evidence in memory, given out in pieces of a chosen size.</summary>
internal sealed class MemoryEvidence(byte[] bytes, int pieces = int.MaxValue) : EvidenceItem
{
    public MemoryEvidence(string text, int pieces = int.MaxValue)
        : this(Encoding.UTF8.GetBytes(text), pieces)
    {
    }

    public string Path { get; init; } = "/evidence/memory";

    public DateTime? Written { get; init; }

    public override string Name => Path;

    public override long? Length => bytes.Length;

    public override DateTime? Modified => Written;

    public static byte[] Gzip(string text) => Gzip(Encoding.UTF8.GetBytes(text));

    public static byte[] Gzip(byte[] bytes)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    public override Stream Open() => new Pieces(bytes, pieces);

    private sealed class Pieces(byte[] bytes, int size) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, size));

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, size)]);
    }
}
