namespace AwsIr.Analysis;

/// <summary>
/// Counts different values. Ports are counted exactly; of hashes the first thousand are (but for two that are the same, one in millions),
/// and more are estimated with an error of 1.6% (a HyperLogLog of 4,096 registers). Takes at most 8 KB, and less than 100 bytes
/// for up to eight values.
/// </summary>
internal sealed class DistinctCount
{
    private const int MaxListed = 8;
    private const int MaxHashed = 1024;
    private const int RegisterBits = 12;

    private readonly bool _ports;
    private uint[]? _values = new uint[2];
    private bool _hashed;
    private ulong[]? _bitmap;
    private byte[]? _registers;
    private bool _hasZero;
    private int _count;

    /// <summary>Counts ports, or hashes.</summary>
    /// <param name="ports">Whether values are below 65,536.</param>
    public DistinctCount(bool ports) => _ports = ports;

    /// <summary>Whether the count is exact.</summary>
    public bool IsExact => _registers is null;

    /// <summary>How many different values there were.</summary>
    public long Count => _registers is null ? _count + (_hasZero ? 1 : 0) : Estimate(_registers);

    /// <summary>Adds a value.</summary>
    public void Add(uint value)
    {
        if (_bitmap is not null)
        {
            ref var word = ref _bitmap[value >> 6];
            var bit = 1UL << (int)(value & 63);
            _count += (word & bit) == 0 ? 1 : 0;
            word |= bit;
        }
        else if (_registers is not null)
        {
            AddToRegisters(value);
        }
        else if (value == 0)
        {
            _hasZero = true;
        }
        else
        {
            AddToSet(value);
        }
    }

    /// <summary>Adds all values of another.</summary>
    public void Add(DistinctCount other)
    {
        if (other._registers is not null)
        {
            ToRegisters();
            for (var i = 0; i < other._registers.Length; i++)
            {
                _registers![i] = Math.Max(_registers[i], other._registers[i]);
            }

            return;
        }

        if (other._bitmap is not null)
        {
            for (var value = 0; value <= ushort.MaxValue; value++)
            {
                if ((other._bitmap[value >> 6] & (1UL << (value & 63))) != 0)
                {
                    Add((uint)value);
                }
            }

            return;
        }

        foreach (var value in other._values!)
        {
            if (value != 0)
            {
                Add(value);
            }
        }

        if (other._hasZero)
        {
            Add(0);
        }
    }

    private void AddToSet(uint value)
    {
        var values = _values!;
        var at = _hashed ? (int)(value * 0x9E3779B9u >> 8) & (values.Length - 1) : 0;
        while (at < values.Length && values[at] != 0)
        {
            if (values[at] == value)
            {
                return;
            }

            at = _hashed ? (at + 1) & (values.Length - 1) : at + 1;
        }

        if (at < values.Length && (!_hashed || _count * 4 < values.Length * 3))
        {
            values[at] = value;
            _count++;
            return;
        }

        Grow();
        Add(value);
    }

    private void Grow()
    {
        if (_count >= MaxHashed || (_ports && _count >= MaxHashed / 4))
        {
            if (_ports)
            {
                ToBitmap();
            }
            else
            {
                ToRegisters();
            }

            return;
        }

        var old = _values!;
        _hashed = old.Length >= MaxListed;
        _values = new uint[_hashed ? Math.Max(16, old.Length * 2) : old.Length * 2];
        _count = 0;
        foreach (var value in old)
        {
            if (value != 0)
            {
                AddToSet(value);
            }
        }
    }

    private void ToBitmap()
    {
        _bitmap = new ulong[(ushort.MaxValue + 1) / 64];
        AddAllAgain();
    }

    private void ToRegisters()
    {
        if (_registers is null)
        {
            _registers = new byte[1 << RegisterBits];
            AddAllAgain();
        }
    }

    private void AddAllAgain()
    {
        var old = _values!;
        _values = null;
        _count = 0;
        foreach (var value in old)
        {
            if (value != 0)
            {
                Add(value);
            }
        }

        if (_hasZero)
        {
            _hasZero = false;
            Add(0);
        }
    }

    private void AddToRegisters(uint hash)
    {
        var register = hash >> (32 - RegisterBits);
        var rank = (byte)1;
        for (var rest = hash << RegisterBits; (rest & (1U << 31)) == 0 && rank <= 32 - RegisterBits; rest <<= 1)
        {
            rank++;
        }

        _registers![register] = Math.Max(_registers[register], rank);
    }

    /// <summary>Flajolet and others, 2007, with linear counting for few values.</summary>
    private static long Estimate(byte[] registers)
    {
        double sum = 0;
        var empty = 0;
        foreach (var rank in registers)
        {
            sum += 1.0 / (1UL << rank);
            empty += rank == 0 ? 1 : 0;
        }

        double count = registers.Length;
        var estimate = 0.7213 / (1 + (1.079 / count)) * count * count / sum;
        return (long)Math.Round(estimate <= 2.5 * count && empty > 0 ? count * Math.Log(count / empty) : estimate);
    }
}
