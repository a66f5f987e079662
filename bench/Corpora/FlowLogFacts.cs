namespace AwsIr.Bench.Corpora;

/// <summary>What a flow log corpus holds, counted while it was made.</summary>
internal sealed class FlowLogFacts : CorpusFacts
{
    /// <summary>Lines whose action is REJECT.</summary>
    public required long Rejects { get; init; }

    /// <summary>Lines that say that there was no data.</summary>
    public required long Gaps { get; init; }

    /// <summary>The 20 sources with the most flows, and how many those are.</summary>
    public required Talker[] TopAll { get; init; }

    /// <summary>The 20 sources with the most rejected flows.</summary>
    public required Talker[] TopRejects { get; init; }

    /// <summary>A source and its flows.</summary>
    internal sealed record Talker(string Address, long Flows);
}
