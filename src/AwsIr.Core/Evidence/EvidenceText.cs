using System.IO.Compression;
using System.Text;

namespace AwsIr.Evidence;

/// <summary>Turns stored bytes into UTF-8 text: decompresses gzip and converts UTF-16, told by the bytes and not by the name.</summary>
internal static class EvidenceText
{
    /// <summary>Opens an item's text as UTF-8, without a byte order mark.</summary>
    /// <param name="item">What to read.</param>
    /// <exception cref="InvalidDataException">It is compressed in a way that cannot be read here; also while reading, when compressed data is damaged.</exception>
    public static Stream Open(EvidenceItem item)
    {
        var raw = item.Open();
        try
        {
            var text = new PrefixedStream(raw, 4);
            if (text.Prefix is [0x1f, 0x8b, ..])
            {
                text = new PrefixedStream(new GzipText(item.Open, text), 4);
            }

            // Firehose compresses again what a subscription delivered compressed.
            if (text.Prefix is [0x1f, 0x8b, ..])
            {
                text = new PrefixedStream(new GzipText(() => new GzipText(item.Open, item.Open()), text), 4);
            }

            return text.Prefix switch
            {
                [0xff, 0xfe, ..] => new Utf16Text(text, Encoding.Unicode),
                [0xfe, 0xff, ..] => new Utf16Text(text, Encoding.BigEndianUnicode),
                [(byte)'P', (byte)'K', 3, 4] => throw Unsupported("a zip archive"),
                [0x28, 0xb5, 0x2f, 0xfd] => throw Unsupported("zstd-compressed"),
                [(byte)'B', (byte)'Z', (byte)'h', ..] => throw Unsupported("bzip2-compressed"),
                [0xfd, (byte)'7', (byte)'z', (byte)'X'] => throw Unsupported("xz-compressed"),
                _ => text.WithoutPrefix([0xef, 0xbb, 0xbf]),
            };
        }
        catch
        {
            raw.Dispose();
            throw;
        }
    }

    private static InvalidDataException Unsupported(string what) =>
        new($"It is {what}, which is not read here: unpack it first.");
}
