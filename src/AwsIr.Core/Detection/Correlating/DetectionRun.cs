namespace AwsIr.Detection;

/// <summary>Turns the hits of one run into alerts. One thread at a time.</summary>
internal sealed class DetectionRun
{
    private readonly RuleSet _rules;
    private readonly EventStore _store = new();
    private readonly List<LeftOut> _leftOut = [];

    /// <summary>Starts a run of a rule set.</summary>
    public DetectionRun(RuleSet rules)
    {
        _rules = rules;
    }

    /// <summary>The events that correlations could not place; whole after <see cref="Complete"/>.</summary>
    public IReadOnlyList<LeftOut> LeftOut => _leftOut;

    /// <summary>Takes a hit, in file order and record order: the hits of one record must come one after another.</summary>
    /// <returns>The alert, when the rule alerts by itself.</returns>
    public Alert? Add(in RuleHit hit)
    {
        if (hit.Rule.Feeds)
        {
            _store.Add(hit);
        }

        return hit.Rule.Alerts ? AlertMaker.FromHit(hit) : null;
    }

    /// <summary>Ends the input.</summary>
    /// <returns>The alerts of correlations, in the order of their time, then of rules, then of groups.</returns>
    public IReadOnlyList<Alert> Complete()
    {
        var alerting = new List<Burst>();
        foreach (CompiledCorrelation correlation in _rules.Correlations)
        {
            var grouping = new Grouping(correlation, _store);
            List<Burst> bursts = Correlator.Run(correlation, grouping.Run());
            _leftOut.AddRange(grouping.LeftOut);
            _store.Add(correlation.Rule, bursts);
            if (correlation.Alerts)
            {
                alerting.AddRange(bursts);
            }
        }

        // A stable sort: bursts of one correlation are in the order of their groups already.
        return alerting
            .OrderBy(burst => burst.Time)
            .ThenBy(burst => burst.Correlation.Order)
            .Select(AlertMaker.FromBurst)
            .ToArray();
    }
}
