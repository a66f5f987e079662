namespace AwsIr.Bench.Corpora;

/// <summary>The corpora of one size. Each is made when it is first asked for.</summary>
internal sealed class CorpusSet
{
    /// <summary>Names the corpora; nothing is made yet.</summary>
    /// <param name="root">Where they lie.</param>
    /// <param name="scale">The size.</param>
    public CorpusSet(string root, double scale)
    {
        CloudTrail = new CloudTrailCorpus(root, scale);
        Plain = new PlainCloudTrail(root, CloudTrail, scale);
        Flow = new FlowLogCorpus(root, scale);
        Rules = new RuleCorpus(root, 1);
        ManyRules = new RuleCorpus(root, 8);
    }

    /// <summary>CloudTrail, compressed as it is delivered.</summary>
    public CloudTrailCorpus CloudTrail { get; }

    /// <summary>The same uncompressed.</summary>
    public PlainCloudTrail Plain { get; }

    /// <summary>VPC Flow Logs.</summary>
    public FlowLogCorpus Flow { get; }

    /// <summary>800 rules.</summary>
    public RuleCorpus Rules { get; }

    /// <summary>Eight times as many.</summary>
    public RuleCorpus ManyRules { get; }

    /// <summary>Makes all that are missing.</summary>
    public void Make()
    {
        _ = CloudTrail.Facts;
        _ = Plain.Facts;
        _ = Flow.Facts;
        _ = Rules.Folder;
        _ = ManyRules.Folder;
    }
}
