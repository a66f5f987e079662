namespace AwsIr.Detection;

/// <summary>Works out which rules run, and which of them may alert.</summary>
internal sealed class SelectedRules
{
    private readonly RuleSelection _selection;
    private readonly List<NamePattern> _include;
    private readonly List<NamePattern> _exclude;
    private readonly HashSet<DetectionRule> _parts = [];
    private readonly HashSet<DetectionRule> _generated = [];

    public SelectedRules(IReadOnlyList<DetectionRule> rules, RuleSelection selection)
    {
        _selection = selection;
        _include = selection.Include.Select(text => new NamePattern(text)).ToList();
        _exclude = selection.Exclude.Select(text => new NamePattern(text)).ToList();
        foreach (DetectionRule rule in rules)
        {
            foreach (DetectionRule part in rule.Correlation?.Rules ?? [])
            {
                _parts.Add(part);
                if (rule.Generate)
                {
                    _generated.Add(part);
                }
            }
        }

        UnmatchedPatterns = _include.Concat(_exclude)
            .Where(pattern => !rules.Any(rule => Fits(pattern, rule)))
            .Select(pattern => pattern.Text)
            .ToArray();
        Alerting = [.. rules.Where(MayAlert)];
        Running = [.. RuleClosure.Of(Alerting)];
    }

    public IReadOnlyList<string> UnmatchedPatterns { get; }

    /// <summary>The rules that alert.</summary>
    public HashSet<DetectionRule> Alerting { get; }

    /// <summary>Those and the rules that they refer to.</summary>
    public HashSet<DetectionRule> Running { get; }

    private bool MayAlert(DetectionRule rule)
    {
        bool isSelected = (_include.Count == 0 || _include.Exists(pattern => Fits(pattern, rule)))
            && !_exclude.Exists(pattern => Fits(pattern, rule))
            && rule.Level >= _selection.MinimumLevel
            && (_selection.Statuses.Count == 0 || _selection.Statuses.Contains(rule.Status ?? DetectionStatus.Stable))
            && (_selection.Where?.Invoke(rule) ?? true);

        // A correlation's part is silent, unless the correlation says otherwise or the user asks for it by its whole name.
        return isSelected
            && (!_parts.Contains(rule) || _generated.Contains(rule) || _include.Exists(pattern => !pattern.HasWildcards && Fits(pattern, rule)));
    }

    private static bool Fits(NamePattern pattern, DetectionRule rule) =>
        pattern.IsMatch(rule.Name) || rule.Id is not null && pattern.IsMatch(rule.Id);
}
