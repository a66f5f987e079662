using System.Buffers;
using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AwsIr.Shell;

/// <summary>
/// Writes objects as JSON, one a line, each as soon as it comes. Values keep their kind; times are ISO 8601 in UTC, enums names,
/// time spans <c>d.hh:mm:ss</c>, bytes base64. What is nested too deep, or is inside itself, is cut to its type's name.
/// </summary>
internal sealed class JsonLineWriter : IDisposable
{
    private const int MaxDepth = 32;
    private static readonly byte[] NewLine = [(byte)'\n'];

    private readonly Stream _out;
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly Utf8JsonWriter _json;

    // What the value being written is inside of.
    private readonly List<object> _path = [];

    /// <summary>Writes to standard output.</summary>
    public JsonLineWriter()
        : this(Console.OpenStandardOutput())
    {
    }

    /// <summary>Writes to a stream.</summary>
    public JsonLineWriter(Stream output)
    {
        _out = output;

        // Relaxed: text stays readable. Control characters are escaped all the same.
        _json = new Utf8JsonWriter(_buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true, MaxDepth = 1000 });
    }

    /// <summary>Writes one object and the end of its line.</summary>
    public void Write(object? value)
    {
        _buffer.ResetWrittenCount();
        _json.Reset();
        _path.Clear();
        WriteValue(value);
        _json.Flush();
        _buffer.Write(NewLine);
        _out.Write(_buffer.WrittenSpan);
        _out.Flush();
    }

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();

    private void WriteValue(object? value)
    {
        object? plain = value is PSObject wrapper ? wrapper.BaseObject : value;
        if (TryWriteScalar(plain))
        {
            return;
        }

        // A custom object has no base of its own: it is the wrapper.
        object identity = plain is PSCustomObject ? value! : plain!;
        if (_path.Count >= MaxDepth || _path.Exists(o => ReferenceEquals(o, identity)))
        {
            _json.WriteStringValue($"[{plain!.GetType()}]");
            return;
        }

        _path.Add(identity);
        switch (plain)
        {
            case IDictionary dictionary:
                WriteDictionary(dictionary);
                break;
            case IEnumerable<KeyValuePair<string, object?>> pairs:
                WritePairs(pairs);
                break;
            case IEnumerable items:
                WriteItems(items);
                break;
            default:
                WriteProperties(PSObject.AsPSObject(value!));
                break;
        }

        _path.RemoveAt(_path.Count - 1);
    }

    private bool TryWriteScalar(object? value)
    {
        switch (value)
        {
            case null or DBNull:
                _json.WriteNullValue();
                return true;
            case string text:
                _json.WriteStringValue(text);
                return true;
            case bool flag:
                _json.WriteBooleanValue(flag);
                return true;
            case Enum name:
                _json.WriteStringValue(name.ToString());
                return true;
            case int or long or short or sbyte or byte or ushort or uint:
                _json.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                return true;
            case ulong number:
                _json.WriteNumberValue(number);
                return true;
            case decimal number:
                _json.WriteNumberValue(number);
                return true;
            case double number when double.IsFinite(number):
                _json.WriteNumberValue(number);
                return true;
            case float number when float.IsFinite(number):
                _json.WriteNumberValue(number);
                return true;
            case DateTime time:
                _json.WriteStringValue(Utc(time));
                return true;
            case DateTimeOffset time:
                _json.WriteStringValue(Utc(time.UtcDateTime));
                return true;
            case TimeSpan span:
                _json.WriteStringValue(span.ToString("c", CultureInfo.InvariantCulture));
                return true;
            case byte[] bytes:
                _json.WriteBase64StringValue(bytes);
                return true;
            case JsonElement element:
                element.WriteTo(_json);
                return true;
            case JsonNode node:
                node.WriteTo(_json);
                return true;
            case SwitchParameter on:
                _json.WriteBooleanValue(on.IsPresent);
                return true;
            case char or IFormattable or Uri or Version or IPAddress or Type or ScriptBlock or Delegate:
                _json.WriteStringValue(value is IFormattable formattable ? formattable.ToString(null, CultureInfo.InvariantCulture) : value.ToString());
                return true;
            default:
                return false;
        }
    }

    // A time of no kind is taken for UTC, as all times in logs are.
    private static string Utc(DateTime time)
    {
        DateTime utc = time.Kind == DateTimeKind.Local ? time.ToUniversalTime() : time;
        return utc.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
    }

    private void WriteDictionary(IDictionary dictionary)
    {
        _json.WriteStartObject();
        foreach (DictionaryEntry entry in dictionary)
        {
            _json.WritePropertyName(LanguagePrimitives.ConvertTo<string>(entry.Key));
            WriteValue(entry.Value);
        }

        _json.WriteEndObject();
    }

    private void WritePairs(IEnumerable<KeyValuePair<string, object?>> pairs)
    {
        _json.WriteStartObject();
        foreach ((string key, object? value) in pairs)
        {
            _json.WritePropertyName(key);
            WriteValue(value);
        }

        _json.WriteEndObject();
    }

    private void WriteItems(IEnumerable items)
    {
        _json.WriteStartArray();
        foreach (object? item in items)
        {
            WriteValue(item);
        }

        _json.WriteEndArray();
    }

    private void WriteProperties(PSObject item)
    {
        _json.WriteStartObject();
        foreach (PSPropertyInfo property in item.Properties)
        {
            if (!property.IsGettable || IsRepetition(item, property))
            {
                continue;
            }

            _json.WritePropertyName(property.Name);
            object? value;
            try
            {
                value = property.Value;
            }
            catch (GetValueException)
            {
                // One property that fails must not cost the others.
                value = null;
            }

            WriteValue(value);
        }

        _json.WriteEndObject();
    }

    // A record's Fields say once more what its properties say, and its Raw has all of it.
    private static bool IsRepetition(PSObject item, PSPropertyInfo property) =>
        property.Name == "Fields" && item.BaseObject.GetType().Namespace == "AwsIr";
}
