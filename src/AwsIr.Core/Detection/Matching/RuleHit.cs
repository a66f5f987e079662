namespace AwsIr.Detection;

/// <summary>A rule matched a record. What correlations make of it stands in the <see cref="HitBatch"/>.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Record">The record; null when nobody wants more of it than its place.</param>
/// <param name="TimeTicks">Its time, as <see cref="Records.RecordFields.TimeTicks"/> gives it.</param>
/// <param name="Number">Its number in its file.</param>
/// <param name="RecordId">The hash of its id; none if it has no id.</param>
/// <param name="Captures">For each of the rule's captured fields, its values; null when it captures none.</param>
/// <param name="OccurrencesEnd">Where its occurrences end in the batch; they begin where those of the hit before it end.</param>
/// <param name="LeftOutEnd">Where the correlations that it has no place in end in the batch.</param>
internal readonly record struct RuleHit(
    CompiledRule Rule,
    IRecord? Record,
    long TimeTicks,
    long Number,
    Hash128 RecordId,
    string[][]? Captures,
    int OccurrencesEnd,
    int LeftOutEnd);
