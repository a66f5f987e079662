namespace AwsIr.Detection;

/// <summary>What users may set on rules without editing them.</summary>
internal sealed class CompileOptions
{
    /// <summary>Which rules run.</summary>
    public RuleSelection Selection { get; init; } = new();

    /// <summary>Replaces the threshold of counting and value correlations.</summary>
    public double? Threshold { get; init; }

    /// <summary>Replaces the window of correlations.</summary>
    public TimeSpan? Timespan { get; init; }

    /// <summary>The values of placeholders (<c>%name%</c>, without the percent signs), by name.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Placeholders { get; init; } =
        new Dictionary<string, IReadOnlyList<string>>();
}
