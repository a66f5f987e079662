using System.Buffers.Binary;
using AwsIr.Formats;

namespace AwsIr.Records;

/// <summary>
/// Gives the same string object for the same bytes, for the values that logs repeat (event names, sources, regions, users).
/// A bounded table of one thread: a value that falls on another's place takes it.
/// </summary>
internal sealed class HotStrings
{
    private const int Size = 4096;
    private const int MaxLength = 512;

    [ThreadStatic]
    private static HotStrings? _ofThread;

    private readonly byte[]?[] _bytes = new byte[Size][];
    private readonly string[] _strings = new string[Size];

    /// <summary>The calling thread's table.</summary>
    public static HotStrings OfThread => _ofThread ??= new HotStrings();

    /// <summary>Decodes plain UTF-8.</summary>
    public string DecodeText(ReadOnlySpan<byte> utf8) =>
        utf8.IndexOf((byte)'\\') < 0 ? Decode(utf8) : JsonText.GetString(utf8);

    /// <summary>Decodes the inside of a JSON string.</summary>
    public string Decode(ReadOnlySpan<byte> raw)
    {
        if (raw.Length is 0 or > MaxLength)
        {
            return JsonText.Decode(raw);
        }

        var slot = Hash(raw) & (Size - 1);
        if (_bytes[slot] is { } known && raw.SequenceEqual(known))
        {
            return _strings[slot];
        }

        _bytes[slot] = raw.ToArray();
        return _strings[slot] = JsonText.Decode(raw);
    }

    /// <summary>Eight bytes at a time; a collision costs a decode only.</summary>
    private static uint Hash(ReadOnlySpan<byte> raw)
    {
        const ulong Factor = 0x9E3779B97F4A7C15;
        var hash = (ulong)raw.Length;
        for (; raw.Length > 8; raw = raw.Slice(8))
        {
            hash = (hash ^ BinaryPrimitives.ReadUInt64LittleEndian(raw)) * Factor;
            hash ^= hash >> 32;
        }

        ulong last = 0;
        if (raw.Length == 8)
        {
            last = BinaryPrimitives.ReadUInt64LittleEndian(raw);
        }
        else
        {
            for (var i = 0; i < raw.Length; i++)
            {
                last = (last << 8) | raw[i];
            }
        }

        hash = (hash ^ last) * Factor;
        return (uint)(hash >> 40);
    }
}
