using AwsIr.Formats;

namespace AwsIr.Detection;

/// <summary>How a run is done.</summary>
internal sealed class DetectionRunOptions
{
    /// <summary>What the items were read with; events of alerts are read again with it.</summary>
    public ReadOptions ReadOptions { get; init; } = ReadOptions.All;

    /// <summary>How many items are read again at the same time.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Leaves out what a rule has matched before; null to take everything.</summary>
    public RepeatedRecords? Repeats { get; init; }

    /// <summary>How much correlations keep in memory.</summary>
    public CorrelationMemory Memory { get; init; } = CorrelationMemory.Default;
}
