namespace AwsIr.Detection;

/// <summary>The selected rules, compiled. Immutable and shared by threads.</summary>
internal sealed class RuleSet
{
    /// <summary>Compiles the rules that <paramref name="options"/> select, with the rules that their correlations refer to.</summary>
    public static RuleSet Compile(LoadedRules loaded, CompileOptions options) => new RuleSetCompiler(loaded, options).Compile();

    /// <summary>The rules that can alert, in order, with the user's thresholds and windows.</summary>
    public required IReadOnlyList<DetectionRule> Rules { get; init; }

    /// <summary>Selected rules that could not be compiled with these options (an unfilled placeholder, an empty range).</summary>
    public required IReadOnlyList<RejectedRule> Rejected { get; init; }

    /// <summary>What will run but looks wrong (a filter that suppresses everything).</summary>
    public required IReadOnlyList<RuleWarning> Warnings { get; init; }

    /// <summary>The patterns of <see cref="RuleSelection.Include"/> and <see cref="RuleSelection.Exclude"/> that no rule has.</summary>
    public required IReadOnlyList<string> UnmatchedPatterns { get; init; }

    /// <summary>Whether any rule that runs took <see cref="CompileOptions.Threshold"/>.</summary>
    public required bool ThresholdUsed { get; init; }

    /// <summary>Whether any rule that runs took <see cref="CompileOptions.Timespan"/>.</summary>
    public required bool TimespanUsed { get; init; }

    /// <summary>The correlations that run, each after those that it refers to.</summary>
    public required IReadOnlyList<CompiledCorrelation> Correlations { get; init; }

    /// <summary>How many fields the rules name.</summary>
    public required int FieldCount { get; init; }

    /// <summary>How many tests of fields the rules have.</summary>
    public required int TermCount { get; init; }

    /// <summary>The rules by source.</summary>
    public required IReadOnlyDictionary<RecordSource, SourceRules> Sources { get; init; }

    /// <summary>Whether some rule reads this source: files of other sources need not be read.</summary>
    public bool Reads(RecordSource source) => Sources.ContainsKey(source);

    /// <summary>
    /// The values of the source's dispatch field without which no rule can match, compared without case;
    /// null when some rule must see every record. A reader may skip records with another value, but must show those that have none.
    /// </summary>
    public IReadOnlyCollection<string>? DispatchValues(RecordSource source) => Of(source) is SourceRules rules ? rules.Keys : [];

    /// <summary>The rules of a source; null if there are none.</summary>
    public SourceRules? Of(RecordSource source) => Sources.TryGetValue(source, out SourceRules? rules) ? rules : null;
}
