namespace AwsIr.Formats;

/// <summary>The header of a page.</summary>
internal readonly struct ParquetPage
{
    /// <summary>What is in the page.</summary>
    public ParquetPageKind Kind { get; private init; }

    /// <summary>How many bytes follow the header.</summary>
    public int StoredLength { get; private init; }

    /// <summary>How many bytes they are when decompressed.</summary>
    public int Length { get; private init; }

    /// <summary>How many values it has, missing ones among them.</summary>
    public int Values { get; private init; }

    /// <summary>How the values are written.</summary>
    public ParquetEncoding Encoding { get; private init; }

    /// <summary>How it is written which values are missing (first version).</summary>
    public ParquetEncoding LevelEncoding { get; private init; }

    /// <summary>How many bytes say which values are missing (second version).</summary>
    public int DefinitionLength { get; private init; }

    /// <summary>How many bytes say which values belong together (second version).</summary>
    public int RepetitionLength { get; private init; }

    /// <summary>Whether the values are not compressed in spite of the column's codec (second version).</summary>
    public bool IsStored { get; private init; }

    /// <summary>Reads a header.</summary>
    public static ParquetPage Read(ref ThriftReader reader)
    {
        var (kind, length, storedLength) = (-1, -1, -1);
        var page = default(ParquetPage);
        short id = 0;
        while (reader.NextField(ref id, out var type))
        {
            switch (id)
            {
                case 1:
                    kind = reader.Int32();
                    break;
                case 2:
                    length = reader.Int32();
                    break;
                case 3:
                    storedLength = reader.Int32();
                    break;
                case 5 or 7 when type == ThriftType.Struct:
                    page = ReadFirstVersion(ref reader);
                    break;
                case 8 when type == ThriftType.Struct:
                    page = ReadSecondVersion(ref reader);
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        return page with { Kind = (ParquetPageKind)kind, Length = length, StoredLength = storedLength };
    }

    /// <summary>A dictionary's header is the beginning of a data page's.</summary>
    private static ParquetPage ReadFirstVersion(ref ThriftReader reader)
    {
        var (values, encoding, levels) = (0, -1, 0);
        short id = 0;
        while (reader.NextField(ref id, out var type))
        {
            switch (id)
            {
                case 1:
                    values = reader.Int32();
                    break;
                case 2:
                    encoding = reader.Int32();
                    break;
                case 3 when type == ThriftType.Int32:
                    levels = reader.Int32();
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        return new ParquetPage { Values = values, Encoding = (ParquetEncoding)encoding, LevelEncoding = (ParquetEncoding)levels };
    }

    private static ParquetPage ReadSecondVersion(ref ThriftReader reader)
    {
        var (values, encoding, definition, repetition, isStored) = (0, -1, 0, 0, false);
        short id = 0;
        while (reader.NextField(ref id, out var type))
        {
            switch (id)
            {
                case 1:
                    values = reader.Int32();
                    break;
                case 4:
                    encoding = reader.Int32();
                    break;
                case 5:
                    definition = reader.Int32();
                    break;
                case 6:
                    repetition = reader.Int32();
                    break;
                case 7:
                    isStored = type == ThriftType.False;
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        return new ParquetPage { Values = values, Encoding = (ParquetEncoding)encoding, DefinitionLength = definition, RepetitionLength = repetition, IsStored = isStored };
    }
}
