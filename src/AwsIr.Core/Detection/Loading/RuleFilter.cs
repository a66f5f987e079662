namespace AwsIr.Detection;

/// <summary>A Sigma filter document: a condition that is added to the rules that it names. Immutable.</summary>
internal sealed class RuleFilter
{
    private readonly YamlNode _section;
    private readonly CompiledDetection _compiled;
    private readonly HashSet<string> _names;

    public RuleFilter(YamlNode root, string path)
    {
        Path = path;
        Line = root.Line;
        Column = root.Column;
        Id = RuleText.Line(root, "id");
        Title = RuleText.Line(root, "title") ?? throw new RuleException("the title is missing: say what the filter lets pass", root);
        LogSource = LogSource.Read(root);
        _section = root.Find("filter")!;
        if (_section.Kind != YamlKind.Map)
        {
            throw new RuleException("the filter must be a map of rules, selections and a condition", _section);
        }

        IReadOnlyList<string> rules = RuleText.List(_section, "rules");
        if (rules.Count == 0)
        {
            throw new RuleException("the filter names no rules: list their ids or names, or write 'rules: any'", _section);
        }

        AppliesToAny = rules.Count == 1 && string.Equals(rules[0], "any", StringComparison.OrdinalIgnoreCase);
        Rules = AppliesToAny ? [] : rules;
        _names = new HashSet<string>(Rules, StringComparer.OrdinalIgnoreCase);
        _compiled = DetectionCompiler.Compile(_section, Placeholders.Unknown, "rules");
    }

    public string Path { get; }

    public int Line { get; }

    public int Column { get; }

    public string? Id { get; }

    public string Title { get; }

    public LogSource LogSource { get; }

    /// <summary>The ids and names of the rules that it applies to.</summary>
    public IReadOnlyList<string> Rules { get; }

    /// <summary>Whether it applies to every rule of its log source.</summary>
    public bool AppliesToAny { get; }

    /// <summary>Whether it says 'not' anywhere; one that does not keeps what it lists and suppresses all else.</summary>
    public bool HasNot => ContainsNot(_compiled.Expression);

    /// <summary>Whether it is for a rule.</summary>
    public bool AppliesTo(DetectionRule rule) =>
        rule.EventLogic is EventLogic logic && LogSource.Covers(logic.LogSource) && (AppliesToAny || Names(rule));

    /// <summary>Whether it lists a rule, of whatever kind.</summary>
    public bool Names(DetectionRule rule) => _names.Contains(rule.Name) || rule.Id is not null && _names.Contains(rule.Id);

    /// <summary>What it adds to a rule, with its placeholders filled.</summary>
    public Expr Express(Placeholders placeholders) =>
        _compiled.HasPlaceholders ? DetectionCompiler.Compile(_section, placeholders, "rules").Expression : _compiled.Expression;

    private static bool ContainsNot(Expr expression) => expression switch
    {
        Expr.Not => true,
        Expr.And and => and.Parts.Any(ContainsNot),
        Expr.Or or => or.Parts.Any(ContainsNot),
        _ => false,
    };
}
