namespace AwsIr.Detection;

/// <summary>A correlation, ready to run. Immutable.</summary>
internal sealed class CompiledCorrelation
{
    /// <summary>The rule, with the user's threshold and window.</summary>
    public required DetectionRule Rule { get; init; }

    /// <summary>Whether its bursts are alerts; otherwise only other correlations see them.</summary>
    public required bool Alerts { get; init; }

    /// <summary>Its place among the rules loaded.</summary>
    public required int Order { get; init; }

    public CorrelationLogic Logic => Rule.Correlation!;
}
