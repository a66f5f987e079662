using System.Runtime.InteropServices;

namespace AwsIr.Detection;

/// <summary>
/// Tells a rule's match of a record that it has matched before: trails overlap, and an event that two of them logged is one event,
/// to an alert and to a threshold. Keeps 12 bytes of secret hash for each match of a record with an id, in tables that are about
/// three quarters full: 15 to 19 bytes a match. For records without an id, such as flow logs, it keeps nothing. With the table
/// that they are in, 106 bits of the hash are compared: of ten million matches, the odds that any is taken for another's repeat
/// are one in 10^18.
/// </summary>
internal sealed class RepeatedRecords
{
    // Many small tables grow by little, and none of them needs much room at once to do so.
    private const int Tables = 1024;

    private readonly Table[] _tables = new Table[Tables];

    /// <summary>How many matches were repeats.</summary>
    public long Count { get; private set; }

    /// <summary>How many bytes its tables take.</summary>
    internal long Bytes => _tables.Sum(table => (long)table.Slots) * 12;

    /// <summary>Whether a hit is of a record that its rule has not matched before; one without an id never is a repeat.</summary>
    public bool IsNew(in RuleHit hit)
    {
        if (hit.RecordId == default)
        {
            return true;
        }

        // The hash is secret, and so is which other record would be the same to another rule.
        ulong low = hit.RecordId.Low ^ ((ulong)hit.Rule.Number * 0x9E3779B97F4A7C15);
        var key = new Key(low, (uint)(hit.RecordId.High >> 32));
        bool isNew = _tables[hit.RecordId.High % Tables].Add(key);
        Count += isNew ? 0 : 1;
        return isNew;
    }

    /// <summary>Gives the memory back when no more matches come.</summary>
    public void Forget() => Array.Clear(_tables, 0, Tables);

    [StructLayout(LayoutKind.Sequential, Pack = 4)]
    private readonly record struct Key(ulong Low, uint High);

    /// <summary>A set by open addressing. The hashes are random: they spread by themselves.</summary>
    private struct Table
    {
        private Key[]? _slots;
        private int _count;

        public readonly int Slots => _slots?.Length ?? 0;

        public bool Add(Key key)
        {
            _slots ??= new Key[4];
            if (_count * 5 >= _slots.Length * 4)
            {
                Grow();
            }

            ref Key slot = ref Find(_slots, key);
            if (slot == key)
            {
                return false;
            }

            slot = key;
            _count++;
            return true;
        }

        private void Grow()
        {
            var larger = new Key[_slots!.Length + _slots.Length / 4 + 4];
            foreach (Key key in _slots)
            {
                if (key != default)
                {
                    Find(larger, key) = key;
                }
            }

            _slots = larger;
        }

        private static ref Key Find(Key[] slots, Key key)
        {
            int at = (int)(((ulong)(uint)key.Low * (ulong)slots.Length) >> 32);
            while (slots[at] != default && slots[at] != key)
            {
                at = at + 1 == slots.Length ? 0 : at + 1;
            }

            return ref slots[at];
        }
    }
}
