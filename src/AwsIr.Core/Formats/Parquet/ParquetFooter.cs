namespace AwsIr.Formats;

/// <summary>What a Parquet file's footer says of its columns and rows. Only tables without nesting are read.</summary>
internal sealed class ParquetFooter
{
    /// <summary>More rows in a group are not believed: writers make groups of a million.</summary>
    private const int MaxRows = 4 * 1024 * 1024;

    private ParquetFooter(ParquetField[]? fields, List<ParquetGroup> groups)
    {
        Fields = fields;
        Groups = groups;
    }

    /// <summary>The columns; null if they are no plain table.</summary>
    public ParquetField[]? Fields { get; }

    /// <summary>The groups of rows.</summary>
    public IReadOnlyList<ParquetGroup> Groups { get; }

    /// <summary>Reads a footer.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static ParquetFooter Read(ReadOnlySpan<byte> data)
    {
        var reader = new ThriftReader(data);
        ParquetField[]? fields = null;
        var groups = new List<ParquetGroup>();
        short id = 0;
        while (reader.NextField(ref id, out var type))
        {
            switch (id)
            {
                case 2 when type == ThriftType.List:
                    fields = ReadSchema(ref reader);
                    break;
                case 4 when type == ThriftType.List:
                    for (var left = reader.List(out _); left > 0; left--)
                    {
                        groups.Add(ReadGroup(ref reader));
                    }

                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        return fields is null || groups.TrueForAll(group => group.Chunks.Length == fields.Length)
            ? new ParquetFooter(fields, groups)
            : throw new InvalidDataException("its groups of rows do not have the columns of its schema");
    }

    /// <summary>The first element is the table, the others its columns.</summary>
    private static ParquetField[]? ReadSchema(ref ThriftReader reader)
    {
        var fields = new List<ParquetField>();
        var isFlat = true;
        var count = reader.List(out _);
        for (var i = 0; i < count; i++)
        {
            var (name, type, repetition, children, converted) = ("", -1, 0, 0, -1);
            short id = 0;
            while (reader.NextField(ref id, out var fieldType))
            {
                switch (id)
                {
                    case 1:
                        type = reader.Int32();
                        break;
                    case 3:
                        repetition = reader.Int32();
                        break;
                    case 4:
                        name = JsonText.GetString(reader.Binary());
                        break;
                    case 5:
                        children = reader.Int32();
                        break;
                    case 6:
                        converted = reader.Int32();
                        break;
                    default:
                        reader.Skip(fieldType);
                        break;
                }
            }

            const int Repeated = 2, TimestampMillis = 9, TimestampMicros = 10;
            if (i > 0)
            {
                isFlat &= children == 0 && repetition != Repeated && type >= 0;
                fields.Add(new ParquetField(name, (ParquetType)type, repetition == 1, converted switch { TimestampMillis => 1_000, TimestampMicros => 1_000_000, _ => 1 }));
            }
        }

        return isFlat ? [.. fields] : null;
    }

    private static ParquetGroup ReadGroup(ref ThriftReader reader)
    {
        var chunks = new List<ParquetChunk>();
        long rows = -1;
        short id = 0;
        while (reader.NextField(ref id, out var type))
        {
            switch (id)
            {
                case 1 when type == ThriftType.List:
                    for (var left = reader.List(out _); left > 0; left--)
                    {
                        chunks.Add(ReadChunk(ref reader));
                    }

                    break;
                case 3:
                    rows = reader.Int64();
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        return rows is >= 0 and <= MaxRows
            ? new ParquetGroup((int)rows, [.. chunks])
            : throw new InvalidDataException(FormattableString.Invariant($"it has {rows} rows in one group"));
    }

    private static ParquetChunk ReadChunk(ref ThriftReader reader)
    {
        var chunk = default(ParquetChunk);
        short id = 0;
        while (reader.NextField(ref id, out var type))
        {
            if (id == 3 && type == ThriftType.Struct)
            {
                chunk = ReadChunkMetadata(ref reader);
            }
            else
            {
                reader.Skip(type);
            }
        }

        return chunk;
    }

    private static ParquetChunk ReadChunkMetadata(ref ThriftReader reader)
    {
        var codec = 0;
        long length = 0, dataStart = 0, dictionaryStart = 0;
        short id = 0;
        while (reader.NextField(ref id, out var type))
        {
            switch (id)
            {
                case 4:
                    codec = reader.Int32();
                    break;
                case 7:
                    length = reader.Int64();
                    break;
                case 9:
                    dataStart = reader.Int64();
                    break;
                case 11:
                    dictionaryStart = reader.Int64();
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        // Some writers put 0 for a dictionary that is not there.
        return new ParquetChunk((ParquetCodec)codec, dictionaryStart > 0 && dictionaryStart < dataStart ? dictionaryStart : dataStart, length);
    }
}
