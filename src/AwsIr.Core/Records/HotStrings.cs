using AwsIr.Formats;

namespace AwsIr.Records;

/// <summary>
/// Gives the same string object for the same bytes, for the values that logs repeat (event names, sources, regions, users).
/// A bounded table of one thread: a value that falls on another's place takes it.
/// </summary>
internal sealed class HotStrings
{
    private const int Size = 4096;
    private const int MaxLength = 128;

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

        // FNV-1a: short inputs, and a collision costs a decode only.
        var hash = 2166136261u;
        foreach (var b in raw)
        {
            hash = (hash ^ b) * 16777619u;
        }

        var slot = (hash ^ (hash >> 15)) & (Size - 1);
        if (_bytes[slot] is { } known && raw.SequenceEqual(known))
        {
            return _strings[slot];
        }

        _bytes[slot] = raw.ToArray();
        return _strings[slot] = JsonText.Decode(raw);
    }
}
