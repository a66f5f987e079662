using System.Buffers.Binary;

namespace AwsIr.Formats;

/// <summary>Decodes what is in pages: values, and the numbers that say which there are.</summary>
internal static class ParquetValues
{
    /// <summary>Reads the values of a page that is not written by a dictionary.</summary>
    /// <param name="data">The values' bytes.</param>
    /// <param name="field">The column.</param>
    /// <param name="encoding">How they are written.</param>
    /// <param name="count">How many there are.</param>
    public static ColumnText Read(ReadOnlySpan<byte> data, ParquetField field, ParquetEncoding encoding, int count)
    {
        var text = new ColumnText(count);
        switch (encoding, field.Type)
        {
            case (ParquetEncoding.Plain, ParquetType.Int32):
                for (var i = 0; i < count; i++)
                {
                    AddNumber(text, field, BinaryPrimitives.ReadInt32LittleEndian(data.Slice(i * sizeof(int))));
                }

                break;
            case (ParquetEncoding.Plain, ParquetType.Int64):
                for (var i = 0; i < count; i++)
                {
                    AddNumber(text, field, BinaryPrimitives.ReadInt64LittleEndian(data.Slice(i * sizeof(long))));
                }

                break;
            case (ParquetEncoding.DeltaBinaryPacked, ParquetType.Int32 or ParquetType.Int64):
                foreach (var number in ReadDeltas(ref data, count))
                {
                    AddNumber(text, field, field.Type == ParquetType.Int32 ? (int)number : number);
                }

                break;
            case (ParquetEncoding.Plain, ParquetType.ByteArray):
                for (var i = 0; i < count; i++)
                {
                    text.Add(Take(ref data, BinaryPrimitives.ReadInt32LittleEndian(Take(ref data, sizeof(int)))));
                }

                break;
            case (ParquetEncoding.DeltaLengthByteArray, ParquetType.ByteArray):
                foreach (var length in ReadDeltas(ref data, count))
                {
                    text.Add(Take(ref data, checked((int)length)));
                }

                break;
            case (ParquetEncoding.DeltaByteArray, ParquetType.ByteArray):
                ReadPrefixed(data, count, text);
                break;
            default:
                throw new InvalidDataException($"the column {field.Name} has values of the type {field.Type} in the encoding {encoding}");
        }

        return text;
    }

    /// <summary>Reads numbers of a few bits that are written as runs and packed groups: places in a dictionary, or which values are missing.</summary>
    /// <param name="data">The bytes.</param>
    /// <param name="bits">How many bits a number has, 0 to 32.</param>
    /// <param name="count">How many numbers there are.</param>
    public static int[] ReadRuns(ReadOnlySpan<byte> data, int bits, int count)
    {
        if (bits is < 0 or > 32)
        {
            throw Damaged();
        }

        var numbers = new int[count];
        for (var at = 0; at < count;)
        {
            var header = ReadUnsigned(ref data);
            var length = (int)Math.Min(header >> 1, int.MaxValue / 8);
            if ((header & 1) == 0)
            {
                long value = 0;
                var bytes = Take(ref data, (bits + 7) / 8);
                for (var i = 0; i < bytes.Length; i++)
                {
                    value |= (long)bytes[i] << (i * 8);
                }

                length = Math.Min(length, count - at);
                if (length == 0)
                {
                    throw Damaged();
                }

                numbers.AsSpan(at, length).Fill((int)value);
                at += length;
            }
            else
            {
                // Groups of eight; of the last one, what is beyond the count is filling, and may be left out.
                var wanted = Math.Min(length * 8, count - at);
                var packed = Take(ref data, Math.Min(data.Length, checked(length * bits)));
                ulong bitsAhead = 0;
                var have = 0;
                var next = 0;
                for (var i = 0; i < wanted; i++)
                {
                    for (; have < bits; have += 8)
                    {
                        bitsAhead |= (ulong)packed[next++] << have;
                    }

                    numbers[at++] = (int)(bitsAhead & ((1UL << bits) - 1));
                    bitsAhead >>= bits;
                    have -= bits;
                }
            }
        }

        return numbers;
    }

    private static void AddNumber(ColumnText text, ParquetField field, long number) => text.Add(number / field.UnitsPerSecond);

    /// <summary>Texts as what they share with the one before, and the rest.</summary>
    private static void ReadPrefixed(ReadOnlySpan<byte> data, int count, ColumnText text)
    {
        var prefixes = ReadDeltas(ref data, count);
        var suffixes = ReadDeltas(ref data, count);
        var last = Array.Empty<byte>();
        for (var i = 0; i < count; i++)
        {
            var suffix = Take(ref data, checked((int)suffixes[i]));
            var value = new byte[checked((int)(prefixes[i] + suffix.Length))];
            last.AsSpan(0, (int)prefixes[i]).CopyTo(value);
            suffix.CopyTo(value.AsSpan((int)prefixes[i]));
            text.Add(value);
            last = value;
        }
    }

    /// <summary>Numbers as differences, packed in blocks, each with the bits that its largest needs.</summary>
    private static long[] ReadDeltas(ref ReadOnlySpan<byte> data, int count)
    {
        var blockSize = ReadUnsigned(ref data);
        var parts = ReadUnsigned(ref data);
        var total = ReadUnsigned(ref data);
        var value = ReadSigned(ref data);
        if (parts is 0 or > 1024 || blockSize is 0 or > (1 << 20) || blockSize % parts != 0 || (blockSize / parts) % 8 != 0 || total != (ulong)count)
        {
            throw Damaged();
        }

        var numbers = new long[count];
        var at = 0;
        if (count > 0)
        {
            numbers[at++] = value;
        }

        var partSize = (int)(blockSize / parts);
        while (at < count)
        {
            var least = ReadSigned(ref data);
            var widths = Take(ref data, (int)parts);
            for (var part = 0; part < widths.Length && at < count; part++)
            {
                int bits = widths[part];
                if (bits > 64)
                {
                    throw Damaged();
                }

                var packed = Take(ref data, partSize / 8 * bits);
                for (var i = 0; i < partSize && at < count; i++)
                {
                    value = unchecked(value + least + (long)Bits(packed, (long)i * bits, bits));
                    numbers[at++] = value;
                }
            }
        }

        return numbers;
    }

    /// <summary>The number of up to 64 bits that begins at a bit, the lowest first.</summary>
    private static ulong Bits(ReadOnlySpan<byte> data, long start, int bits)
    {
        ulong value = 0;
        for (var have = 0; have < bits;)
        {
            var at = start + have;
            var offset = (int)(at % 8);
            value |= (ulong)(data[(int)(at / 8)] >> offset) << have;
            have += 8 - offset;
        }

        return bits == 64 ? value : value & ((1UL << bits) - 1);
    }

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> data, int length)
    {
        if ((uint)length > (uint)data.Length)
        {
            throw Damaged();
        }

        var taken = data.Slice(0, length);
        data = data.Slice(length);
        return taken;
    }

    private static long ReadSigned(ref ReadOnlySpan<byte> data)
    {
        var value = ReadUnsigned(ref data);
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    private static ulong ReadUnsigned(ref ReadOnlySpan<byte> data)
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var part = Take(ref data, 1)[0];
            value |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }

        throw Damaged();
    }

    private static InvalidDataException Damaged() => new("the values of a page cannot be read");
}
