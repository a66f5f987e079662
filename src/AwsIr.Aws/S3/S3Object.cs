namespace AwsIr.S3;

/// <summary>An object as a listing shows it, or the common beginning of several keys.</summary>
/// <param name="Key">The key, or its beginning with the delimiter.</param>
/// <param name="Size">In bytes.</param>
/// <param name="ETag">With its quotes.</param>
/// <param name="Modified">When it was stored, in UTC.</param>
/// <param name="ArchiveClass">The archive class that it must be restored from first; null if it can be read.</param>
/// <param name="IsPrefix">Whether it is the beginning of several keys.</param>
internal sealed record S3Object(string Key, long Size, string ETag, DateTime Modified, string? ArchiveClass, bool IsPrefix = false);
