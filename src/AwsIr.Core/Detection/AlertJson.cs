using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace AwsIr.Detection;

/// <summary>Writes alerts as JSON.</summary>
internal static class AlertJson
{
    /// <summary>One alert on one line.</summary>
    /// <param name="alert">The alert.</param>
    /// <param name="maxEvents">How many events it names at most.</param>
    public static string Write(Alert alert, int maxEvents)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            WriteTime(json, "time", alert.Time);
            json.WriteString("level", alert.Level.ToString().ToLowerInvariant());
            json.WriteString("title", alert.Title);
            json.WriteString("rule", alert.RuleName);
            json.WriteString("ruleId", alert.RuleId);
            json.WriteString("source", alert.Source.ToString());
            json.WriteString("accountId", alert.AccountId);
            json.WriteString("region", alert.Region);
            json.WriteString("actor", alert.Actor);
            json.WriteString("sourceAddress", alert.SourceAddress);
            json.WriteNumber("count", alert.Count);
            if (alert.Value is { } value && !double.IsNaN(value) && !double.IsInfinity(value))
            {
                json.WriteNumber("value", value);
            }

            WriteTime(json, "firstSeen", alert.FirstSeen);
            WriteTime(json, "lastSeen", alert.LastSeen);
            json.WriteStartObject("groupBy");
            foreach (DictionaryEntry group in alert.GroupBy)
            {
                json.WriteString((string)group.Key, Convert.ToString(group.Value, CultureInfo.InvariantCulture));
            }

            json.WriteEndObject();
            WriteTexts(json, "tactics", alert.Tactics);
            WriteTexts(json, "techniques", alert.Techniques);
            json.WriteStartArray("events");
            foreach (var record in alert.Events.Take(maxEvents))
            {
                json.WriteStartObject();
                WriteTime(json, "time", record.Time);
                json.WriteString("id", record.RecordId);
                json.WriteString("path", record.Provenance.Path);
                json.WriteNumber("index", record.Provenance.Index);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void WriteTime(Utf8JsonWriter json, string name, DateTime? time) => json.WriteString(
        name, time is { } known && known != DateTime.MinValue ? known.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture) : null);

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
