using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace AwsIr.Detection;

/// <summary>The rules of one source, by the values of its dispatch field that they need. Shared by threads.</summary>
internal sealed class SourceRules
{
    /// <summary>For so many values the candidates are remembered: there are some thousands of event names, but anybody can make more up.</summary>
    private const int MaxKnown = 8192;

    private readonly string? _field;
    private readonly CompiledRule[] _all;
    private readonly CompiledRule[] _everyRecord;
    private readonly Dictionary<string, CompiledRule[]> _byKey = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, CompiledRule[]> _known = new(StringComparer.Ordinal);
    private int _knownCount;

    /// <param name="field">The source's dispatch field; null if it has none.</param>
    /// <param name="rules">The rules in order, each with the values that it needs; null when it must see every record.</param>
    public SourceRules(string? field, IReadOnlyList<(CompiledRule Rule, IReadOnlyCollection<string>? Keys)> rules)
    {
        _field = field;
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
    public CompiledRule[] Candidates(string? key)
    {
        if (key is null || _field is null)
        {
            return _all;
        }

        if (_known.TryGetValue(key, out CompiledRule[]? known))
        {
            return known;
        }

        CompiledRule[] rules = _byKey.TryGetValue(key, out CompiledRule[]? found) ? found : _everyRecord;
        if (Volatile.Read(ref _knownCount) < MaxKnown)
        {
            Interlocked.Increment(ref _knownCount);
            rules = Array.FindAll(rules, rule => CanMatch(rule, key));
            _known[key] = rules;
        }

        return rules;
    }

    /// <summary>Whether a rule's logic leaves anything to decide once the value is known, as one with a pattern of event names does not.</summary>
    private bool CanMatch(CompiledRule rule, string key)
    {
        try
        {
            return rule.Matcher.Decide(_field!, key) != false;
        }
        catch (RegexMatchTimeoutException)
        {
            return true;
        }
    }
}
