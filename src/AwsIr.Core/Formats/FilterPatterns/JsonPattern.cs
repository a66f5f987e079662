using System.Buffers;
using System.Text;
using System.Text.Json;

namespace AwsIr.Formats;

/// <summary>
/// A JSON pattern: <c>{ $.a.b = "x*" &amp;&amp; ($.n &gt; 5 || $.list[0] IS NULL) }</c>. A message that is not one JSON object does not match. A comparison is false where
/// its selector leads to nothing, to null, to an object or to an array; with a wildcard in it one of the values that it leads to must hold.
/// </summary>
internal sealed class JsonPattern : LogFilterPattern
{
    /// <summary>How many wildcards the service takes in the selectors of one pattern.</summary>
    private const int MaxWildcards = 3;

    private readonly Func<ArraySegment<byte>, bool> _condition;

    private JsonPattern(Func<ArraySegment<byte>, bool> condition) => _condition = condition;

    /// <summary>Reads a pattern, which begins with a brace.</summary>
    public static JsonPattern Read(PatternText text)
    {
        text.Read();
        var wildcards = 0;
        var condition = text.ReadConditions<ArraySegment<byte>>(one => ReadCondition(one, ref wildcards));
        if (!text.Take("}"))
        {
            throw text.Error(text.IsAtEnd ? "a pattern that begins with { must end with }" : "&&, || or } must follow");
        }

        return text.IsAtEnd ? new JsonPattern(condition) : throw text.Error("nothing may follow the }");
    }

    /// <inheritdoc/>
    public override bool IsMatch(string message)
    {
        var start = 0;
        while (start < message.Length && char.IsWhiteSpace(message[start]))
        {
            start++;
        }

        if (start == message.Length || message[start] != '{')
        {
            return false;
        }

        var rented = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(message.Length - start));
        try
        {
            var length = Encoding.UTF8.GetBytes(message, start, message.Length - start, rented, 0);
            return IsValid(rented.AsSpan(0, length)) && _condition(new ArraySegment<byte>(rented, 0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private static bool IsValid(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, JsonText.Options);
        try
        {
            while (reader.Read())
            {
                // Selectors take the text to be valid.
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static Func<ArraySegment<byte>, bool> ReadCondition(PatternText text, ref int wildcards)
    {
        var start = text.At;
        var selector = JsonSelector.Read(text);
        wildcards += selector.HasWildcard ? 1 : 0;
        if (wildcards > MaxWildcards)
        {
            throw text.Error($"there are more than {MaxWildcards} wildcard selectors, which CloudWatch Logs does not take", start);
        }

        text.SkipSpace();
        start = text.At;
        var words = text.TakeWhile(c => char.IsLetter(c) || c == ' ').Split([' '], StringSplitOptions.RemoveEmptyEntries);
        switch (string.Join(" ", words))
        {
            case "":
                var comparison = FilterComparison.Read(text);
                return json => selector.Any(json, value => value[0] switch
                {
                    (byte)'{' or (byte)'[' or (byte)'n' => false,
                    (byte)'"' => comparison.Holds(JsonText.Decode(value.Slice(1, value.Length - 2)), isText: true),
                    _ => comparison.Holds(JsonText.GetString(value), isText: false),
                });
            case "IS NULL":
                return json => selector.Any(json, value => value[0] == 'n');
            case "IS TRUE":
                return json => selector.Any(json, value => value[0] == 't');
            case "IS FALSE":
                return json => selector.Any(json, value => value[0] == 'f');
            case "NOT EXISTS":
                return json => !selector.Any(json, _ => true);
            case "EXISTS":
                throw text.Error("EXISTS is none of CloudWatch Logs' words. Write = * for a property with any value", start);
            default:
                throw text.Error("an operator must follow. Write =, !=, <, <=, >, >=, IS NULL, IS TRUE, IS FALSE or NOT EXISTS, in capitals", start);
        }
    }
}
