namespace AwsIr.Evidence;

/// <summary>Something with bytes of logs in it: a file here, an object in S3 elsewhere.</summary>
internal abstract class EvidenceItem
{
    /// <summary>The full path or URI, as provenance shows it.</summary>
    public abstract string Name { get; }

    /// <summary>The stored size in bytes (compressed where it is), or null if unknown before reading.</summary>
    public abstract long? Length { get; }

    /// <summary>When it was written last, in UTC; null if unknown. Logs that leave out the year are dated by it.</summary>
    public virtual DateTime? Modified => null;

    /// <summary>What is known of its records besides; null for nothing.</summary>
    public virtual EvidenceOrigin? Origin => null;

    /// <summary>Why it could not be read, once that failed; null where the exception says enough.</summary>
    public virtual SourceException? Failure => null;

    /// <summary>Opens the stored bytes. The caller disposes.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Reading it is not allowed.</exception>
    public abstract Stream Open();
}
