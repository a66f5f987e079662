using System.Text.Json;
using System.Text.RegularExpressions;
using AwsIr.Records;

namespace AwsIr.Detection;

/// <summary>Runs a rule set over records, one thread's worth: not thread-safe, and meant to be used again and again.</summary>
internal sealed class Evaluator : IFieldTexts
{
    private readonly RuleSet _rules;
    private readonly bool _keepRecords;
    private readonly Placer _placer = new();
    private readonly FieldValues[] _values;
    private readonly long[] _stamps;
    private readonly TermMemory?[] _memory;
    private readonly Dictionary<CompiledRule, int> _timeouts = [];
    private RecordFields? _record;
    private long _stamp;
    private Hash128? _recordId;
    private string? _lastKey;
    private SourceRules? _lastSource;
    private CompiledRule[] _lastCandidates = [];

    /// <summary>Makes an evaluator of a rule set.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="keepRecords">
    /// Whether hits have the record also where only correlations want it: for records that cannot be read again.
    /// </param>
    public Evaluator(RuleSet rules, bool keepRecords = false)
    {
        _rules = rules;
        _keepRecords = keepRecords;
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

    /// <summary>Adds a hit for each rule that matches the record, in the order of the rules, and what could not be evaluated.</summary>
    /// <param name="record">The record.</param>
    /// <param name="batch">Takes them.</param>
    /// <returns>How many hits there are.</returns>
    /// <exception cref="JsonException">The record is not valid JSON; no hit was added.</exception>
    public int Evaluate(RecordFields record, HitBatch batch)
    {
        if (_rules.Of(record.Source) is not SourceRules source)
        {
            return 0;
        }

        _record = record;
        _stamp++;
        _recordId = null;
        int before = batch.Hits.Count;
        try
        {
            foreach (CompiledRule rule in Candidates(source, record.DispatchKey))
            {
                if (Matches(rule, batch.Problems))
                {
                    AddHit(rule, batch);
                }
            }
        }
        catch (JsonException)
        {
            batch.KeepFirst(before);
            throw;
        }
        finally
        {
            _record = null;
        }

        return batch.Hits.Count - before;
    }

    /// <inheritdoc/>
    void IFieldTexts.Read(FieldPath field, List<string> texts)
    {
        foreach (FieldValue value in Values(field).Items)
        {
            if (value.Kind != FieldKind.Null)
            {
                texts.Add(LongText.Shorten(value.Text));
            }
        }
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

    /// <summary>What a dear test said of texts before.</summary>
    internal TermMemory Memory(int term) => _memory[term] ??= new TermMemory();

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

    private void AddHit(CompiledRule rule, HitBatch batch)
    {
        RecordFields record = _record!;
        long time = record.TimeTicks;
        foreach (CorrelationFeed feed in rule.Feeds)
        {
            _placer.Place(feed, time, this, batch.Placements);
        }

        batch.Hits.Add(new RuleHit(
            rule,
            rule.Alerts || _keepRecords ? record.ToRecord() : null,
            time,
            record.Number,
            _recordId ??= HashOf(record.RecordId),
            Capture(rule, batch.Placements),
            batch.Placements.Count,
            batch.Placements.LeftOut.Count));
    }

    /// <summary>One that is a GUID is the same however it is written; others are what they are.</summary>
    private static Hash128 HashOf(string? id) => id is not { Length: > 0 } ? default
        : Guid.TryParseExact(id, "D", out Guid guid) ? SecretHash.Of(guid)
        : SecretHash.Of(id.AsSpan());

    private string[][]? Capture(CompiledRule rule, Placements placements)
    {
        if (rule.Captures.Length == 0)
        {
            return null;
        }

        var texts = new List<string>();
        string[][] captures = Array.ConvertAll(rule.Captures, field =>
        {
            texts.Clear();
            ((IFieldTexts)this).Read(field, texts);

            // One more than correlations take tells them that there are too many.
            return texts.Distinct(StringComparer.OrdinalIgnoreCase).Take(RuleLimits.GroupsPerEvent + 1).ToArray();
        });
        placements.AddCaptured(captures);
        return captures;
    }
}
