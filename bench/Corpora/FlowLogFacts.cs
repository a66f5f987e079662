namespace AwsIr.Bench.Corpora;

/// <summary>What a flow log corpus holds, counted while it was made.</summary>
internal sealed class FlowLogFacts : CorpusFacts
{
    /// <summary>Lines whose action is REJECT.</summary>
    public required long Rejects { get; init; }

    /// <summary>Lines that say that there was no data.</summary>
    public required long Gaps { get; init; }

    /// <summary>The ten sources that moved the most bytes.</summary>
    public required Talker[] TopAll { get; init; }

    /// <summary>The ten sources whose rejected flows have the most bytes.</summary>
    public required Talker[] TopRejects { get; init; }

    /// <summary>A source, its flows, and their bytes.</summary>
    internal sealed record Talker(string Address, long Flows, long Bytes);
}
