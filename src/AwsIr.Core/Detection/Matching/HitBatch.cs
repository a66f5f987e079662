using AwsIr.Evidence;

namespace AwsIr.Detection;

/// <summary>
/// Matches of some records of one item, in their order: filled by the thread that reads the item, then given to the run
/// as one object, which empties it for the next records.
/// </summary>
internal sealed class HitBatch
{
    private const int FullAt = 256;
    private const int FullOfOccurrencesAt = 768;
    private const int FullOfTextAt = 256 * 1024;

    /// <summary>Where the records are, so that they can be read again; null for records that are objects, which hits have.</summary>
    public EvidenceItem? Item { get; set; }

    /// <summary>The matches.</summary>
    public List<RuleHit> Hits { get; } = [];

    /// <summary>What correlations make of them.</summary>
    public Placements Placements { get; } = new();

    /// <summary>Rules that could not be evaluated.</summary>
    public List<EvaluationProblem> Problems { get; } = [];

    /// <summary>Whether it should be handed on before more is added: it is bounded also when values are huge.</summary>
    public bool IsFull => Hits.Count >= FullAt || Placements.Count >= FullOfOccurrencesAt || Placements.TextLength >= FullOfTextAt || Problems.Count >= FullAt;

    /// <summary>Whether there is nothing in it.</summary>
    public bool IsEmpty => Hits.Count == 0 && Problems.Count == 0;

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        Hits.Clear();
        Placements.Clear();
        Problems.Clear();
    }

    /// <summary>Takes back all hits but the first so many.</summary>
    public void KeepFirst(int hits)
    {
        Hits.RemoveRange(hits, Hits.Count - hits);
        RuleHit last = hits == 0 ? default : Hits[hits - 1];
        Placements.KeepFirst(last.OccurrencesEnd, last.LeftOutEnd);
    }
}
