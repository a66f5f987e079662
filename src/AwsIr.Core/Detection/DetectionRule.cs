using AwsIr.Detection;

namespace AwsIr;

/// <summary>A detection rule that was read and understood: one event's pattern, or a correlation of several. Immutable.</summary>
public sealed class DetectionRule
{
    internal DetectionRule()
    {
    }

    /// <summary>The rule's own id, usually a UUID; null if it has none.</summary>
    public string? Id { get; internal init; }

    /// <summary>The name that selects it, unique among the rules loaded: the rule's <c>name</c>, or else its file's name without the extension.</summary>
    public string Name { get; internal init; } = "";

    /// <summary>What it detects, in a line.</summary>
    public string Title { get; internal init; } = "";

    /// <summary>How grave a match is; medium when the rule does not say.</summary>
    public DetectionLevel Level { get; internal init; } = DetectionLevel.Medium;

    /// <summary>Whether the rule says its level.</summary>
    internal bool HasLevel { get; init; }

    /// <summary>How far its author trusts it; null when the rule does not say.</summary>
    public DetectionStatus? Status { get; internal init; }

    /// <summary>The kind of log that it runs on; of a correlation, that of the first rule that it refers to.</summary>
    public RecordSource Source { get; internal init; }

    /// <summary>Its tags as written.</summary>
    public IReadOnlyList<string> Tags { get; internal init; } = [];

    /// <summary>The MITRE ATT&amp;CK tactics among the tags, readable: <c>Defense Evasion</c>.</summary>
    public IReadOnlyList<string> Tactics { get; internal init; } = [];

    /// <summary>The MITRE ATT&amp;CK techniques among the tags: <c>T1562.008</c>.</summary>
    public IReadOnlyList<string> Techniques { get; internal init; } = [];

    /// <summary>The file that it was read from.</summary>
    public string Path { get; internal init; } = "";

    /// <summary>What it means and what to look at next; null if the rule has none.</summary>
    public string? Description { get; internal init; }

    /// <summary>Who wrote it; null if the rule does not say.</summary>
    public string? Author { get; internal init; }

    /// <summary>Where to read more.</summary>
    public IReadOnlyList<string> References { get; internal init; } = [];

    /// <summary>Harmless activity that it also matches.</summary>
    public IReadOnlyList<string> FalsePositives { get; internal init; } = [];

    /// <summary><c>event</c> for a rule on single events, otherwise the correlation's type: <c>event_count</c>, <c>value_count</c>, <c>temporal</c>, …</summary>
    public string Type { get; internal init; } = "event";

    /// <summary>The number that a correlation's value is compared with, the lower one of a range; null where there is none.</summary>
    public double? Threshold { get; internal init; }

    /// <summary>The width of a correlation's sliding window; null for a rule on single events.</summary>
    public TimeSpan? Timespan { get; internal init; }

    /// <summary>The fields that a correlation groups events by.</summary>
    public IReadOnlyList<string> GroupBy { get; internal init; } = [];

    /// <summary>Whether the rules that a correlation refers to alert by themselves too.</summary>
    public bool Generate { get; internal init; }

    /// <summary>The logic of a rule on single events.</summary>
    internal EventLogic? EventLogic { get; init; }

    /// <summary>The logic of a correlation.</summary>
    internal CorrelationLogic? Correlation { get; init; }

    /// <summary>Where its document starts in its file.</summary>
    internal int Line { get; init; }

    /// <summary>And in which column.</summary>
    internal int Column { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>The same rule with a correlation that a user has tuned.</summary>
    internal DetectionRule With(CorrelationLogic correlation) => new()
    {
        Id = Id,
        Name = Name,
        Title = Title,
        Level = Level,
        HasLevel = HasLevel,
        Status = Status,
        Source = Source,
        Tags = Tags,
        Tactics = Tactics,
        Techniques = Techniques,
        Path = Path,
        Description = Description,
        Author = Author,
        References = References,
        FalsePositives = FalsePositives,
        Type = Type,
        Threshold = (double?)correlation.Threshold,
        Timespan = correlation.Timespan,
        GroupBy = GroupBy,
        Generate = Generate,
        EventLogic = EventLogic,
        Correlation = correlation,
        Line = Line,
        Column = Column,
    };
}
