using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace AwsIr.FakeAws;

/// <summary>
/// The members of a JSON request, with the types and limits that the service's model gives them. A member that the model
/// doesn't have is an error here, though AWS ignores it: it would be a misspelt filter.
/// </summary>
/// <param name="body">The members.</param>
/// <param name="invalid">The service's error for a value beyond a limit.</param>
internal sealed class JsonArguments(JsonObject body, Func<string, AwsError> invalid)
{
    /// <summary>Checks the names.</summary>
    public JsonArguments Only(params string[] names)
    {
        string? unknown = body.Select(static member => member.Key).FirstOrDefault(name => !names.Contains(name));
        return unknown is null ? this : throw new AwsError("FakeAwsUnknownMember", $"The model of this operation has no member '{unknown}'.");
    }

    /// <summary>A text, or null.</summary>
    public string? Text(string name, int min = 0, int max = int.MaxValue, string? pattern = null)
    {
        string? value = Value<string>(name, JsonValueKind.String);
        if (value is not null)
        {
            Check(value, name, min, max, pattern);
        }

        return value;
    }

    /// <summary>A text that has to be there.</summary>
    public string Required(string name, int min = 0, int max = int.MaxValue, string? pattern = null) => Text(name, min, max, pattern) ?? throw Violation(name, "null", "Member must not be null");

    /// <summary>A whole number, or null.</summary>
    public long? Integer(string name, long min = long.MinValue, long max = long.MaxValue)
    {
        if (body[name] is null)
        {
            return null;
        }

        long value = Value<long>(name, JsonValueKind.Number);
        return value < min ? throw Violation(name, $"{value}", $"Member must have value greater than or equal to {min}")
            : value > max ? throw Violation(name, $"{value}", $"Member must have value less than or equal to {max}")
            : value;
    }

    /// <summary>A time in seconds since 1970, or null.</summary>
    public DateTime? Time(string name) => body[name] is null ? null : DateTime.UnixEpoch.AddSeconds(Value<double>(name, JsonValueKind.Number));

    /// <summary>True or false, or null.</summary>
    public bool? Flag(string name) => body[name] is not { } value ? null : value.GetValueKind() is JsonValueKind.True or JsonValueKind.False ? (bool)value : throw Serialization(name);

    /// <summary>A list of texts, or null.</summary>
    public IReadOnlyList<string>? Texts(string name, int max = int.MaxValue)
    {
        if (body[name] is null)
        {
            return null;
        }

        JsonNode?[] items = [.. body[name] as JsonArray ?? throw Serialization(name)];
        return items.Length > max ? throw Violation(name, $"[{items.Length}]", $"Member must have length less than or equal to {max}")
            : [.. items.Select(item => item?.GetValueKind() == JsonValueKind.String ? (string)item! : throw Serialization(name))];
    }

    /// <summary>A list of objects, or null.</summary>
    public IReadOnlyList<JsonObject>? Objects(string name) =>
        body[name] is null ? null : [.. (body[name] as JsonArray ?? throw Serialization(name)).Select(item => item as JsonObject ?? throw Serialization(name))];

    private T? Value<T>(string name, JsonValueKind kind)
    {
        JsonNode? value = body[name];
        if (value is null)
        {
            return default;
        }

        try
        {
            return value.GetValueKind() == kind ? value.Deserialize<T>() : throw Serialization(name);
        }
        catch (JsonException)
        {
            throw Serialization(name);
        }
    }

    private void Check(string value, string name, int min, int max, string? pattern)
    {
        if (value.Length < min)
        {
            throw Violation(name, value, $"Member must have length greater than or equal to {min}");
        }

        if (value.Length > max)
        {
            throw Violation(name, value, $"Member must have length less than or equal to {max}");
        }

        if (pattern is not null && !Regex.IsMatch(value, $"^(?:{pattern})$"))
        {
            throw Violation(name, value, $"Member must satisfy regular expression pattern: {pattern}");
        }
    }

    private AwsError Violation(string name, string value, string constraint) =>
        invalid($"1 validation error detected: Value '{value}' at '{name}' failed to satisfy constraint: {constraint}");

    private static AwsError Serialization(string name) => new("SerializationException", $"The value of '{name}' is of the wrong type.");
}
