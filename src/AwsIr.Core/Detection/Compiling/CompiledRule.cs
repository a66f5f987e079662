namespace AwsIr.Detection;

/// <summary>A rule on single events, ready to run. Immutable.</summary>
internal sealed class CompiledRule
{
    /// <summary>The rule.</summary>
    public required DetectionRule Rule { get; init; }

    /// <summary>Whether a match is an alert by itself.</summary>
    public required bool Alerts { get; init; }
}
