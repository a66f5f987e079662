using System.Buffers.Text;
using System.Text;

namespace AwsIr.Bench.Corpora;

/// <summary>UTF-8 text that grows, and is used again for the next file.</summary>
internal sealed class TextBuffer
{
    private const string HexDigits = "0123456789abcdef";
    private const string Base32Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const string Base64Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private byte[] _bytes = new byte[256];

    /// <summary>How many bytes there are.</summary>
    public int Length { get; private set; }

    /// <summary>The text so far.</summary>
    public ReadOnlySpan<byte> Text => _bytes.AsSpan(0, Length);

    /// <summary>Begins again.</summary>
    public void Clear() => Length = 0;

    public TextBuffer Add(ReadOnlySpan<byte> text)
    {
        text.CopyTo(Space(text.Length));
        Length += text.Length;
        return this;
    }

    public TextBuffer Add(string text)
    {
        Length += Encoding.UTF8.GetBytes(text, Space(text.Length * 3));
        return this;
    }

    public TextBuffer Add(long number)
    {
        Utf8Formatter.TryFormat(number, Space(20), out int written);
        Length += written;
        return this;
    }

    /// <summary>A time as CloudTrail writes it: 2026-03-01T00:00:00Z.</summary>
    public TextBuffer AddTime(DateTime time)
    {
        // The fraction that follows the seconds is written over.
        Span<byte> space = Space(28);
        Utf8Formatter.TryFormat(time, space, out _, 'O');
        space[19] = (byte)'Z';
        Length += 20;
        return this;
    }

    /// <summary>Random hexadecimal digits.</summary>
    public TextBuffer AddHex(Rng rng, int count) => AddDigits(rng, count, HexDigits, 4);

    /// <summary>Random digits as keys and ids of IAM have them.</summary>
    public TextBuffer AddBase32(Rng rng, int count) => AddDigits(rng, count, Base32Digits, 5);

    /// <summary>Random digits as tokens have them.</summary>
    public TextBuffer AddBase64(Rng rng, int count) => AddDigits(rng, count, Base64Digits, 6);

    /// <summary>A random UUID.</summary>
    public TextBuffer AddUuid(Rng rng) =>
        AddHex(rng, 8).Add("-"u8).AddHex(rng, 4).Add("-4"u8).AddHex(rng, 3).Add("-a"u8).AddHex(rng, 3).Add("-"u8).AddHex(rng, 12);

    private TextBuffer AddDigits(Rng rng, int count, string digits, int bits)
    {
        Span<byte> space = Space(count);
        ulong random = 0;
        int left = 0;
        for (int i = 0; i < count; i++)
        {
            if (left < bits)
            {
                random = rng.Next();
                left = 64;
            }

            space[i] = (byte)digits[(int)(random & ((1UL << bits) - 1))];
            random >>= bits;
            left -= bits;
        }

        Length += count;
        return this;
    }

    private Span<byte> Space(int count)
    {
        if (Length + count > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + count));
        }

        return _bytes.AsSpan(Length, count);
    }
}
