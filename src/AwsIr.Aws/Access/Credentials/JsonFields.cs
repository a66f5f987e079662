using System.Globalization;
using System.Text.Json;

namespace AwsIr.Access;

/// <summary>Reads credentials and tokens from JSON that something else wrote.</summary>
internal static class JsonFields
{
    /// <summary>The outermost object of a text; null if it is none.</summary>
    public static JsonElement? Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { AllowTrailingCommas = true });
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A property's text; null if it is missing, empty or no text.</summary>
    public static string? String(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    /// <summary>A property's time, in UTC; null if it is missing or no time. Older files of the CLI end times in "UTC".</summary>
    public static DateTime? Time(this JsonElement element, string name)
    {
        var text = element.String(name);
        if (text?.EndsWith("UTC", StringComparison.Ordinal) == true)
        {
            text = text.Remove(text.Length - 3) + "Z";
        }

        return DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;
    }

    /// <summary>The credentials in an object; null if there are none.</summary>
    /// <param name="element">The object.</param>
    /// <param name="token">What the session token is called there.</param>
    public static FetchedCredentials? Credentials(this JsonElement element, string token) =>
        element.String("AccessKeyId") is { } key && element.String("SecretAccessKey") is { } secret
            ? new FetchedCredentials(key, secret, element.String(token), element.Time("Expiration"))
            : null;
}
