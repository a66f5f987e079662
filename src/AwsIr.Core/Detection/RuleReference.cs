namespace AwsIr;

/// <summary>Which rules a parameter means: a name or id with wildcards, or a rule itself as Get-IrDetection gives it.</summary>
public sealed class RuleReference
{
    /// <summary>Means all rules with such a name or id.</summary>
    /// <param name="pattern">The name or id; wildcards.</param>
    public RuleReference(string pattern) => Pattern = pattern ?? "";

    /// <summary>Means this rule.</summary>
    /// <param name="rule">The rule.</param>
    public RuleReference(DetectionRule rule)
    {
        Rule = rule ?? throw new ArgumentNullException(nameof(rule));
        Pattern = rule.Name;
    }

    /// <summary>The name or id, with wildcards; of a rule its name.</summary>
    public string Pattern { get; }

    /// <summary>The rule, if one was given.</summary>
    public DetectionRule? Rule { get; }

    /// <inheritdoc/>
    public override string ToString() => Pattern;
}
