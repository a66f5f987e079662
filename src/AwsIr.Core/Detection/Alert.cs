using System.Collections.Specialized;
using System.Diagnostics.CodeAnalysis;

namespace AwsIr;

/// <summary>What a rule found: one event, or for a correlation one burst of events.</summary>
[SuppressMessage("Design", "CA1036:Override methods on comparable types", Justification = "The order is for sorting: two alerts are equal only when they are the same object.")]
public sealed class Alert : IComparable<Alert>, IComparable
{
    private readonly long _count = -1;

    internal Alert(DetectionRule rule)
    {
        Rule = rule;
    }

    /// <summary>When it happened, in UTC: the event's time, or when a correlation's condition first held. <see cref="DateTime.MinValue"/> if the event has no time.</summary>
    public DateTime Time { get; internal init; }

    /// <summary>How grave it is.</summary>
    public DetectionLevel Level => Rule.Level;

    /// <summary>The rule's title.</summary>
    public string Title => Rule.Title;

    /// <summary>The rule's id; null if it has none.</summary>
    public string? RuleId => Rule.Id;

    /// <summary>The rule's name.</summary>
    public string RuleName => Rule.Name;

    /// <summary>The kind of log that the first event is of.</summary>
    public RecordSource Source { get; internal init; }

    /// <summary>The account; the first few, joined by commas, when the events differ.</summary>
    public string? AccountId { get; internal init; }

    /// <summary>The region; the first few, joined by commas, when the events differ.</summary>
    public string? Region { get; internal init; }

    /// <summary>Who did it; the first few, joined by commas, when the events differ.</summary>
    public string? Actor { get; internal init; }

    /// <summary>Where it came from; the first few, joined by commas, when the events differ.</summary>
    public string? SourceAddress { get; internal init; }

    /// <summary>How many events made it, also when <see cref="Events"/> has only the first of them; of a summary, how many its alerts have together.</summary>
    public long Count { get => _count < 0 ? Events.Count : _count; internal init => _count = value; }

    /// <summary>What a correlation's condition compared, at its most extreme while the condition held: a count, a sum, an average…; null for single events and for conditions over rule names.</summary>
    public double? Value { get; internal init; }

    /// <summary>The time of the first event, in UTC.</summary>
    public DateTime FirstSeen { get; internal init; }

    /// <summary>The time of the last event, in UTC.</summary>
    public DateTime LastSeen { get; internal init; }

    /// <summary>The values that a correlation grouped by, by field; read-only, and empty for single events.</summary>
    public OrderedDictionary GroupBy { get; internal init; } = NoGroup;

    /// <summary>The MITRE ATT&amp;CK tactics.</summary>
    public IReadOnlyList<string> Tactics => Rule.Tactics;

    /// <summary>The MITRE ATT&amp;CK techniques.</summary>
    public IReadOnlyList<string> Techniques => Rule.Techniques;

    /// <summary>The rule's description.</summary>
    public string? Description => Rule.Description;

    /// <summary>Harmless activity that the rule also matches.</summary>
    public IReadOnlyList<string> FalsePositives => Rule.FalsePositives;

    /// <summary>Where to read more.</summary>
    public IReadOnlyList<string> References => Rule.References;

    /// <summary>
    /// The records that made it, in the order of their time: of a correlation the first 1,000, or fewer where a run has so many
    /// alerts that these would be more than 250,000 together; of a summary five. <see cref="Count"/> says how many there are.
    /// </summary>
    public IReadOnlyList<IRecord> Events { get; internal init; } = [];

    /// <summary>The rule, with the threshold and window that it ran with.</summary>
    public DetectionRule Rule { get; }

    internal static OrderedDictionary NoGroup { get; } = new OrderedDictionary().AsReadOnly();

    /// <summary>By time, then the graver first, then by rule name, group and first event.</summary>
    /// <param name="other">The other alert.</param>
    /// <returns>Less than 0 when this one comes first.</returns>
    public int CompareTo(Alert? other)
    {
        if (other is null)
        {
            return 1;
        }

        int order = Time.CompareTo(other.Time);
        order = order != 0 ? order : other.Level.CompareTo(Level);
        order = order != 0 ? order : string.CompareOrdinal(RuleName, other.RuleName);
        order = order != 0 ? order : CompareGroups(GroupBy, other.GroupBy);
        return order != 0 ? order : FirstSeen.CompareTo(other.FirstSeen);
    }

    /// <inheritdoc/>
    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        Alert other => CompareTo(other),
        _ => throw new ArgumentException("Only alerts compare with alerts.", nameof(obj)),
    };

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Time:yyyy-MM-dd HH:mm:ss}Z {Level} {Title}");

    /// <summary>
    /// One line of JSON, for files of JSON lines and for runbooks. Whatever a log has in it stays inside its text: quotes, angle brackets,
    /// control characters and all that is not ASCII are escaped. Events are named by time, id and provenance.
    /// </summary>
    /// <param name="maxEvents">How many of the events it names at most.</param>
    public string ToJson(int maxEvents = 20) => Detection.AlertJson.Write(this, maxEvents);

    private static int CompareGroups(OrderedDictionary left, OrderedDictionary right)
    {
        for (int i = 0; i < left.Count && i < right.Count; i++)
        {
            int order = string.CompareOrdinal((string?)left[i], (string?)right[i]);
            if (order != 0)
            {
                return order;
            }
        }

        return left.Count.CompareTo(right.Count);
    }
}
