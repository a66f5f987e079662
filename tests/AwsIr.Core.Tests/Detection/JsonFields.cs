using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using AwsIr.Records;

namespace AwsIr.Tests.Detection;

/// <summary>The obvious view of a JSON record: slow, and right.</summary>
internal sealed class JsonFields : RecordFields
{
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly JsonElement _root;
    private readonly RecordSource _source;
    private readonly TestRecord _record;

    public JsonFields(string json, RecordSource source, long index = 0, string path = "test.json")
    {
        using var document = JsonDocument.Parse(json);
        _root = document.RootElement.Clone();
        _source = source;
        _record = new TestRecord(this, new Provenance(path, index));
        Path = path;
        Number = index;
    }

    public int Resolved { get; private set; }

    public int Made { get; private set; }

    public override RecordSource Source => _source;

    public override string? RecordId => Text("eventID");

    public override string? DispatchKey => _source switch
    {
        RecordSource.CloudTrail => Text("eventName"),
        RecordSource.GuardDuty => Text("type"),
        _ => null,
    };

    public override long TimeTicks => DateTime.TryParse(
        Text("eventTime") ?? Text("updatedAt") ?? Text("timestamp"),
        CultureInfo.InvariantCulture,
        DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
        out DateTime time) ? time.Ticks : long.MinValue;

    public string? Text(string name) =>
        _root.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public override void Resolve(FieldPath path, FieldValues values)
    {
        Resolved++;
        Walk(_root, path.Segments, 0, values);
    }

    public override bool AnyValue(Func<string, bool> test) => Any(_root, test);

    public override IRecord ToRecord()
    {
        Made++;
        return _record;
    }

    private static bool Any(JsonElement element, Func<string, bool> test) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().Any(property => Any(property.Value, test)),
        JsonValueKind.Array => element.EnumerateArray().Any(item => Any(item, test)),
        JsonValueKind.Null => false,
        JsonValueKind.String => test(element.GetString()!),
        _ => test(element.GetRawText()),
    };

    private static void Walk(JsonElement element, string[] segments, int depth, FieldValues values)
    {
        if (depth == segments.Length)
        {
            Add(element, values);
        }
        else if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement item in element.EnumerateArray())
            {
                Walk(item, segments, depth, values);
            }
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            // An exact key before one that differs by case, and of those the literal one before the path.
            string rest = string.Join('.', segments[depth..]);
            foreach (StringComparison comparison in new[] { StringComparison.Ordinal, StringComparison.OrdinalIgnoreCase })
            {
                if (Find(element, rest, comparison) is JsonElement whole)
                {
                    Walk(whole, segments, segments.Length, values);
                    return;
                }

                if (Find(element, segments[depth], comparison) is JsonElement child)
                {
                    Walk(child, segments, depth + 1, values);
                    return;
                }
            }
        }
    }

    private static JsonElement? Find(JsonElement element, string name, StringComparison comparison)
    {
        JsonElement? last = null;
        foreach (JsonProperty property in element.EnumerateObject())
        {
            last = string.Equals(property.Name, name, comparison) ? property.Value : last;
        }

        return last;
    }

    private static void Add(JsonElement element, FieldValues values)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Array:
                values.Present = true;
                foreach (JsonElement item in element.EnumerateArray())
                {
                    Add(item, values);
                }

                break;
            case JsonValueKind.Object:
                values.Add(new FieldValue(FieldKind.Object, JsonSerializer.Serialize(element, Compact)));
                break;
            case JsonValueKind.String:
                values.Add(new FieldValue(FieldKind.String, element.GetString()!));
                break;
            case JsonValueKind.Null:
                values.Add(FieldValue.Null);
                break;
            case JsonValueKind.Number:
                values.Add(new FieldValue(FieldKind.Number, element.GetRawText()));
                break;
            default:
                values.Add(new FieldValue(FieldKind.Boolean, element.GetRawText()));
                break;
        }
    }
}
