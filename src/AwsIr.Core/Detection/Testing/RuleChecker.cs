using AwsIr.Records;

namespace AwsIr.Detection;

/// <summary>Checks rules as their author would want: whether they can be used, what is missing or looks wrong, and what their tests say.</summary>
internal sealed class RuleChecker
{
    private readonly LoadedRules _loaded;
    private readonly RuleSet _compiled;
    private readonly Placeholders _placeholders;
    private readonly RuleTestRunner _runner;

    /// <summary>The rules that raise alerts of their own.</summary>
    private readonly HashSet<DetectionRule> _alerting;

    /// <summary>Checks rules that were loaded together: what they say of each other counts.</summary>
    /// <param name="loaded">The rules, and the filters that apply to them.</param>
    /// <param name="placeholders">What the placeholders in them stand for.</param>
    public RuleChecker(LoadedRules loaded, IReadOnlyDictionary<string, IReadOnlyList<string>>? placeholders = null)
    {
        var options = new CompileOptions { Placeholders = placeholders ?? new Dictionary<string, IReadOnlyList<string>>() };
        _loaded = loaded;
        _compiled = RuleSet.Compile(loaded, options);
        _placeholders = new Placeholders(options.Placeholders);
        _runner = new RuleTestRunner(loaded, options.Placeholders);
        _alerting = new SelectedRules(loaded.Rules, options.Selection).Alerting;
    }

    /// <summary>One check for each rule, filter and rejected document, in the order of their paths and lines.</summary>
    /// <param name="cancellation">Ends the checks between two tests.</param>
    public IEnumerable<RuleCheck> Check(CancellationToken cancellation = default)
    {
        ILookup<string, DetectionRule> rules = _loaded.Rules.ToLookup(rule => rule.Path, StringComparer.Ordinal);
        ILookup<string, RuleFilter> filters = _loaded.Filters.ToLookup(filter => filter.Path, StringComparer.Ordinal);
        ILookup<string, RejectedRule> rejected = _loaded.Rejected.ToLookup(one => one.Path, StringComparer.Ordinal);
        foreach (string path in rules.Concat<IGrouping<string, object>>(filters).Concat(rejected).Select(group => group.Key).Distinct().OrderBy(path => path, StringComparer.Ordinal))
        {
            cancellation.ThrowIfCancellationRequested();
            RuleTests tests = rules.Contains(path) ? RuleTests.Run(_runner, path, cancellation) : RuleTests.None;
            var checks = new List<RuleCheck>();
            foreach (DetectionRule rule in rules[path])
            {
                // A test of a rule that is not here is nobody's: the file's first rule tells of it.
                checks.Add(CheckRule(rule, tests, checks.Count == 0 ? tests.Strangers(rules[path], rejected[path]) : []));
            }

            checks.AddRange(filters[path].Select(CheckFilter));
            checks.AddRange(rejected[path].Select(Rejected));
            foreach (RuleCheck check in checks.OrderBy(check => check.Line))
            {
                yield return check;
            }
        }
    }

    private static RuleCheck Rejected(RejectedRule rejected) => new()
    {
        Rule = rejected.Rule is null ? null : SafeText.Line(rejected.Rule),
        Outcome = RuleCheckOutcome.Failed,
        Messages = [SafeText.Line(rejected.Reason)],
        Path = rejected.Path,
        Line = rejected.Line,
    };

    private RuleCheck CheckRule(DetectionRule rule, RuleTests tests, IReadOnlyList<string> strangers)
    {
        var findings = new Findings();
        RejectedRule? rejected = _compiled.Rejected.FirstOrDefault(one => one.Path == rule.Path && one.Rule == rule.Name);
        bool awaitsPlaceholder = rejected?.AwaitsPlaceholder == true;
        if (rejected is not null && !awaitsPlaceholder)
        {
            findings.Fail(rejected.Reason);
        }

        // A table shows the first message: what the rule does comes before what it lacks.
        IReadOnlyList<RuleTestResult> results = tests.Of(rule);
        if (rejected is null)
        {
            WarnOfLogic(rule, findings);
        }

        WarnOfWhatIsMissing(rule, findings);
        if (awaitsPlaceholder && results.Count == 0 && !_loaded.Rules.Any(other => other.Correlation?.Rules.Contains(rule) == true))
        {
            // Tests may fill what a rule leaves to its users; without them nobody has seen it work.
            findings.Warn(rejected!.Reason);
        }

        if (rejected is null || awaitsPlaceholder)
        {
            TellTests(rule, tests, results, findings);
        }

        foreach (string stranger in strangers)
        {
            findings.Warn($"the test file names the rule {YamlNode.Quote(stranger)}, which is not in {Path.GetFileName(rule.Path)}: correct the name, or move the test beside its rule");
        }

        return new RuleCheck
        {
            Rule = SafeText.Line(rule.Name),
            Title = SafeText.Line(rule.Title),
            Outcome = findings.Outcome,
            Messages = findings.Messages(),
            Tests = results,
            Path = rule.Path,
            Line = rule.Line,
        };
    }

    private RuleCheck CheckFilter(RuleFilter filter)
    {
        var findings = new Findings();
        foreach (RejectedRule rejected in _compiled.Rejected.Where(one => one.Path == filter.Path && one.Rule == filter.Title))
        {
            findings.Fail(rejected.Reason);
        }

        foreach (RuleWarning warning in _loaded.Warnings.Concat(_compiled.Warnings))
        {
            if (warning.Path == filter.Path && warning.Line == filter.Line && warning.Column == filter.Column)
            {
                findings.Warn(warning.Message);
            }
        }

        return new RuleCheck
        {
            Rule = SafeText.Line(filter.Title),
            Title = SafeText.Line(filter.Title),
            Outcome = findings.Outcome,
            Messages = findings.Messages(),
            Path = filter.Path,
            Line = filter.Line,
        };
    }

    private static void WarnOfWhatIsMissing(DetectionRule rule, Findings findings)
    {
        if (rule.Id is null)
        {
            findings.Warn("it has no id: give it a UUID of its own, by which filters and correlations find it whatever its name becomes");
        }

        if (!rule.HasLevel)
        {
            findings.Warn("it has no level and counts as medium: write informational, low, medium, high or critical");
        }

        if (string.IsNullOrWhiteSpace(rule.Description))
        {
            findings.Warn("it has no description: say what a match means and what to look at next");
        }

        if (rule.References.Count == 0)
        {
            findings.Warn("it has no references: name a page on the operation or the technique");
        }
    }

    private void WarnOfLogic(DetectionRule rule, Findings findings)
    {
        if (rule.Correlation is not null)
        {
            foreach ((RecordSource source, string field) in FieldUse.Of(rule.Correlation))
            {
                WarnOfField(source, field, findings);
            }

            return;
        }

        Expr logic = rule.EventLogic!.Express(_placeholders);
        if (Contradiction.Find(logic, field => KnownFields.IsSingle(rule.Source, field)) is { } reason)
        {
            findings.Warn($"the condition can never be true: {reason}; mend the selections or the condition");
        }

        foreach (string field in FieldUse.Of(logic))
        {
            WarnOfField(rule.Source, field, findings);
        }

        foreach (YamlNode unused in rule.EventLogic.Unused)
        {
            findings.Warn(FormattableString.Invariant($"the selection {YamlNode.Quote(unused.Text)} in line {unused.Line} is not in the condition: use it or take it out"));
        }
    }

    private static void WarnOfField(RecordSource source, string field, Findings findings)
    {
        if (KnownFields.Problem(source, field, guess: !findings.IsFull) is { } problem)
        {
            findings.Warn(problem);
        }
    }

    private void TellTests(DetectionRule rule, RuleTests tests, IReadOnlyList<RuleTestResult> results, Findings findings)
    {
        foreach (RuleTestResult failed in results.Where(result => !result.Passed))
        {
            findings.Fail($"the test {YamlNode.Quote(failed.Test)} failed: {failed.Message} Correct the rule, or what the test expects.");
        }

        if (tests.Problem is not null)
        {
            findings.Fail($"its tests cannot be run: {tests.Problem}");
        }
        else if (_alerting.Contains(rule))
        {
            if (!tests.FileExists)
            {
                findings.Warn($"there is no test file: write tests in {Path.GetFileName(RuleTestRunner.TestFileOf(rule.Path))} beside it, a record that matches and a near miss");
                return;
            }

            if (!results.Any(result => result.Expected > 0))
            {
                findings.Warn("no test has records that it matches: add one that expects an alert");
            }

            if (!results.Any(result => result.Expected == 0))
            {
                findings.Warn("no test has a near miss: add one with records that look alike and must not match, which expects 0");
            }
        }
    }
}
