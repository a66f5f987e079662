namespace AwsIr.S3;

/// <summary>A page of a listing.</summary>
/// <param name="Entries">What it lists, in the order of keys.</param>
/// <param name="Next">The token of the next page; null if this is the last.</param>
internal sealed record S3Page(List<S3Object> Entries, string? Next);
