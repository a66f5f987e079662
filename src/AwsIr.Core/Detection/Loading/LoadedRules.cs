namespace AwsIr.Detection;

/// <summary>What a <see cref="RuleLoader"/> found. Immutable.</summary>
internal sealed class LoadedRules
{
    /// <summary>The rules that can run, in the order read.</summary>
    public required IReadOnlyList<DetectionRule> Rules { get; init; }

    /// <summary>The filters that apply to rules.</summary>
    public required IReadOnlyList<RuleFilter> Filters { get; init; }

    /// <summary>What cannot be used, in the order found.</summary>
    public required IReadOnlyList<RejectedRule> Rejected { get; init; }

    /// <summary>What can be used but looks wrong.</summary>
    public required IReadOnlyList<RuleWarning> Warnings { get; init; }
}
