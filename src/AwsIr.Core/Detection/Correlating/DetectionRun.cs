namespace AwsIr.Detection;

/// <summary>Turns the hits of one run into alerts. One thread at a time.</summary>
internal sealed class DetectionRun
{
    /// <summary>Starts a run of a rule set.</summary>
    public DetectionRun(RuleSet rules) => throw new NotImplementedException();

    /// <summary>Takes a hit, in file order and record order: the hits of one record must come one after another.</summary>
    /// <returns>The alert, when the rule alerts by itself.</returns>
    public Alert? Add(in RuleHit hit) => throw new NotImplementedException();

    /// <summary>Ends the input.</summary>
    /// <returns>The alerts of correlations, in the order of their time, then of rules, then of groups.</returns>
    public IReadOnlyList<Alert> Complete() => throw new NotImplementedException();

    /// <summary>The events that correlations could not place; whole after <see cref="Complete"/>.</summary>
    public IReadOnlyList<LeftOut> LeftOut => throw new NotImplementedException();
}
