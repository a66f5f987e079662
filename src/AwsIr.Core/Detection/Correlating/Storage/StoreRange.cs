namespace AwsIr.Detection;

/// <summary>A part of a list.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Where it ends.</param>
internal readonly record struct StoreRange(long Start, long End);
