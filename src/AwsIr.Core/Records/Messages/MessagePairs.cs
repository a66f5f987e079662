using System.Text.Json;

namespace AwsIr.Records;

/// <summary>Pairs of key and value of one message, in the order logged.</summary>
internal sealed class MessagePairs
{
    private readonly List<(string Key, List<(string Text, bool IsQuoted)> Values)> _entries = [];
    private readonly Dictionary<string, int> _index = new(StringComparer.Ordinal);

    /// <summary>How many pairs there are.</summary>
    public int Count { get; private set; }

    /// <summary>The value of a key that is there once and says something; null otherwise.</summary>
    public string? Only(string key) =>
        _index.TryGetValue(key, out var at) && _entries[at].Values is [var value] && !MessageText.IsNone(value.Text.AsSpan()) ? value.Text : null;

    /// <summary>Whether the first value of a key was in quotes.</summary>
    public bool IsQuoted(string key) => _index.TryGetValue(key, out var at) && _entries[at].Values[0].IsQuoted;

    /// <summary>Whether there is a key.</summary>
    public bool Has(string key) => _index.ContainsKey(key);

    /// <summary>Adds a pair.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <param name="isQuoted">Whether the value was in quotes, so that it is a text even if it looks like a number.</param>
    public void Add(ReadOnlySpan<char> key, string value, bool isQuoted)
    {
        var name = key.ToString();
        if (!_index.TryGetValue(name, out var at))
        {
            at = _entries.Count;
            _index.Add(name, at);
            _entries.Add((name, []));
        }

        _entries[at].Values.Add((value, isQuoted));
        Count++;
    }

    /// <summary>Writes the pairs into the object that a writer is in.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="taken">The keys that are in the object already: they are left out.</param>
    public void Write(Utf8JsonWriter writer, string[] taken)
    {
        foreach (var (key, values) in _entries)
        {
            if (Array.IndexOf(taken, key) >= 0)
            {
                continue;
            }

            writer.WritePropertyName(key);
            if (values.Count > 1)
            {
                writer.WriteStartArray();
            }

            foreach (var (text, isQuoted) in values)
            {
                if (isQuoted)
                {
                    writer.WriteStringValue(text);
                }
                else
                {
                    writer.NumberValue(text.AsSpan());
                }
            }

            if (values.Count > 1)
            {
                writer.WriteEndArray();
            }
        }
    }
}
