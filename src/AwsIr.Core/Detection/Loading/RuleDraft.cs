namespace AwsIr.Detection;

/// <summary>A rule document read by itself: what it says of other rules is not resolved yet.</summary>
internal sealed class RuleDraft
{
    private readonly YamlNode _root;
    private readonly EventLogic? _eventLogic;
    private readonly RecordSource _source;

    public RuleDraft(YamlNode root, string path)
    {
        _root = root;
        Path = path;
        Id = RuleText.Line(root, "id");
        DeclaredName = RuleText.Line(root, "name");
        Title = RuleText.Line(root, "title") ?? throw new RuleException("the title is missing: say what the rule detects", root);
        if (root.Find("correlation") is YamlNode correlation)
        {
            Correlation = new CorrelationReader(correlation);
        }
        else
        {
            LogSource logSource = LogSource.Read(root);
            _source = logSource.ToSource(root);
            _eventLogic = new EventLogic(logSource, root.Find("detection")!);
        }

        // What cannot be read in here is a reason to reject, so read it now.
        Build("", []);
    }

    public string Path { get; }

    public string? Id { get; }

    public string? DeclaredName { get; }

    public string Title { get; }

    public int Line => _root.Line;

    public int Column => _root.Column;

    public CorrelationReader? Correlation { get; }

    public IReadOnlyCollection<YamlNode> Unused => _eventLogic?.Unused ?? [];

    /// <summary>The rule, with the rules that it refers to.</summary>
    public DetectionRule Build(string name, IReadOnlyList<DetectionRule> references)
    {
        IReadOnlyList<string> tags = RuleText.List(_root, "tags");
        DetectionLevel? level = RuleText.Choice<DetectionLevel>(_root, "level");
        CorrelationLogic? logic = Correlation is not null && references.Count > 0 ? Correlation.Resolve(references) : null;
        return new DetectionRule
        {
            Id = Id,
            Name = name,
            Title = Title,
            Level = level ?? DetectionLevel.Medium,
            HasLevel = level is not null,
            Status = RuleText.Choice<DetectionStatus>(_root, "status"),
            Source = references.Count > 0 ? references[0].Source : _source,
            Tags = tags,
            Tactics = AttackTags.Tactics(tags),
            Techniques = AttackTags.Techniques(tags),
            Path = Path,
            Description = RuleText.Optional(_root, "description"),
            Author = RuleText.Optional(_root, "author"),
            References = RuleText.List(_root, "references"),
            FalsePositives = RuleText.List(_root, "falsepositives"),
            Type = Correlation?.TypeName ?? "event",
            Threshold = (double?)logic?.Threshold,
            Timespan = logic?.Timespan,
            GroupBy = Correlation?.GroupBy ?? [],
            Generate = Correlation is not null && (Correlation.Generate || RuleText.Flag(_root, "generate")),
            EventLogic = _eventLogic,
            Correlation = logic,
            Line = Line,
            Column = Column,
        };
    }
}
