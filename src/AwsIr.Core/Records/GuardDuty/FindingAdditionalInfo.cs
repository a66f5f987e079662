using System.Text;
using System.Text.Json;

namespace AwsIr.Records;

/// <summary>Reads a finding's additionalInfo, which the API writes as <c>{"value":"{\"sample\":true}","type":"default"}</c>.</summary>
internal static class FindingAdditionalInfo
{
    /// <summary>What is in it; null if there is nothing.</summary>
    public static JsonDictionary? Of(JsonDictionary? info)
    {
        // Exports spell the members out beside the text.
        if (info is null || info.Keys.Any(key => !Is(key, "value") && !Is(key, "type")))
        {
            return info;
        }

        try
        {
            var value = info["value"] as string ?? "";
            return value.StartsWith("{", StringComparison.Ordinal) ? JsonDictionary.Parse(Encoding.UTF8.GetBytes(value)) : info;
        }
        catch (JsonException)
        {
            return info;
        }
    }

    private static bool Is(string key, string name) => string.Equals(key, name, StringComparison.OrdinalIgnoreCase);
}
