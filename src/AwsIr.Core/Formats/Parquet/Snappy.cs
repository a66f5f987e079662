namespace AwsIr.Formats;

/// <summary>Decompresses Snappy's raw format, which most writers of Parquet use.</summary>
internal static class Snappy
{
    /// <summary>Decompresses into exactly as many bytes as are expected.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static byte[] Decompress(ReadOnlySpan<byte> data, int length)
    {
        var output = new byte[length];
        var at = 0;
        var written = 0;
        long announced = 0;
        for (var shift = 0; ; shift += 7)
        {
            var part = Byte(data, ref at);
            announced |= (long)(part & 0x7f) << shift;
            if (part < 0x80)
            {
                break;
            }

            if (shift > 28)
            {
                throw Damaged();
            }
        }

        if (announced != length)
        {
            throw Damaged();
        }

        while (at < data.Length)
        {
            var tag = Byte(data, ref at);
            int count;
            if ((tag & 3) == 0)
            {
                // Bytes as they are; long ones have their length in the next bytes.
                count = tag >> 2;
                if (count >= 60)
                {
                    count = Number(data, ref at, count - 59);
                }

                count++;
                if (count <= 0 || count > data.Length - at || count > length - written)
                {
                    throw Damaged();
                }

                data.Slice(at, count).CopyTo(output.AsSpan(written));
                at += count;
                written += count;
                continue;
            }

            // Bytes that stood before.
            int distance;
            if ((tag & 3) == 1)
            {
                count = ((tag >> 2) & 7) + 4;
                distance = ((tag >> 5) << 8) | Byte(data, ref at);
            }
            else
            {
                count = (tag >> 2) + 1;
                distance = Number(data, ref at, (tag & 3) == 2 ? 2 : 4);
            }

            if (distance <= 0 || distance > written || count > length - written)
            {
                throw Damaged();
            }

            for (; count > 0; count--, written++)
            {
                output[written] = output[written - distance];
            }
        }

        return written == length ? output : throw Damaged();
    }

    private static int Number(ReadOnlySpan<byte> data, ref int at, int bytes)
    {
        var value = 0;
        for (var i = 0; i < bytes; i++)
        {
            value |= Byte(data, ref at) << (i * 8);
        }

        return value;
    }

    private static byte Byte(ReadOnlySpan<byte> data, ref int at) => at < data.Length ? data[at++] : throw Damaged();

    private static InvalidDataException Damaged() => new("a page's compressed data is damaged");
}
