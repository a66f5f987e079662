namespace AwsIr.Detection;

/// <summary>A correlation, ready to run. Immutable.</summary>
internal sealed class CompiledCorrelation
{
    /// <summary>The rule, with the user's threshold and window.</summary>
    public required DetectionRule Rule { get; init; }

    /// <summary>Whether its bursts are alerts; otherwise only other correlations see them.</summary>
    public required bool Alerts { get; init; }

    /// <summary>The correlations that take its bursts.</summary>
    public required IReadOnlyList<CorrelationFeed> Feeds { get; init; }

    /// <summary>For each of its rules, the fields whose values are kept with its matches (<see cref="CompiledRule.Captures"/>).</summary>
    public required IReadOnlyList<IReadOnlyList<string>> Captures { get; init; }

    public CorrelationLogic Logic => Rule.Correlation!;

    /// <summary>Whether it takes bursts of other correlations.</summary>
    public bool IsChained => Logic.Rules.Any(rule => rule.Correlation is not null);
}
