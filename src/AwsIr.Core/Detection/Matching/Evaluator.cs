using System.Text.Json;
using System.Text.RegularExpressions;
using AwsIr.Records;

namespace AwsIr.Detection;

/// <summary>Runs a rule set over records, one thread's worth: not thread-safe, and meant to be used again and again.</summary>
internal sealed class Evaluator
{
    private readonly RuleSet _rules;
    private readonly FieldValues[] _values;
    private readonly long[] _stamps;
    private readonly TermMemory[] _memory;
    private readonly Dictionary<CompiledRule, int> _timeouts = [];
    private RecordFields? _record;
    private long _stamp;
    private string? _lastKey;
    private SourceRules? _lastSource;
    private CompiledRule[] _lastCandidates = [];

    /// <summary>Makes an evaluator of a rule set.</summary>
    public Evaluator(RuleSet rules)
    {
        _rules = rules;
        _values = new FieldValues[rules.FieldCount];
        for (int i = 0; i < _values.Length; i++)
        {
            _values[i] = new FieldValues();
        }

        _stamps = new long[rules.FieldCount];
        _memory = new TermMemory[rules.TermCount];
    }

    /// <summary>The record that is being looked at.</summary>
    internal RecordFields Record => _record!;

    /// <summary>Adds a hit for each rule that matches the record, in the order of the rules.</summary>
    /// <param name="record">The record.</param>
    /// <param name="hits">Receives the hits.</param>
    /// <param name="problems">Receives the rules that could not be evaluated on it.</param>
    /// <returns>How many hits there are.</returns>
    /// <exception cref="JsonException">The record is not valid JSON; nothing was added.</exception>
    public int Evaluate(RecordFields record, List<RuleHit> hits, List<EvaluationProblem> problems)
    {
        if (_rules.Of(record.Source) is not SourceRules source)
        {
            return 0;
        }

        _record = record;
        _stamp++;
        int before = hits.Count;
        try
        {
            foreach (CompiledRule rule in Candidates(source, record.DispatchKey))
            {
                if (Matches(rule, problems))
                {
                    hits.Add(new RuleHit(rule, record.ToRecord(), record.TimeTicks, Capture(rule)));
                }
            }
        }
        catch (JsonException)
        {
            hits.RemoveRange(before, hits.Count - before);
            throw;
        }
        finally
        {
            _record = null;
        }

        return hits.Count - before;
    }

    /// <summary>A field of the record, read once.</summary>
    internal FieldValues Values(FieldPath path)
    {
        FieldValues values = _values[path.Slot];
        if (_stamps[path.Slot] != _stamp)
        {
            values.Clear();
            _record!.Resolve(path, values);
            _stamps[path.Slot] = _stamp;
        }

        return values;
    }

    /// <summary>What a term said last.</summary>
    internal ref TermMemory Memory(int term) => ref _memory[term];

    private CompiledRule[] Candidates(SourceRules source, string? key)
    {
        // Records of one kind come in runs, with the same string for the same name.
        if (!ReferenceEquals(key, _lastKey) || !ReferenceEquals(source, _lastSource) || key is null)
        {
            _lastCandidates = source.Candidates(key);
            _lastKey = key;
            _lastSource = source;
        }

        return _lastCandidates;
    }

    private bool Matches(CompiledRule rule, List<EvaluationProblem> problems)
    {
        if (_timeouts.Count > 0 && _timeouts.TryGetValue(rule, out int count) && count >= RuleLimits.RegexTimeouts)
        {
            return false;
        }

        try
        {
            return rule.Matcher.Matches(this);
        }
        catch (RegexMatchTimeoutException)
        {
            return GiveUp(rule, problems);
        }
    }

    private bool GiveUp(CompiledRule rule, List<EvaluationProblem> problems)
    {
        _timeouts.TryGetValue(rule, out int count);
        _timeouts[rule] = ++count;
        string message = count < RuleLimits.RegexTimeouts
            ? "a regular expression of the rule took too long on this record: the rule counts as not matching it"
            : "a regular expression of the rule took too long again and again: from here on the rule is switched off; simplify the expression";
        problems.Add(new EvaluationProblem(rule.Rule, _record!.ToRecord(), message));
        return false;
    }

    private string[][]? Capture(CompiledRule rule)
    {
        if (rule.Captures.Length == 0)
        {
            return null;
        }

        var captures = new string[rule.Captures.Length][];
        for (int i = 0; i < captures.Length; i++)
        {
            captures[i] = Texts(Values(rule.Captures[i]).Items);
        }

        return captures;
    }

    private static string[] Texts(ReadOnlySpan<FieldValue> values)
    {
        int count = 0;
        foreach (FieldValue value in values)
        {
            count += value.Kind == FieldKind.Null ? 0 : 1;
        }

        string[] texts = count == 0 ? [] : new string[count];
        int next = 0;
        foreach (FieldValue value in values)
        {
            if (value.Kind != FieldKind.Null)
            {
                texts[next++] = value.Text;
            }
        }

        return texts;
    }
}
