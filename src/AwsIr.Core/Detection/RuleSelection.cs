namespace AwsIr.Detection;

/// <summary>Which of the loaded rules run.</summary>
internal sealed class RuleSelection
{
    /// <summary>Names or ids, with the wildcards * and ?; none: every rule.</summary>
    public IReadOnlyList<string> Include { get; init; } = [];

    /// <summary>Names or ids of rules that don't run, with the wildcards * and ?.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>Only rules of this level or a graver one.</summary>
    public DetectionLevel MinimumLevel { get; init; }

    /// <summary>Only rules with one of these statuses; none: every rule. A rule without a status counts as stable.</summary>
    public IReadOnlyList<DetectionStatus> Statuses { get; init; } = [];

    /// <summary>Anything else that a caller asks of a rule.</summary>
    public Func<DetectionRule, bool>? Where { get; init; }
}
