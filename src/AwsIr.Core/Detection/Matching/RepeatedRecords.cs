namespace AwsIr.Detection;

/// <summary>
/// Tells a rule's match of a record that it has matched before: trails overlap, and an event that two of them logged is one event,
/// to an alert and to a threshold. Keeps 20 bytes and the set's own cost for each match.
/// </summary>
internal sealed class RepeatedRecords
{
    private readonly HashSet<(int Rule, Guid Record)> _seen = [];
    private readonly HashSet<(int Rule, string Record)> _others = [];
    private readonly Dictionary<CompiledRule, int> _numbers = [];

    /// <summary>How many matches were repeats.</summary>
    public long Count { get; private set; }

    /// <summary>Whether a hit is of a record that its rule has not matched before; one without an id never is a repeat.</summary>
    public bool IsNew(in RuleHit hit)
    {
        if (hit.Record.RecordId is not { Length: > 0 } id)
        {
            return true;
        }

        if (!_numbers.TryGetValue(hit.Rule, out int rule))
        {
            _numbers.Add(hit.Rule, rule = _numbers.Count);
        }

        bool isNew = Guid.TryParseExact(id, "D", out Guid guid) ? _seen.Add((rule, guid)) : _others.Add((rule, id));
        Count += isNew ? 0 : 1;
        return isNew;
    }
}
