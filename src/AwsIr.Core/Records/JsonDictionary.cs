using System.Collections;
using System.Collections.Specialized;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using AwsIr.Formats;

namespace AwsIr;

/// <summary>
/// A JSON object that PowerShell walks with dots and loses nothing of: keys keep their order and case, two keys that differ by case
/// only are two entries, and a look-up takes the exact key before one that differs by case. Read-only.
/// Control characters in keys and texts are written out (<c>\u001b</c>), so that nothing a log holds can act on a terminal.
/// Values are string, long (or decimal, BigInteger, double for what does not fit), bool, null, <see cref="JsonDictionary"/> and object[].
/// </summary>
public sealed class JsonDictionary : IDictionary, IReadOnlyDictionary<string, object?>
{
    /// <summary>From how many entries on a look-up goes through an index: attackers choose how many keys there are.</summary>
    private const int IndexFrom = 16;

    private readonly List<KeyValuePair<string, object?>> _entries = [];
    private Dictionary<string, int>? _exact;
    private Dictionary<string, int>? _ignoringCase;

    private JsonDictionary()
    {
    }

    /// <summary>An object without entries.</summary>
    public static JsonDictionary Empty { get; } = new();

    /// <summary>How many entries there are.</summary>
    public int Count => _entries.Count;

    /// <summary>The keys, in the order logged.</summary>
    public IEnumerable<string> Keys => _entries.Select(entry => entry.Key);

    /// <summary>The values, in the order logged.</summary>
    public IEnumerable<object?> Values => _entries.Select(entry => entry.Value);

    ICollection IDictionary.Keys => _entries.ConvertAll(entry => entry.Key);

    ICollection IDictionary.Values => _entries.ConvertAll(entry => entry.Value);

    bool IDictionary.IsFixedSize => true;

    bool IDictionary.IsReadOnly => true;

    bool ICollection.IsSynchronized => false;

    object ICollection.SyncRoot => _entries;

    /// <summary>The value of a key, exact case first; null if there is none.</summary>
    public object? this[string key] => TryGetValue(key, out var value) ? value : null;

    object? IDictionary.this[object key]
    {
        get => key is string text ? this[text] : null;
        set => throw ReadOnly();
    }

    /// <summary>Reads a JSON object.</summary>
    /// <param name="utf8Json">The object's text.</param>
    /// <exception cref="JsonException">It is not valid JSON, or not an object.</exception>
    public static JsonDictionary Parse(ReadOnlySpan<byte> utf8Json) =>
        ParseValue(utf8Json) as JsonDictionary ?? throw new JsonException("Not a JSON object.");

    /// <summary>Reads any JSON value.</summary>
    /// <param name="utf8Json">The value's text.</param>
    /// <exception cref="JsonException">It is not valid JSON.</exception>
    public static object? ParseValue(ReadOnlySpan<byte> utf8Json) => ParseValue(utf8Json, safe: true);

    /// <summary>Whether there is a key that is equal, or equal but for case.</summary>
    public bool ContainsKey(string key) => TryGetValue(key, out _);

    /// <summary>Looks a key up: exact case first, then without regard to case.</summary>
    public bool TryGetValue(string key, out object? value)
    {
        var found = Find(key, StringComparison.Ordinal, ref _exact);
        if (found < 0)
        {
            found = Find(key, StringComparison.OrdinalIgnoreCase, ref _ignoringCase);
        }

        value = found < 0 ? null : _entries[found].Value;
        return found >= 0;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => _entries.GetEnumerator();

    /// <summary>Compact JSON of the keys and values.</summary>
    public override string ToString() => JsonText.Compact(this);

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    IDictionaryEnumerator IDictionary.GetEnumerator()
    {
        var copy = new OrderedDictionary();
        foreach (var entry in _entries)
        {
            copy.Add(entry.Key, entry.Value);
        }

        return copy.GetEnumerator();
    }

    bool IDictionary.Contains(object key) => key is string text && ContainsKey(text);

    void IDictionary.Add(object key, object? value) => throw ReadOnly();

    void IDictionary.Clear() => throw ReadOnly();

    void IDictionary.Remove(object key) => throw ReadOnly();

    void ICollection.CopyTo(Array array, int index)
    {
        foreach (var entry in _entries)
        {
            array.SetValue(new DictionaryEntry(entry.Key, entry.Value), index++);
        }
    }

    /// <summary>Reads a JSON object with its texts as they were logged: not for users.</summary>
    internal static JsonDictionary ParseAsLogged(ReadOnlySpan<byte> utf8Json) => (JsonDictionary)ParseValue(utf8Json, safe: false)!;

    /// <summary>A string value of a key; a number or boolean as its text; null for anything else.</summary>
    internal string? GetString(string key) => this[key] switch
    {
        string text => text,
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => null,
    };

    /// <summary>An object value of a key; null for anything else.</summary>
    internal JsonDictionary? GetObject(string key) => this[key] as JsonDictionary;

    private int Find(string key, StringComparison comparison, ref Dictionary<string, int>? index)
    {
        if (_entries.Count < IndexFrom)
        {
            return _entries.FindIndex(entry => string.Equals(entry.Key, key, comparison));
        }

        if (index is null)
        {
            var built = new Dictionary<string, int>(comparison == StringComparison.Ordinal ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase);
            for (var i = _entries.Count - 1; i >= 0; i--)
            {
                // Backwards, so that the first of several that differ by case stays.
                built[_entries[i].Key] = i;
            }

            index = built;
        }

        return index.TryGetValue(key, out var found) ? found : -1;
    }

    /// <summary>Of the same key written twice the last counts, as everywhere in this module.</summary>
    private void Set(string key, object? value)
    {
        var entry = new KeyValuePair<string, object?>(key, value);
        var same = Find(key, StringComparison.Ordinal, ref _exact);
        if (same >= 0)
        {
            _entries[same] = entry;
            return;
        }

        _exact?.Add(key, _entries.Count);
        _entries.Add(entry);
    }

    private static NotSupportedException ReadOnly() => new("A log record cannot be changed.");

    private static object? ParseValue(ReadOnlySpan<byte> utf8Json, bool safe)
    {
        var reader = new Utf8JsonReader(utf8Json, JsonText.Options);
        reader.Read();
        var value = ReadValue(ref reader, safe);
        while (reader.Read())
        {
            // Utf8JsonReader throws here if anything but white space follows.
        }

        return value;
    }

    private static object? ReadValue(ref Utf8JsonReader reader, bool safe)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return ReadObject(ref reader, safe);
            case JsonTokenType.StartArray:
                var items = new List<object?>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    items.Add(ReadValue(ref reader, safe));
                }

                return items.ToArray();
            case JsonTokenType.String:
                return Text(reader.ValueSpan, safe);
            case JsonTokenType.True:
                return true;
            case JsonTokenType.False:
                return false;
            case JsonTokenType.Number:
                return ReadNumber(ref reader);
            default:
                return null;
        }
    }

    private static JsonDictionary ReadObject(ref Utf8JsonReader reader, bool safe)
    {
        var result = new JsonDictionary();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var key = Text(reader.ValueSpan, safe);
            reader.Read();
            result.Set(key, ReadValue(ref reader, safe));
        }

        return result;
    }

    private static string Text(ReadOnlySpan<byte> raw, bool safe) => safe ? JsonText.DecodeSafe(raw) : JsonText.Decode(raw);

    private static object ReadNumber(ref Utf8JsonReader reader)
    {
        if (reader.TryGetInt64(out var integer))
        {
            return integer;
        }

        var text = JsonText.GetString(reader.ValueSpan);
        if (text.IndexOfAny(['.', 'e', 'E']) < 0 && text.Length <= 100)
        {
            return BigInteger.Parse(text, CultureInfo.InvariantCulture);
        }

        // A decimal keeps the digits that were logged; a double only where decimal has no room.
        return decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var exact)
            ? exact
            : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value
            : text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity; // .NET Framework reads no number that is too large.
    }
}
