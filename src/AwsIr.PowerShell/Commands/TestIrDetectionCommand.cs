using System.Collections;
using System.Management.Automation;
using AwsIr.Detection;
using AwsIr.Records;

namespace AwsIr.Commands;

/// <summary>Test-IrDetection: runs Sigma rules on records and emits alerts.</summary>
[Cmdlet(VerbsDiagnostic.Test, "IrDetection", DefaultParameterSetName = PathSet)]
[OutputType(typeof(Alert))]
public sealed class TestIrDetectionCommand : EvidenceCommand
{
    private const string InputObjectSet = "InputObject";

    private readonly List<Alert> _sorted = [];
    private readonly RepeatedRecords _repeats = new();
    private readonly AlertSummary _summary = new();
    private readonly List<RuleReference> _pipedRules = [];
    private readonly HashSet<string> _failedRules = new(StringComparer.Ordinal);
    private RuleSet _rules = null!;
    private DetectionRun _run = null!;
    private Worker? _worker;
    private bool _awaitsRules;

    /// <summary>A record from the pipeline, such as Get-IrCloudTrailEvent gives.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = InputObjectSet)]
    public IRecord? InputObject { get; set; }

    /// <summary>The rules to run: names or ids with wildcards, or rules as Get-IrDetection gives them, also from the pipeline.</summary>
    [Parameter(ParameterSetName = InputObjectSet)]
    [Parameter(ParameterSetName = PathSet, ValueFromPipeline = true)]
    [Parameter(ParameterSetName = LiteralPathSet, ValueFromPipeline = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(RuleNameCompleter))]
    public RuleReference[] Rule { get; set; } = [];

    /// <summary>Files and folders of Sigma rules to run instead of the built-in ones.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] RulePath { get; set; } = [];

    /// <summary>With -RulePath: the built-in rules too.</summary>
    [Parameter]
    public SwitchParameter IncludeBuiltIn { get; set; }

    /// <summary>Names or ids of rules not to run; wildcards.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(RuleNameCompleter))]
    public string[] ExcludeRule { get; set; } = [];

    /// <summary>Only rules of this level and graver ones.</summary>
    [Parameter]
    public DetectionLevel MinimumLevel { get; set; }

    /// <summary>Only rules with one of these statuses.</summary>
    [Parameter]
    public DetectionStatus[] Status { get; set; } = [];

    /// <summary>Replaces the threshold of the rules that count.</summary>
    [Parameter]
    [ValidateRange(1, double.MaxValue)]
    public double? Threshold { get; set; }

    /// <summary>Replaces the window of the rules that correlate.</summary>
    [Parameter]
    [Parameters.Duration]
    public TimeSpan? Timespan { get; set; }

    /// <summary>Files and folders of Sigma filters, such as allow-lists.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] FilterPath { get; set; } = [];

    /// <summary>Values for the placeholders of rules: @{ admins = 'alice', 'bob' }.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary Placeholder { get; set; } = new Hashtable();

    /// <summary>One alert a rule and actor, with a few of its events.</summary>
    [Parameter]
    public SwitchParameter Summarize { get; set; }

    /// <summary>Waits for all alerts and gives them in the order of their time.</summary>
    [Parameter]
    public SwitchParameter SortByTime { get; set; }

    /// <inheritdoc/>
    protected override string ResultName => "matches";

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();

        // With a path on the command line, what comes through the pipeline is rules: all of them are needed before reading begins.
        _awaitsRules = MyInvocation.ExpectingInput
            && (MyInvocation.BoundParameters.ContainsKey(nameof(Path)) || MyInvocation.BoundParameters.ContainsKey(nameof(LiteralPath)));
        if (!_awaitsRules)
        {
            PrepareRules(Rule);
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (_awaitsRules)
        {
            _pipedRules.AddRange(Rule);
            return;
        }

        if (ParameterSetName != InputObjectSet)
        {
            ReadPaths();
            return;
        }

        _worker ??= new Worker(_rules, TimeRange);
        _worker.OnRecord(InputObject!.GetFields(), OnResult);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_awaitsRules)
        {
            if (_pipedRules.Count == 0)
            {
                StopForNoRules("No rule came through the pipeline.");
            }

            PrepareRules(_pipedRules);
            ReadPaths();
        }

        FinishReading();
        foreach (var alert in _run.Complete())
        {
            Emit(alert);
        }

        WriteObject(_summary.Complete(), enumerateCollection: true);
        _sorted.Sort();
        WriteObject(_sorted, enumerateCollection: true);
        foreach (var leftOut in _run.LeftOut)
        {
            WriteVerbose(Display.Text($"{leftOut.Rule.Name}: {leftOut.Count} events were left out of the correlation: {leftOut.Reason}"));
        }

        if (_repeats.Count > 0)
        {
            WriteVerbose($"{_repeats.Count:N0} matches were of events that had been read before, and count once.");
        }
    }

    /// <inheritdoc/>
    protected override void OnResult(object result)
    {
        if (result is EvaluationProblem problem)
        {
            OnProblem(problem);
            return;
        }

        var hit = (RuleHit)result;
        if (_repeats.IsNew(hit) && _run.Add(hit) is { } alert)
        {
            Emit(alert);
        }
    }

    /// <inheritdoc/>
    internal override RecordWorker MakeWorker() => new Worker(_rules, TimeRange);

    private void PrepareRules(IReadOnlyCollection<RuleReference> references)
    {
        var given = new HashSet<DetectionRule>(references.Select(reference => reference.Rule).OfType<DetectionRule>());
        var include = references.Select(reference => reference.Pattern).Distinct().ToList();
        var resolver = new PathResolver(this);
        var rulePaths = RulePath.SelectMany(resolver.Wildcards).ToList();
        if (RulePath.Length > 0 && rulePaths.Count == 0)
        {
            StopForNoRules("-RulePath names no file or folder.");
        }

        var loaded = RuleCatalogue.Load(rulePaths, IncludeBuiltIn, FilterPath.SelectMany(resolver.Wildcards).ToList());
        if (given.Count > 0)
        {
            loaded = RuleCatalogue.With(given, loaded);
            given.UnionWith(loaded.Rules.Where(rule => references.Any(reference => reference.Rule is null && new LikePattern(reference.Pattern).IsMatch(rule.Name))));
        }

        _rules = RuleSet.Compile(loaded, new CompileOptions
        {
            Selection = new RuleSelection { Include = include, Where = given.Count == 0 ? null : given.Contains, Exclude = ExcludeRule, MinimumLevel = MinimumLevel, Statuses = Status },
            Threshold = Threshold,
            Timespan = Timespan,
            Placeholders = PlaceholderTable.From(Placeholder),
        });
        ReportRules(loaded, references);
        _run = new DetectionRun(_rules);
    }

    private void Emit(Alert alert)
    {
        if (Summarize)
        {
            _summary.Add(alert);
        }
        else if (SortByTime)
        {
            _sorted.Add(alert);
        }
        else
        {
            WriteObject(alert);
        }
    }

    private void OnProblem(EvaluationProblem problem)
    {
        // A rule that fails fails on many records: one error is enough to know.
        if (_failedRules.Add(problem.Rule.Name))
        {
            WriteError(new ErrorRecord(
                new InvalidOperationException(Display.Text($"Rule '{problem.Rule.Name}' could not be evaluated on {problem.Record.Provenance}: {problem.Message} Further records of this kind are not reported.")),
                ErrorIds.RuleFailed, ErrorCategory.InvalidResult, problem.Record));
        }
    }

    private void ReportRules(LoadedRules loaded, IReadOnlyCollection<RuleReference> references)
    {
        foreach (var pattern in _rules.UnmatchedPatterns)
        {
            WriteError(RuleCatalogue.NotFound(pattern));
        }

        foreach (var rejected in _rules.Rejected)
        {
            var message = Display.Text($"Rule '{rejected.Rule}' does not run: {rejected.Reason}");

            // A built-in rule that waits for a user's list is worth a warning only to who asked for it.
            if (rejected.AwaitsPlaceholder && RuleCatalogue.IsBuiltIn(rejected.Path) && !references.Any(reference => reference.Pattern == rejected.Rule))
            {
                WriteVerbose(message);
            }
            else
            {
                WriteWarning(message);
            }
        }

        if (loaded.Rejected.Count > 0)
        {
            WriteWarning($"{loaded.Rejected.Count} rule(s) cannot be used: Get-IrDetection -Rejected with the same -RulePath says which and why.");
        }

        foreach (var warning in _rules.Warnings)
        {
            WriteWarning(Display.Text($"Rule '{warning.Rule}': {warning.Message}"));
        }

        if (Threshold is not null && !_rules.ThresholdUsed)
        {
            WriteWarning("-Threshold has no effect: none of the selected rules has a threshold.");
        }

        if (Timespan is not null && !_rules.TimespanUsed)
        {
            WriteWarning("-Timespan has no effect: none of the selected rules has a window.");
        }

        if ((Threshold is not null || Timespan is not null) && references.Count == 0 && RulePath.Length == 0)
        {
            // A count of sign-ins and a sum of bytes seldom want the same number.
            WriteWarning("-Threshold and -Timespan hold for every built-in rule that has one: name the rules that are meant with -Rule.");
        }

        if (_rules.Rules.Count == 0)
        {
            StopForNoRules("No rule is left to run.");
        }

        WriteVerbose($"{_rules.Rules.Count} rules run.");
    }

    private void StopForNoRules(string reason) => ThrowTerminatingError(new ErrorRecord(
        new PSArgumentException(reason + " Look at -Rule, -RulePath, -MinimumLevel and -Status; Get-IrDetection lists the rules."),
        ErrorIds.NoRules, ErrorCategory.InvalidArgument, null));

    private sealed class Worker(RuleSet rules, TimeRange range) : RecordWorker
    {
        private readonly Evaluator _evaluator = new(rules);
        private readonly List<RuleHit> _hits = [];
        private readonly List<EvaluationProblem> _problems = [];

        public override void OnRecord(RecordFields fields, Action<object> add)
        {
            if (!range.Contains(fields))
            {
                return;
            }

            _hits.Clear();
            _problems.Clear();
            _evaluator.Evaluate(fields, _hits, _problems);
            foreach (var hit in _hits)
            {
                add(hit);
            }

            _problems.ForEach(add);
        }
    }
}
