namespace AwsIr.Access;

/// <summary>A section of the shared configuration files: a profile, an SSO session, services' endpoints.</summary>
/// <param name="name">Its name, without the word that says what it is.</param>
internal sealed class SettingsSection(string name)
{
    private readonly Dictionary<string, string> _values = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Dictionary<string, string>> _nested = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Its name, without the word that says what it is.</summary>
    public string Name { get; } = name;

    /// <summary>A setting's value; null if it is not there or empty.</summary>
    public string? this[string key] => _values.TryGetValue(key, out var value) && value.Length > 0 ? value : null;

    /// <summary>A setting of the indented lines below another one, such as the endpoint_url of s3.</summary>
    public string? Nested(string group, string key) =>
        _nested.TryGetValue(group, out var values) && values.TryGetValue(key, out var value) && value.Length > 0 ? value : null;

    /// <summary>Sets a value; of several, the last one counts.</summary>
    public void Set(string key, string value) => _values[key] = value;

    /// <summary>Sets a value of the indented lines below another one.</summary>
    public void Set(string group, string key, string value)
    {
        if (!_nested.TryGetValue(group, out var values))
        {
            _nested[group] = values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        }

        values[key] = value;
    }
}
