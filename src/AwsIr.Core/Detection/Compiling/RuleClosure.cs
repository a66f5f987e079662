namespace AwsIr.Detection;

/// <summary>Rules with all that they refer to, through chains of correlations.</summary>
internal static class RuleClosure
{
    /// <summary>The rules and their parts, each once, a part before the rules that refer to it.</summary>
    public static IReadOnlyList<DetectionRule> Of(IEnumerable<DetectionRule> rules)
    {
        var all = new List<DetectionRule>();
        var taken = new HashSet<DetectionRule>();
        foreach (DetectionRule rule in rules)
        {
            Take(rule);
        }

        return all;

        void Take(DetectionRule rule)
        {
            if (taken.Add(rule))
            {
                foreach (DetectionRule part in rule.Correlation?.Rules ?? [])
                {
                    Take(part);
                }

                all.Add(rule);
            }
        }
    }
}
