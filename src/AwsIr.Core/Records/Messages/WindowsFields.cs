using System.Text.Json;

namespace AwsIr.Records;

/// <summary>The fields of one Windows event, by their own names. Of a name that is there again the first counts: System comes before what programs write.</summary>
internal sealed class WindowsFields
{
    private readonly List<(string Name, string Value)> _fields = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private List<string>? _unnamed;

    /// <summary>Whether there is a field.</summary>
    public bool Has(string name) => _names.Contains(name);

    /// <summary>Adds a field if it says something and the name is free.</summary>
    public void Add(string name, ReadOnlySpan<char> value)
    {
        if (!value.IsEmpty && _names.Add(name))
        {
            _fields.Add((name, value.ToString()));
        }
    }

    /// <summary>Adds what a program wrote; what has no name of its own becomes an array.</summary>
    public void AddData(string name, string value)
    {
        if (name == "Data")
        {
            (_unnamed ??= []).Add(value);
        }
        else
        {
            Add(name, value.AsSpan());
        }
    }

    /// <summary>Writes all, and user, address, port and outcome after them, into the object that a writer is in.</summary>
    public void Write(Utf8JsonWriter writer)
    {
        foreach (var (name, value) in _fields)
        {
            if (name is "EventID" or "Version" or "Level" or "Task" or "Opcode" or "EventRecordID" or "ProcessID" or "ThreadID" or "LogonType" or "IpPort" or "KeyLength")
            {
                writer.WritePropertyName(name);
                writer.NumberValue(value.AsSpan());
            }
            else
            {
                writer.WriteString(name, value);
            }
        }

        if (_unnamed is not null)
        {
            writer.WriteStartArray("Data");
            foreach (var value in _unnamed)
            {
                writer.WriteStringValue(value);
            }

            writer.WriteEndArray();
        }

        if (Value("IpAddress") is { } address && address.AsSpan().IsAddress())
        {
            Alias("address", address, writer);
        }

        Alias("user", Value("TargetUserName"), writer);
        Alias("outcome", WindowsMessage.Outcome(Value("EventID")), writer);
    }

    private string? Value(string name) => Has(name) ? _fields.Find(field => field.Name == name).Value : null;

    private void Alias(string name, string? value, Utf8JsonWriter writer)
    {
        if (value is not null && value != "-" && !Has(name))
        {
            writer.WriteString(name, value);
        }
    }
}
