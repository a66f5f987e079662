using AwsIr.Records;

namespace AwsIr;

/// <summary>A tag of a resource in a finding.</summary>
public sealed class GuardDutyTag
{
    internal GuardDutyTag(JsonDictionary fields)
    {
        Key = fields.Text("key");
        Value = fields.Text("value");
    }

    /// <summary>The tag's name.</summary>
    public string? Key { get; }

    /// <summary>Its value.</summary>
    public string? Value { get; }

    /// <summary><c>key=value</c>.</summary>
    public override string ToString() => $"{Key}={Value}";
}
