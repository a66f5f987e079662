using System.Text.Json;
using AwsIr.Formats;

namespace AwsIr.Records;

/// <summary>The members of a JSON object: where their values lie. Of duplicate keys the last counts.</summary>
internal readonly ref struct JsonMembers
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = LogMessage.MaxDepth };

    private readonly ReadOnlySpan<byte> _json;
    private readonly Dictionary<string, (int Start, int Length)> _members;

    private JsonMembers(ReadOnlySpan<byte> json, Dictionary<string, (int Start, int Length)> members)
    {
        _json = json;
        _members = members;
    }

    /// <summary>The keys.</summary>
    public IEnumerable<string> Keys => _members.Keys;

    /// <summary>The value of a key as JSON; empty if there is none.</summary>
    public ReadOnlySpan<byte> this[string key] => _members.TryGetValue(key, out var place) ? _json.Slice(place.Start, place.Length) : default;

    /// <summary>Whether there is a key.</summary>
    public bool Has(string key) => _members.ContainsKey(key);

    /// <summary>Whether there is a key with an object.</summary>
    public bool HasObject(string key) => this[key] is [(byte)'{', ..];

    /// <summary>The text of a string, or of a number, true or false as logged; null for anything else.</summary>
    public string? Text(string key) => this[key] switch
    {
        [] or [(byte)'{' or (byte)'[' or (byte)'n', ..] => null,
        [(byte)'"', .., (byte)'"'] value => JsonText.Decode(value.Slice(1, value.Length - 2)),
        var value => JsonText.GetString(value),
    };

    /// <summary>The members of the object that a key holds; none if it holds something else.</summary>
    public JsonMembers Object(string key) => HasObject(key) && TryRead(this[key], out var members) ? members : new JsonMembers(default, []);

    /// <summary>Reads an object; false if the text is not valid JSON, or nested too deep.</summary>
    public static bool TryRead(ReadOnlySpan<byte> json, out JsonMembers members)
    {
        var found = new Dictionary<string, (int Start, int Length)>(StringComparer.Ordinal);
        members = new JsonMembers(json, found);
        var strings = HotStrings.OfThread;
        var reader = new Utf8JsonReader(json, Options);
        try
        {
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var key = strings.Decode(reader.ValueSpan);
                reader.Read();
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                found[key] = (start, (int)reader.BytesConsumed - start);
            }

            while (reader.Read())
            {
                // What follows the object is refused here.
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
