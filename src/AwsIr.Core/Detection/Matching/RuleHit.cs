namespace AwsIr.Detection;

/// <summary>A rule matched a record; what correlations need of the record's fields is taken along.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Record">The record.</param>
/// <param name="TimeTicks">Its time, as <see cref="Records.RecordFields.TimeTicks"/> gives it.</param>
/// <param name="Captures">For each of the rule's captured fields, its values; null when no correlation refers to the rule.</param>
internal readonly record struct RuleHit(CompiledRule Rule, IRecord Record, long TimeTicks, string[][]? Captures);
