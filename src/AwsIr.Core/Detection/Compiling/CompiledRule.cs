using AwsIr.Records;

namespace AwsIr.Detection;

/// <summary>A rule on single events, ready to run. Immutable.</summary>
internal sealed class CompiledRule
{
    /// <summary>The rule.</summary>
    public required DetectionRule Rule { get; init; }

    /// <summary>Whether a match is an alert by itself.</summary>
    public required bool Alerts { get; init; }

    /// <summary>Whether a correlation takes its matches.</summary>
    public required bool Feeds { get; init; }

    /// <summary>Its logic.</summary>
    public required Matcher Matcher { get; init; }

    /// <summary>The fields whose values correlations want of a matching record.</summary>
    public required FieldPath[] Captures { get; init; }

    /// <summary>Which of <see cref="Captures"/> a field is; -1 if none.</summary>
    public int CaptureOf(string field) => Array.FindIndex(Captures, capture => capture.Name == field);
}
