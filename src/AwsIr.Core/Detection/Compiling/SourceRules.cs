namespace AwsIr.Detection;

/// <summary>The rules of one source, by the values of its dispatch field that they need. Immutable.</summary>
internal sealed class SourceRules
{
    private readonly CompiledRule[] _all;
    private readonly CompiledRule[] _everyRecord;
    private readonly Dictionary<string, CompiledRule[]> _byKey = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="rules">The rules in order, each with the values that it needs; null when it must see every record.</param>
    public SourceRules(IReadOnlyList<(CompiledRule Rule, IReadOnlyCollection<string>? Keys)> rules)
    {
        _all = rules.Select(one => one.Rule).ToArray();
        _everyRecord = rules.Where(one => one.Keys is null).Select(one => one.Rule).ToArray();
        var byKey = new Dictionary<string, List<CompiledRule>>(StringComparer.OrdinalIgnoreCase);
        foreach (string key in rules.SelectMany(one => one.Keys ?? []))
        {
            byKey[key] = [];
        }

        foreach ((CompiledRule rule, IReadOnlyCollection<string>? keys) in rules)
        {
            foreach (List<CompiledRule> list in keys is null ? byKey.Values.ToArray() : keys.Select(key => byKey[key]).Distinct())
            {
                list.Add(rule);
            }
        }

        foreach (KeyValuePair<string, List<CompiledRule>> pair in byKey)
        {
            _byKey[pair.Key] = pair.Value.ToArray();
        }
    }

    /// <summary>The values of the dispatch field that some rule needs; null when some rule must see every record.</summary>
    public IReadOnlyCollection<string>? Keys => _everyRecord.Length > 0 ? null : _byKey.Keys;

    /// <summary>The rules that a record with this value could match, in order; all of them when it has none.</summary>
    public CompiledRule[] Candidates(string? key) =>
        key is null ? _all : _byKey.TryGetValue(key, out CompiledRule[]? rules) ? rules : _everyRecord;
}
