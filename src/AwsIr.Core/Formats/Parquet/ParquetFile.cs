using System.Buffers.Binary;
using System.IO.Compression;

namespace AwsIr.Formats;

/// <summary>
/// Reads plain tables from Parquet files, a group of rows at a time, each column as text. What flow logs need of the format and
/// nothing more: no nesting, whole numbers and texts, gzip and Snappy. It believes nothing that the file says of sizes and nesting.
/// See https://parquet.apache.org/docs/file-format/.
/// </summary>
internal sealed class ParquetFile
{
    private const int MaxFooter = 32 * 1024 * 1024;

    private const int MaxChunk = 256 * 1024 * 1024;

    private const int MaxPage = 64 * 1024 * 1024;

    private readonly Stream _stream;
    private readonly ParquetFooter _footer;

    /// <summary>Reads the footer.</summary>
    /// <param name="stream">The file; can be read in any order.</param>
    /// <exception cref="InvalidDataException">It is damaged, or no Parquet file that can be read here.</exception>
    public ParquetFile(Stream stream)
    {
        _stream = stream;
        var end = Read(stream.Length - 8, 8);
        if (end.AsSpan(4).SequenceEqual("PARE"u8))
        {
            throw new InvalidDataException("it is encrypted");
        }

        if (!end.AsSpan(4).SequenceEqual(Mark))
        {
            throw new InvalidDataException("its end is missing");
        }

        var length = BinaryPrimitives.ReadInt32LittleEndian(end);
        _footer = length is > 0 and <= MaxFooter ? ParquetFooter.Read(Read(stream.Length - 8 - length, length)) : throw new InvalidDataException("its footer cannot be read");
    }

    /// <summary>What every Parquet file begins and ends with.</summary>
    public static ReadOnlySpan<byte> Mark => "PAR1"u8;

    /// <summary>The columns; null if they are no plain table.</summary>
    public ParquetField[]? Fields => _footer.Fields;

    /// <summary>The groups of rows.</summary>
    public IReadOnlyList<ParquetGroup> Groups => _footer.Groups;

    /// <summary>Reads one column of one group of rows.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or written in a way that is not read here.</exception>
    public ColumnText ReadColumn(ParquetGroup group, int column)
    {
        var field = _footer.Fields![column];
        var chunk = group.Chunks[column];
        if (chunk.Length is < 0 or > MaxChunk)
        {
            throw new InvalidDataException(FormattableString.Invariant($"the column {field.Name} has {chunk.Length} bytes in one group of rows"));
        }

        ReadOnlySpan<byte> data = Read(chunk.Start, (int)chunk.Length);
        var text = new ColumnText(group.Rows);
        ColumnText? dictionary = null;
        while (text.Count < group.Rows)
        {
            var reader = new ThriftReader(data);
            var page = ParquetPage.Read(ref reader);
            data = data.Slice(reader.Position);
            if (page.StoredLength < 0 || page.StoredLength > data.Length || page.Length is < 0 or > MaxPage || page.Values < 0)
            {
                throw new InvalidDataException($"a page of the column {field.Name} has no possible size");
            }

            var stored = data.Slice(0, page.StoredLength);
            data = data.Slice(page.StoredLength);
            switch (page.Kind)
            {
                case ParquetPageKind.Dictionary:
                    // Every number takes four bytes at least, and every text has its length in as many.
                    dictionary = ParquetValues.Read(Decompress(stored, page.Length, chunk.Codec), field, ParquetEncoding.Plain, Math.Min(page.Values, page.Length / sizeof(int)));
                    break;
                case ParquetPageKind.Data or ParquetPageKind.DataV2 when page.Values <= group.Rows - text.Count:
                    ReadPage(page, stored, chunk.Codec, field, dictionary, text);
                    break;
                case ParquetPageKind.Data or ParquetPageKind.DataV2:
                    throw new InvalidDataException($"the column {field.Name} has more values than there are rows");
            }
        }

        return text;
    }

    private static void ReadPage(ParquetPage page, ReadOnlySpan<byte> stored, ParquetCodec codec, ParquetField field, ColumnText? dictionary, ColumnText text)
    {
        int[]? present = null;
        ReadOnlySpan<byte> values;
        if (page.Kind == ParquetPageKind.DataV2)
        {
            // The levels come first and are never compressed.
            var levels = checked(page.RepetitionLength + page.DefinitionLength);
            values = stored.Slice(levels);
            values = page.IsStored ? values : Decompress(values, page.Length - levels, codec);
            if (field.IsOptional)
            {
                present = ParquetValues.ReadRuns(stored.Slice(page.RepetitionLength, page.DefinitionLength), 1, page.Values);
            }
        }
        else
        {
            values = Decompress(stored, page.Length, codec);
            if (field.IsOptional)
            {
                if (page.LevelEncoding != ParquetEncoding.RunLength)
                {
                    throw new InvalidDataException($"the column {field.Name} says in the encoding {page.LevelEncoding} which values are missing");
                }

                var length = BinaryPrimitives.ReadInt32LittleEndian(values);
                present = ParquetValues.ReadRuns(values.Slice(sizeof(int), length), 1, page.Values);
                values = values.Slice(sizeof(int) + length);
            }
        }

        var count = page.Values;
        if (present is not null)
        {
            count = 0;
            foreach (var level in present)
            {
                count += level;
            }
        }

        int[]? places = null;
        ColumnText read;
        if (page.Encoding is ParquetEncoding.PlainDictionary or ParquetEncoding.RunLengthDictionary)
        {
            read = dictionary ?? throw new InvalidDataException($"the dictionary of the column {field.Name} is missing");
            places = count == 0 ? [] : ParquetValues.ReadRuns(values.Slice(1), values[0], count);
        }
        else
        {
            read = ParquetValues.Read(values, field, page.Encoding, count);
        }

        var next = 0;
        for (var i = 0; i < page.Values; i++)
        {
            if (present is not null && present[i] == 0)
            {
                text.AddNothing();
                continue;
            }

            var place = places is null ? next : places[next];
            next++;
            text.AddAsIs((uint)place < (uint)read.Count ? read[place] : throw new InvalidDataException($"the column {field.Name} has values beyond its dictionary"));
        }
    }

    private static ReadOnlySpan<byte> Decompress(ReadOnlySpan<byte> data, int length, ParquetCodec codec) => codec switch
    {
        ParquetCodec.None => data,
        _ when length == 0 => default,
        ParquetCodec.Snappy => Snappy.Decompress(data, length),
        ParquetCodec.Gzip => Gunzip(data, length),
        _ => throw new InvalidDataException($"it is compressed with {codec}, which is not read here: gzip and Snappy are"),
    };

    private static byte[] Gunzip(ReadOnlySpan<byte> data, int length)
    {
        using var gzip = new GZipStream(new MemoryStream(data.ToArray()), CompressionMode.Decompress);
        var output = new byte[length];
        var written = 0;
        for (int read; written < length && (read = gzip.Read(output, written, length - written)) > 0;)
        {
            written += read;
        }

        return written == length ? output : throw new InvalidDataException("a page's compressed data ends early");
    }

    private byte[] Read(long start, int length)
    {
        if (start < 0 || start > _stream.Length - length)
        {
            throw new InvalidDataException("a part of it lies outside of the file");
        }

        var bytes = new byte[length];
        _stream.Position = start;
        for (var done = 0; done < length;)
        {
            var read = _stream.Read(bytes, done, length - done);
            done += read > 0 ? read : throw new EndOfStreamException("The file became shorter while it was read.");
        }

        return bytes;
    }
}
