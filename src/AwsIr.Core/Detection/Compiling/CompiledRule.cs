using AwsIr.Records;

namespace AwsIr.Detection;

/// <summary>A rule on single events, ready to run. Immutable.</summary>
internal sealed class CompiledRule
{
    /// <summary>The rule.</summary>
    public required DetectionRule Rule { get; init; }

    /// <summary>Its number among the rules that run.</summary>
    public required int Number { get; init; }

    /// <summary>Whether a match is an alert by itself.</summary>
    public required bool Alerts { get; init; }

    /// <summary>The correlations that take its matches.</summary>
    public required CorrelationFeed[] Feeds { get; init; }

    /// <summary>Its logic.</summary>
    public required Matcher Matcher { get; init; }

    /// <summary>The fields whose values are kept with each match, for correlations that look for them in bursts of others.</summary>
    public required FieldPath[] Captures { get; init; }
}
