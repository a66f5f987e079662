namespace AwsIr.Formats;

/// <summary>
/// Reads Thrift's compact protocol, in which Parquet has its footer and page headers. Nothing in the bytes is trusted: nesting is
/// bounded, and what ends early or is no Thrift is an <see cref="InvalidDataException"/>.
/// </summary>
internal ref struct ThriftReader
{
    private const int MaxNesting = 16;

    private readonly ReadOnlySpan<byte> _data;

    /// <summary>Reads from the beginning of <paramref name="data"/>.</summary>
    public ThriftReader(ReadOnlySpan<byte> data) => _data = data;

    /// <summary>How many bytes have been read.</summary>
    public int Position { get; private set; }

    /// <summary>Reads the header of a struct's next field.</summary>
    /// <param name="id">The number of the field before, 0 at the beginning; receives this one's.</param>
    /// <param name="type">Receives the field's type.</param>
    /// <returns>False at the end of the struct.</returns>
    public bool NextField(ref short id, out ThriftType type)
    {
        var header = Byte();
        type = (ThriftType)(header & 15);
        if (header == 0)
        {
            return false;
        }

        id = header >> 4 == 0 ? (short)Int64() : (short)(id + (header >> 4));
        return true;
    }

    /// <summary>Reads the header of a list.</summary>
    /// <returns>How many elements follow; no more than there are bytes.</returns>
    public int List(out ThriftType type)
    {
        var header = Byte();
        type = (ThriftType)(header & 15);
        var count = header >> 4 == 15 ? Unsigned() : (ulong)(header >> 4);
        return count <= (ulong)(_data.Length - Position) ? (int)count : throw Damaged();
    }

    /// <summary>Reads an integer of any width.</summary>
    public long Int64()
    {
        var value = Unsigned();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    /// <summary>Reads an integer that should fit 32 bits.</summary>
    public int Int32() => Int64() is >= int.MinValue and <= int.MaxValue and var value ? (int)value : throw Damaged();

    /// <summary>Reads bytes or a text.</summary>
    public ReadOnlySpan<byte> Binary()
    {
        var length = Unsigned();
        if (length > (ulong)(_data.Length - Position))
        {
            throw Damaged();
        }

        var value = _data.Slice(Position, (int)length);
        Position += (int)length;
        return value;
    }

    /// <summary>Passes over a field's value.</summary>
    public void Skip(ThriftType type) => Skip(type, inList: false, MaxNesting);

    private void Skip(ThriftType type, bool inList, int nesting)
    {
        if (nesting == 0)
        {
            throw Damaged();
        }

        switch (type)
        {
            case ThriftType.True or ThriftType.False:
                // A field's value is in its type; in a list each has a byte.
                Position += inList ? 1 : 0;
                break;
            case ThriftType.Byte:
                Position++;
                break;
            case ThriftType.Int16 or ThriftType.Int32 or ThriftType.Int64:
                Unsigned();
                break;
            case ThriftType.Double:
                Position += sizeof(double);
                break;
            case ThriftType.Binary:
                Binary();
                break;
            case ThriftType.List or ThriftType.Set:
                for (var left = List(out var element); left > 0; left--)
                {
                    Skip(element, inList: true, nesting - 1);
                }

                break;
            case ThriftType.Struct:
                short id = 0;
                while (NextField(ref id, out var field))
                {
                    Skip(field, inList: false, nesting - 1);
                }

                break;
            default:
                // Parquet has no maps.
                throw Damaged();
        }

        if (Position > _data.Length)
        {
            throw Damaged();
        }
    }

    private ulong Unsigned()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var part = Byte();
            value |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }

        throw Damaged();
    }

    private byte Byte() => Position < _data.Length ? _data[Position++] : throw Damaged();

    private static InvalidDataException Damaged() => new("its metadata cannot be read");
}
