namespace AwsIr.Detection;

/// <summary>Which correlations have matches and are not finished.</summary>
internal sealed class UnfinishedCorrelations(IReadOnlyList<CompiledCorrelation> correlations)
{
    private readonly bool[] _isUnfinished = new bool[correlations.Count];

    /// <summary>A correlation has a match.</summary>
    public void Begin(int correlation) => _isUnfinished[correlation] = true;

    /// <summary>All bursts of a correlation are found.</summary>
    public void Finish(int correlation) => _isUnfinished[correlation] = false;

    /// <summary>The correlations that are not finished, and those that would have taken their bursts.</summary>
    public DetectionRule[] ToArray()
    {
        for (int i = 0; i < correlations.Count; i++)
        {
            foreach (CorrelationFeed feed in _isUnfinished[i] ? correlations[i].Feeds : [])
            {
                _isUnfinished[feed.Correlation] = true;
            }
        }

        return correlations.Where((_, i) => _isUnfinished[i]).Select(correlation => correlation.Rule).ToArray();
    }
}
