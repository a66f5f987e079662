namespace AwsIr.Detection;

/// <summary>The records behind a burst.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="First">The time of the first, in ticks.</param>
/// <param name="Last">The time of the last.</param>
/// <param name="Range">Where in the <see cref="BurstStore"/> the first of them are, in the order of their time.</param>
internal readonly record struct BurstEvents(long Count, long First, long Last, StoreRange Range);
