using AwsIr.Records;

namespace AwsIr.Detection;

/// <summary>Compiles a rule set: selects, tunes, filters and binds.</summary>
internal sealed class RuleSetCompiler
{
    private readonly LoadedRules _loaded;
    private readonly CompileOptions _options;
    private readonly SelectedRules _selected;
    private readonly Placeholders _placeholders;
    private readonly MatcherBinder _binder = new();
    private readonly List<RejectedRule> _rejected = [];
    private readonly List<RuleWarning> _warnings = [];
    private readonly Dictionary<RuleFilter, Expr> _filters = [];

    // Keyed by the rule as loaded; the rule itself may have become another one by tuning.
    private readonly Dictionary<DetectionRule, DetectionRule> _tuned = [];
    private readonly Dictionary<DetectionRule, Expr> _expressions = [];
    private readonly HashSet<DetectionRule> _failed = [];
    private readonly Dictionary<DetectionRule, HashSet<string>> _captures = [];
    private readonly List<DetectionRule> _correlations = [];
    private int _rulesCompiled;
    private bool _thresholdUsed;
    private bool _timespanUsed;

    public RuleSetCompiler(LoadedRules loaded, CompileOptions options)
    {
        _loaded = loaded;
        _options = options;
        _selected = new SelectedRules(loaded.Rules, options.Selection);
        _placeholders = new Placeholders(options.Placeholders);
    }

    public RuleSet Compile()
    {
        ExpressFilters();
        List<DetectionRule> running = _loaded.Rules.Where(_selected.Running.Contains).ToList();
        running.ForEach(Express);
        running.ForEach(rule => Tune(rule));
        List<DetectionRule> usable = running.FindAll(rule => !_failed.Contains(rule));

        // A part that only a failed correlation wanted runs no more.
        HashSet<DetectionRule> wanted = [.. RuleClosure.Of(usable.Where(_selected.Alerting.Contains))];
        usable.RemoveAll(rule => !wanted.Contains(rule));
        usable.ForEach(CollectCaptures);
        usable.ForEach(OrderCorrelation);
        Dictionary<RecordSource, SourceRules> sources = usable
            .Where(rule => rule.EventLogic is not null)
            .GroupBy(rule => rule.Source)
            .ToDictionary(group => group.Key, group => new SourceRules(Dispatch.FieldOf(group.Key), group.Select(CompileRule).ToArray()));
        CompiledCorrelation[] correlations = _correlations.ConvertAll(CompileCorrelation).ToArray();
        return new RuleSet
        {
            Rules = usable.Where(_selected.Alerting.Contains).Select(rule => _tuned[rule]).ToArray(),
            Rejected = _rejected,
            Warnings = _warnings,
            UnmatchedPatterns = _selected.UnmatchedPatterns,
            ThresholdUsed = _thresholdUsed,
            TimespanUsed = _timespanUsed,
            Correlations = correlations,
            FieldCount = _binder.FieldCount,
            TermCount = _binder.TermCount,
            Sources = sources,
        };
    }

    private void ExpressFilters()
    {
        foreach (RuleFilter filter in _loaded.Filters)
        {
            try
            {
                _filters[filter] = filter.Express(_placeholders);
            }
            catch (RuleException e)
            {
                _rejected.Add(new RejectedRule(filter.Path, filter.Title, e.Message, e.Line, e.Column) { AwaitsPlaceholder = e.AwaitsPlaceholder });
            }
        }
    }

    private void Express(DetectionRule rule)
    {
        if (rule.EventLogic is null)
        {
            return;
        }

        try
        {
            Expr logic = rule.EventLogic.Express(_placeholders);
            foreach (KeyValuePair<RuleFilter, Expr> filter in _filters.Where(pair => pair.Key.AppliesTo(rule)))
            {
                if (Suppression.IsComplete(logic, filter.Value, Dispatch.FieldOf(rule.Source)))
                {
                    _warnings.Add(new RuleWarning(
                        filter.Key.Path,
                        filter.Key.Title,
                        $"the filter suppresses everything that the rule '{rule.Name}' detects",
                        filter.Key.Line,
                        filter.Key.Column));
                }

                logic = Expr.All([logic, filter.Value]);
            }

            _expressions[rule] = logic;
        }
        catch (RuleException e)
        {
            Fail(rule, e.Message, e.Line, e.Column, e.AwaitsPlaceholder);
        }
    }

    /// <summary>Puts the user's threshold and window in a correlation, its parts first.</summary>
    private DetectionRule? Tune(DetectionRule rule)
    {
        if (_failed.Contains(rule))
        {
            return null;
        }

        if (_tuned.TryGetValue(rule, out DetectionRule? done))
        {
            return done;
        }

        if (rule.Correlation is not CorrelationLogic logic)
        {
            return _tuned[rule] = rule;
        }

        DetectionRule? missing = logic.Rules.FirstOrDefault(part => Tune(part) is null);
        if (missing is not null)
        {
            RejectedRule reason = _rejected.First(rejected => rejected.Path == missing.Path && rejected.Rule == missing.Name);
            return Fail(
                rule,
                $"it refers to the rule '{missing.Name}', which was rejected: {reason.Reason}",
                rule.Line,
                rule.Column,
                reason.AwaitsPlaceholder);
        }

        CorrelationLogic tuned = logic.With(
            (decimal?)_options.Threshold, _options.Timespan, logic.Rules.Select(part => _tuned[part]).ToArray());
        if (CorrelationReader.IsEmptyRange(tuned.Criteria))
        {
            return Fail(rule, "with this threshold no number is in the range of its condition: choose a smaller one", rule.Line, rule.Column);
        }

        _thresholdUsed |= _options.Threshold is not null && logic.Threshold is not null;
        _timespanUsed |= _options.Timespan is not null;
        return _tuned[rule] = rule.With(tuned);
    }

    /// <summary>A field of a correlation's burst is one that it groups by, or else one of its events, which must keep it.</summary>
    private void CollectCaptures(DetectionRule rule)
    {
        if (rule.Correlation is not CorrelationLogic logic)
        {
            return;
        }

        foreach (string name in logic.GroupBy.Concat(logic.Fields))
        {
            for (int i = 0; i < logic.Rules.Count; i++)
            {
                if (logic.Rules[i].Correlation is not null)
                {
                    CollectCapture(logic.Rules[i], logic.FieldOf(name, i));
                }
            }
        }
    }

    private void CollectCapture(DetectionRule rule, string field)
    {
        if (rule.Correlation is null)
        {
            if (!_captures.TryGetValue(rule, out HashSet<string>? fields))
            {
                _captures[rule] = fields = new HashSet<string>(StringComparer.Ordinal);
            }

            fields.Add(field);
        }
        else if (!rule.Correlation.GroupBy.Contains(field))
        {
            rule.Correlation.Rules.ToList().ForEach(part => CollectCapture(part, field));
        }
    }

    /// <summary>Adds a correlation to the list, after the ones that it refers to.</summary>
    private void OrderCorrelation(DetectionRule rule)
    {
        if (rule.Correlation is not null && !_correlations.Contains(rule))
        {
            rule.Correlation.Rules.ToList().ForEach(OrderCorrelation);
            _correlations.Add(rule);
        }
    }

    private CompiledCorrelation CompileCorrelation(DetectionRule rule) => new()
    {
        Rule = _tuned[rule],
        Alerts = _selected.Alerting.Contains(rule),
        Feeds = FeedsOf(rule, name => new FieldPath(name, -1)),
        Captures = rule.Correlation!.Rules.Select(CapturesOf).ToArray(),
    };

    private (CompiledRule Rule, IReadOnlyCollection<string>? Keys) CompileRule(DetectionRule rule)
    {
        Expr expression = _expressions[rule];
        var compiled = new CompiledRule
        {
            Rule = rule,
            Number = _rulesCompiled++,
            Alerts = _selected.Alerting.Contains(rule),
            Feeds = FeedsOf(rule, _binder.Field),
            Matcher = _binder.Bind(expression),
            Captures = CapturesOf(rule).Select(_binder.Field).ToArray(),
        };
        return (compiled, Dispatch.Keys(expression, Dispatch.FieldOf(rule.Source)));
    }

    private string[] CapturesOf(DetectionRule rule) => _captures.TryGetValue(rule, out HashSet<string>? fields) ? fields.ToArray() : [];

    /// <summary>The correlations that refer to a rule.</summary>
    private CorrelationFeed[] FeedsOf(DetectionRule rule, Func<string, FieldPath> field)
    {
        var feeds = new List<CorrelationFeed>();
        for (int i = 0; i < _correlations.Count; i++)
        {
            int place = _correlations[i].Correlation!.Rules.ToList().IndexOf(rule);
            if (place >= 0)
            {
                CorrelationLogic logic = _tuned[_correlations[i]].Correlation!;
                feeds.Add(new CorrelationFeed
                {
                    Correlation = i,
                    Rule = place,
                    Logic = logic,
                    GroupBy = logic.GroupBy.Select(name => field(logic.FieldOf(name, place))).ToArray(),
                    Fields = logic.Fields.Select(name => field(logic.FieldOf(name, place))).ToArray(),
                });
            }
        }

        return feeds.ToArray();
    }

    private DetectionRule? Fail(DetectionRule rule, string reason, int line, int column, bool awaitsPlaceholder = false)
    {
        _failed.Add(rule);
        _rejected.Add(new RejectedRule(rule.Path, rule.Name, reason, line, column) { AwaitsPlaceholder = awaitsPlaceholder });
        return null;
    }
}
