using System.Collections;
using System.Collections.Concurrent;
using System.Management.Automation;
using AwsIr.Access;
using AwsIr.Detection;
using AwsIr.Evidence;
using AwsIr.Formats;
using AwsIr.Live;
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
    private readonly ConcurrentBag<HitBatch> _emptyBatches = [];
    private readonly List<RuleReference> _pipedRules = [];
    private readonly HashSet<string> _failedRules = new(StringComparer.Ordinal);
    private RuleSet _rules = null!;
    private DetectionRun? _run;
    private Action<Alert>? _onAlert;
    private Evaluator? _evaluator;
    private HitBatch? _batch;
    private bool _awaitsRules;
    private PlaceFilter _place = null!;
    private ReadOptions _readOptions = ReadOptions.All;

    /// <summary>A record from the pipeline, such as Get-IrCloudTrailEvent gives.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = InputObjectSet)]
    public IRecord? InputObject { get; set; }

    /// <summary>The services to read live.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiveSet)]
    [ValidateNotNullOrEmpty]
    public RecordSource[] Source { get; set; } = [];

    /// <summary>With -Source CloudWatchLogs: the log groups to read; wildcards.</summary>
    [Parameter(ParameterSetName = LiveSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? LogGroup { get; set; }

    /// <summary>The rules to run: names or ids with wildcards, or rules as Get-IrDetection gives them, also from the pipeline.</summary>
    [Parameter(ParameterSetName = InputObjectSet)]
    [Parameter(ParameterSetName = PathSet, ValueFromPipeline = true)]
    [Parameter(ParameterSetName = LiteralPathSet, ValueFromPipeline = true)]
    [Parameter(ParameterSetName = S3Set, ValueFromPipeline = true)]
    [Parameter(ParameterSetName = LiveSet, ValueFromPipeline = true)]
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

    /// <summary>The columns of flow log lines that no header stands before.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? FlowLogFormat { get; set; }

    /// <summary>Archived GuardDuty findings too.</summary>
    [Parameter]
    public SwitchParameter IncludeArchived { get; set; }

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
        _readOptions = new ReadOptions
        {
            FlowLogFormat = ReadParameter(FlowLogFormat, FlowLogColumns.FromFormat, ErrorIds.InvalidFormat),
            IncludeArchived = IncludeArchived,
            Sources = Source.Length > 0 ? Source : null,
        };
        _place = new PlaceFilter(LikePattern.From(AccountId), LikePattern.From(Region), takesUnknown: true);

        // With a path on the command line, what comes through the pipeline is rules: all of them are needed before reading begins.
        _awaitsRules = MyInvocation.ExpectingInput
            && ((string[])[nameof(Path), nameof(LiteralPath), nameof(S3Uri), nameof(Source)]).Any(MyInvocation.BoundParameters.ContainsKey);
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
            ReadInput();
            return;
        }

        // What came through the pipeline cannot be read again: correlations keep it.
        _evaluator ??= new Evaluator(_rules, keepRecords: true);
        _batch ??= new HitBatch();
        var fields = InputObject!.GetFields();
        if (TimeRange.Contains(fields) && _place.IsMatch(fields))
        {
            _evaluator.Evaluate(fields, _batch);
            Take(_batch);
        }
    }

    /// <inheritdoc/>
    protected override void Complete()
    {
        if (_awaitsRules)
        {
            if (_pipedRules.Count == 0)
            {
                StopForNoRules("No rule came through the pipeline.");
            }

            PrepareRules(_pipedRules);
            ReadInput();
        }

        FinishReading();
        _sorted.Sort();
        try
        {
            EmitAlerts();
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }

        WriteObject(_summary.Complete(), enumerateCollection: true);
        ReportRun();
    }

    /// <inheritdoc/>
    protected override void OnResult(object result)
    {
        var batch = (HitBatch)result;
        Take(batch);
        _emptyBatches.Add(batch);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        // First the threads, then what they give their results to.
        base.Dispose(disposing);
        _run?.Dispose();
    }

    /// <inheritdoc/>
    private protected override bool TakesOtherInput => true;

    /// <inheritdoc/>
    private protected override void CheckLive()
    {
        if (Source.Contains(RecordSource.CloudWatchLogs))
        {
            RequireLogGroup(LogGroup);
        }
    }

    /// <inheritdoc/>
    private protected override EvidenceSource OpenLive(AwsSession session) => OpenLive(session, keepsPages: true, [.. Source.Distinct().OrderBy(static source => source).Select(Collector)]);

    private LiveCollector Collector(RecordSource source) => source switch
    {
        RecordSource.CloudTrail => new CloudTrailCollector(new LookupQuery { TimeRange = TimeRange }, Now),
        RecordSource.FlowLog => FlowLogs(),
        RecordSource.CloudWatchLogs => new LogEventCollector(new LogEventOptions { LogGroups = LogGroup!, TimeRange = TimeRange }, Now),
        RecordSource.GuardDuty => new FindingCollector(FindingQuery.From(TimeRange, null, null, AccountId, null, IncludeArchived), Now),
        _ => throw new ArgumentOutOfRangeException(nameof(source)),
    };

    /// <inheritdoc/>
    internal override ReadOptions ReadOptions => _readOptions;

    /// <inheritdoc/>
    internal override RecordWorker MakeWorker() => new Worker(_rules, TimeRange, _place, _emptyBatches);

    private void Take(HitBatch batch)
    {
        _run!.Add(batch, _onAlert ??= OnAlert);
        batch.Problems.ForEach(OnProblem);
        batch.Clear();
    }

    private void OnAlert(Alert alert)
    {
        if (SortByTime && !Summarize)
        {
            _sorted.Add(alert);
        }
        else
        {
            Emit(alert);
        }
    }

    /// <summary>Writes the alerts that waited for the end, and with -SortByTime the others among them.</summary>
    private void EmitAlerts()
    {
        // A million matches are a second's work.
        var isLong = _run!.Kept > 1_000_000;
        if (isLong)
        {
            WriteProgress(new ProgressRecord(0, "Correlating", $"{_run.Kept:N0} matches"));
        }

        var next = 0;
        foreach (var alert in _run.Complete(Cancellation))
        {
            while (next < _sorted.Count && _sorted[next].CompareTo(alert) <= 0)
            {
                WriteObject(_sorted[next++]);
            }

            Emit(alert);
        }

        while (next < _sorted.Count)
        {
            WriteObject(_sorted[next++]);
        }

        if (isLong)
        {
            WriteProgress(new ProgressRecord(0, "Correlating", "Done") { RecordType = ProgressRecordType.Completed });
        }
    }

    private void Emit(Alert alert)
    {
        if (Summarize)
        {
            _summary.Add(alert);
        }
        else
        {
            WriteObject(alert);
        }
    }

    /// <summary>Says what correlations left out, and what they could not do.</summary>
    private void ReportRun()
    {
        WarnOf(_place.WithoutAccount, "account", "-AccountId");
        WarnOf(_place.WithoutRegion, "region", "-Region");
        foreach (var leftOut in _run!.LeftOut)
        {
            WriteVerbose(Display.Text($"{leftOut.Rule.Name}: {leftOut.Count} events were left out of the correlation: {leftOut.Reason}"));
        }

        if (_repeats.Count > 0)
        {
            WriteVerbose($"{_repeats.Count:N0} matches were of events that had been read before, and count once.");
        }

        foreach (var (path, count) in _run.Lost)
        {
            WriteWarning(Display.Text($"{path}: {count:N0} event(s) of alerts could not be read again, because the file has changed or is gone. The alerts have their counts and times, but not these events."));
        }

        if (_run.Incomplete is { } incomplete)
        {
            var missing = incomplete.Correlations.Count > 0
                ? $"There are no alerts of these rules: {string.Join(", ", incomplete.Correlations.Select(rule => rule.Name))}."
                : "Some alerts are without their events.";
            WriteError(new ErrorRecord(
                new IOException(Display.Text($"A temporary file that correlations need could not be written or read: {incomplete.Reason} "
                    + $"{missing} Make room in {TemporaryFile.Folder}, or set {TemporaryFile.FolderVariable} to a folder with more, and run again; or name fewer rules with -Rule, or a shorter time with -StartTime and -EndTime.")),
                ErrorIds.CorrelationIncomplete, ErrorCategory.ResourceUnavailable, incomplete.Correlations.ToArray()));
        }
    }

    private void WarnOf(long count, string what, string parameter)
    {
        if (count > 0)
        {
            WriteWarning($"{count:N0} records do not say their {what}: rules saw them all the same, whatever {parameter} says.");
        }
    }

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
        _run = new DetectionRun(_rules, new DetectionRunOptions { ReadOptions = ReadOptions, Threads = ThrottleLimit, Repeats = _repeats });
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

    /// <summary>Evaluates the rules on a file's records, and gives their matches on in batches.</summary>
    private sealed class Worker(RuleSet rules, TimeRange range, PlaceFilter place, ConcurrentBag<HitBatch> emptyBatches) : RecordWorker
    {
        private readonly Evaluator _evaluator = new(rules);
        private HitBatch? _batch;
        private EvidenceItem? _item;

        public override void Begin(EvidenceItem item) => _item = item;

        public override void OnRecord(RecordFields fields, Action<object> add)
        {
            if (!range.Contains(fields) || !place.IsMatch(fields))
            {
                return;
            }

            _batch ??= emptyBatches.TryTake(out var used) ? used : new HitBatch();
            _batch.Item = _item;
            _evaluator.Evaluate(fields, _batch);
            if (_batch.IsFull)
            {
                End(add);
            }
        }

        public override void End(Action<object> add)
        {
            if (_batch is { IsEmpty: false })
            {
                add(_batch);
                _batch = null;
            }
        }
    }
}
