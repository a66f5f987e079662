namespace AwsIr.Bench.EndToEnd;

/// <summary>A script that is judged by the gigabytes of text that it reads a second.</summary>
internal sealed class ThroughputJob : ScriptJob
{
    /// <inheritdoc/>
    public override double Value(JobResult result) => result.GigabytesPerSecond;
}
