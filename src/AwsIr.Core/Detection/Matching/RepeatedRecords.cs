namespace AwsIr.Detection;

/// <summary>
/// Tells a rule's match of a record that it has matched before: trails overlap, and an event that two of them logged is one event,
/// to an alert and to a threshold. Keeps 16 bytes for each match of a record with an id, in tables that are a third to two
/// thirds full: 24 to 48 bytes a match, so 50 MB at worst for a million. For records without an id it keeps nothing.
/// </summary>
internal sealed class RepeatedRecords
{
    // Many small tables grow one after another, and none of them needs much room at once to do so.
    private const int Tables = 256;

    private readonly Table[] _tables = new Table[Tables];

    /// <summary>How many matches were repeats.</summary>
    public long Count { get; private set; }

    /// <summary>Whether a hit is of a record that its rule has not matched before; one without an id never is a repeat.</summary>
    public bool IsNew(in RuleHit hit)
    {
        if (hit.RecordId == default)
        {
            return true;
        }

        // The hash is secret, and so is which other one of another rule would be the same.
        var key = new Hash128(hit.RecordId.High, hit.RecordId.Low ^ ((ulong)hit.Rule.Number << 32));
        bool isNew = _tables[key.High % Tables].Add(key);
        Count += isNew ? 0 : 1;
        return isNew;
    }

    /// <summary>A set by open addressing. The hashes are random: they spread by themselves.</summary>
    private struct Table
    {
        private Hash128[]? _slots;
        private int _count;

        public bool Add(Hash128 key)
        {
            _slots ??= new Hash128[4];
            if (_count * 3 >= _slots.Length * 2)
            {
                Grow();
            }

            ref Hash128 slot = ref Find(_slots, key);
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
            var larger = new Hash128[_slots!.Length * 2];
            foreach (Hash128 key in _slots)
            {
                if (key != default)
                {
                    Find(larger, key) = key;
                }
            }

            _slots = larger;
        }

        private static ref Hash128 Find(Hash128[] slots, Hash128 key)
        {
            int at = (int)(key.Low & (ulong)(slots.Length - 1));
            while (slots[at] != default && slots[at] != key)
            {
                at = (at + 1) & (slots.Length - 1);
            }

            return ref slots[at];
        }
    }
}
