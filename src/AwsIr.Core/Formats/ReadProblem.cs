namespace AwsIr;

/// <summary>What kind of thing went wrong while reading evidence. The names are error ids: public API.</summary>
public enum ReadProblemKind
{
    /// <summary>The file could not be opened or read.</summary>
    Unreadable,

    /// <summary>The compressed data is damaged or ends early.</summary>
    BadCompression,

    /// <summary>The text ends in the middle of a record.</summary>
    Truncated,

    /// <summary>The text is not valid JSON at that place.</summary>
    BadJson,

    /// <summary>A line is not what its log's columns say.</summary>
    BadLine,

    /// <summary>A Parquet file is damaged, or written in a way that is not read.</summary>
    BadParquet,

    /// <summary>Valid, but not a log of a kind that is known.</summary>
    UnknownContent,

    /// <summary>A record, or a value before the records, is larger than a reader accepts.</summary>
    TooLarge,
}

/// <summary>Something that could not be read: where, and what to make of it. What was read before it is kept, and the run goes on.</summary>
/// <param name="Kind">What kind of thing went wrong.</param>
/// <param name="Path">The full path or URI of the file.</param>
/// <param name="Record">The number, from 0, of the record in the file at which it happened; null if no record was begun.</param>
/// <param name="Offset">The position in the decompressed text, in bytes from 0; null if unknown.</param>
/// <param name="Message">A sentence for people: what happened there, and what was lost.</param>
public sealed record ReadProblem(ReadProblemKind Kind, string Path, long? Record, long? Offset, string Message);
