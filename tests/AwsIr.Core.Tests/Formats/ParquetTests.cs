using System.Text;
using AwsIr.Formats;

namespace AwsIr.Tests.Formats;

/// <summary>The parts of Parquet by the examples of its specification (apache/parquet-format, Encodings.md), and files put together by hand.</summary>
public class ParquetTests
{
    private static readonly ParquetField Number = new("n", ParquetType.Int64, IsOptional: false, UnitsPerSecond: 1);
    private static readonly ParquetField Text = new("t", ParquetType.ByteArray, IsOptional: false, UnitsPerSecond: 1);

    [Fact]
    public void Packed_groups_and_runs()
    {
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7], ParquetValues.ReadRuns([0x03, 0b10001000, 0b11000110, 0b11111010], 3, 8));
        Assert.Equal([9, 9, 9, 0, 1, 2], ParquetValues.ReadRuns([0x06, 9, 0x03, 0b00010000, 0b00000010, 0, 0], 4, 6));
        Assert.Equal([0, 0, 0], ParquetValues.ReadRuns([0x06], 0, 3));
        Assert.Equal([0x12345], ParquetValues.ReadRuns([0x02, 0x45, 0x23, 0x01], 20, 1));
        Assert.Throws<InvalidDataException>(() => ParquetValues.ReadRuns([0x00], 1, 1));
        Assert.Throws<InvalidDataException>(() => ParquetValues.ReadRuns([0x06], 33, 1));
    }

    [Fact]
    public void Differences()
    {
        // 1 to 5: blocks of 8 in one part, 5 values, the first 1; the least difference 1, 0 bits.
        Assert.Equal("1 2 3 4 5", Read([8, 1, 5, 2, 2, 0], Number, ParquetEncoding.DeltaBinaryPacked, 5));

        // 7 5 3 1 2 3 4 5: the first 7; the least difference -2, 2 bits: 0 0 0 3 3 3 3.
        Assert.Equal("7 5 3 1 2 3 4 5", Read([8, 1, 8, 14, 3, 2, 0b11000000, 0b00111111], Number, ParquetEncoding.DeltaBinaryPacked, 8));
        Assert.Throws<InvalidDataException>(() => Read([8, 1, 5, 2, 2, 65], Number, ParquetEncoding.DeltaBinaryPacked, 5));
        Assert.Throws<InvalidDataException>(() => Read([0, 0, 5, 2, 2, 0], Number, ParquetEncoding.DeltaBinaryPacked, 5));
    }

    [Fact]
    public void Texts_by_their_lengths_and_by_what_they_share()
    {
        // Hello World Foobar ABCDEF: lengths 5 5 6 6, differences 0 1 0.
        byte[] lengths = [8, 1, 4, 10, 0, 1, 0b00000010];
        Assert.Equal("Hello World Foobar ABCDEF", Read([.. lengths, .. "HelloWorldFoobarABCDEF"u8], Text, ParquetEncoding.DeltaLengthByteArray, 4));

        // axis axle babble babyhood: shared 0 2 0 3, the rest 4 2 6 5.
        Assert.Equal("axis axle babble babyhood", Read([.. Deltas(0, 2, 0, 3), .. Deltas(4, 2, 6, 5), .. "axislebabbleyhood"u8], Text, ParquetEncoding.DeltaByteArray, 4));
        Assert.ThrowsAny<Exception>(() => Read([.. Deltas(1, 2), .. Deltas(1, 1), .. "ab"u8], Text, ParquetEncoding.DeltaByteArray, 2));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_page_of_the_second_version(bool isStored)
    {
        // Three rows, of which the second has no value: levels 1 0 1 as a packed group.
        byte[] levels = [0x03, 0b00000101];
        byte[] values = [4, 0, 0, 0, .. "10.1"u8, 2, 0, 0, 0, .. "::"u8];
        byte[] stored = isStored ? values : Gzip(values);
        byte[] header =
        [
            0x15, 6, // 1: kind 3
            0x15, Zigzag(levels.Length + values.Length), // 2: length
            0x15, Zigzag(levels.Length + stored.Length), // 3: stored length
            0x5c, // 8: second version
            0x15, 6, 0x15, 2, 0x15, 6, 0x15, 0, 0x15, Zigzag(levels.Length), 0x15, 0, // values, nulls, rows, encoding, levels
            (byte)(isStored ? 0x12 : 0x11), // 7: compressed
            0x00,
            0x00,
        ];
        byte[] chunk = [.. header, .. levels, .. stored];
        var file = new ParquetFile(new MemoryStream(File([.. chunk], "srcaddr", rows: 3, codec: 2)));
        Assert.Equal("srcaddr", Assert.Single(file.Fields!).Name);
        var column = file.ReadColumn(file.Groups[0], 0);
        Assert.Equal(["10.1", "-", "::"], Enumerable.Range(0, column.Count).Select(i => Encoding.UTF8.GetString(column[i])));
    }

    [Fact]
    public void Metadata_that_is_nested_without_end_is_refused()
    {
        // Lists of lists, in a field that is not known.
        byte[] footer = [0xf9, .. Enumerable.Repeat((byte)0x19, 1_000_000)];
        Assert.Throws<InvalidDataException>(() => ParquetFooter.Read(footer));
        byte[] structs = [0xfc, .. Enumerable.Repeat((byte)0x1c, 1_000_000)];
        Assert.Throws<InvalidDataException>(() => ParquetFooter.Read(structs));

        // A number that never ends, and a list longer than the file.
        Assert.Throws<InvalidDataException>(() => ParquetFooter.Read([0x15, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]));
        Assert.Throws<InvalidDataException>(() => ParquetFooter.Read([0x29, 0xfc, 0xff, 0xff, 0xff, 0xff, 0x07]));
    }

    private static string Read(byte[] data, ParquetField field, ParquetEncoding encoding, int count)
    {
        var text = ParquetValues.Read(data, field, encoding, count);
        return string.Join(' ', Enumerable.Range(0, text.Count).Select(i => Encoding.UTF8.GetString(text[i])));
    }

    /// <summary>Small numbers as differences in eight bits each, the least being -64.</summary>
    private static byte[] Deltas(params int[] numbers) =>
        [8, 1, (byte)numbers.Length, Zigzag(numbers[0]), 127, 8, .. numbers.Zip(numbers.Skip(1)).Select(pair => (byte)(pair.Second - pair.First + 64)), .. new byte[9 - numbers.Length]];

    private static byte Zigzag(int number) => (byte)((number << 1) ^ (number >> 31));

    private static byte[] Gzip(byte[] bytes)
    {
        var packed = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionLevel.Optimal))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    /// <summary>A file with one optional column of texts in one group of rows.</summary>
    private static byte[] File(byte[] chunk, string name, byte rows, byte codec)
    {
        byte[] footer =
        [
            0x15, 2, // 1: version
            0x19, 0x2c, // 2: schema, two elements
            0x48, 1, (byte)'r', 0x15, 2, 0x00, // the table: name, one child
            0x15, 12, 0x25, 2, 0x18, (byte)name.Length, .. Encoding.ASCII.GetBytes(name), 0x00, // the column: type 6, optional, name
            0x16, (byte)(rows * 2), // 3: rows
            0x19, 0x1c, // 4: groups, one
            0x19, 0x1c, 0x26, 8, // 1: chunks, one: 2: file offset
            0x1c, 0x15, 12, 0x19, 0x05, 0x19, 0x18, 1, (byte)'c', 0x15, (byte)(codec * 2), 0x16, (byte)(rows * 2), 0x16, 0, 0x16, .. Varint(chunk.Length * 2), 0x26, 8, 0x00, // 3: metadata
            0x00,
            0x26, (byte)(rows * 2), 0x00, // 3: rows
            0x00,
        ];
        return [.. "PAR1"u8, .. chunk, .. footer, .. BitConverter.GetBytes(footer.Length), .. "PAR1"u8];
    }

    private static byte[] Varint(int number) => number < 128 ? [(byte)number] : [(byte)(number | 0x80), (byte)(number >> 7)];
}
