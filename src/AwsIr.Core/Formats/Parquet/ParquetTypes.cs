namespace AwsIr.Formats;

/// <summary>How Parquet stores a value; the numbers are the format's.</summary>
internal enum ParquetType
{
    Boolean = 0,
    Int32 = 1,
    Int64 = 2,
    Int96 = 3,
    Float = 4,
    Double = 5,
    ByteArray = 6,
    FixedLengthByteArray = 7,
}

/// <summary>How a page's values are written; the numbers are the format's.</summary>
internal enum ParquetEncoding
{
    Plain = 0,
    PlainDictionary = 2,
    RunLength = 3,
    BitPacked = 4,
    DeltaBinaryPacked = 5,
    DeltaLengthByteArray = 6,
    DeltaByteArray = 7,
    RunLengthDictionary = 8,
}

/// <summary>How pages are compressed; the numbers are the format's.</summary>
internal enum ParquetCodec
{
    None = 0,
    Snappy = 1,
    Gzip = 2,
    Lzo = 3,
    Brotli = 4,
    Lz4 = 5,
    Zstandard = 6,
    Lz4Raw = 7,
}

/// <summary>The kinds of pages; the numbers are the format's.</summary>
internal enum ParquetPageKind
{
    Data = 0,
    Index = 1,
    Dictionary = 2,
    DataV2 = 3,
}

/// <summary>A column of the file's schema.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">How its values are stored.</param>
/// <param name="IsOptional">Whether values may be missing.</param>
/// <param name="UnitsPerSecond">For times: 1,000 or 1,000,000; else 1.</param>
internal sealed record ParquetField(string Name, ParquetType Type, bool IsOptional, long UnitsPerSecond);

/// <summary>Where the values of one column in one group of rows lie.</summary>
/// <param name="Codec">How its pages are compressed.</param>
/// <param name="Start">Where its first page begins in the file.</param>
/// <param name="Length">How many bytes its pages have.</param>
internal readonly record struct ParquetChunk(ParquetCodec Codec, long Start, long Length);

/// <summary>A group of rows: how many, and a chunk a column.</summary>
internal sealed record ParquetGroup(int Rows, ParquetChunk[] Chunks);
