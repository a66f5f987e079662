using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using AwsIr.Records;

namespace AwsIr.Analysis;

/// <summary>
/// Adds flows up in groups; one instance a thread, then added to one another. Memory grows with the groups: some 300 bytes each, some
/// 8 more for each of its ports and peers, at most 16 KB. With a limit it stays bounded: when the table is full, the smaller half of
/// the groups is dropped, and the largest sum that was dropped is remembered: no group's sum is further from the truth than all of
/// these together.
/// </summary>
internal sealed class FlowLogTotals
{
    private const int KeyChunk = 256 * 1024;

    /// <summary>Against groups that an attacker chooses to fall on one place of the table.</summary>
    private static readonly ulong Seed = (ulong)BitConverter.ToInt64(Guid.NewGuid().ToByteArray(), 0) | 1;

    private readonly FlowLogDimension[] _dimensions;
    private readonly FlowLogOrder _order;
    private readonly long _bucketTicks;
    private readonly bool _peersAreSources;
    private byte[] _key = new byte[256];
    private int[] _slots = new int[1024];
    private Group[] _groups = new Group[512];
    private List<byte[]> _chunks = [];
    private int _chunkUsed = KeyChunk;
    private int _count;
    private int _rounds;
    private int _limit;

    /// <summary>Makes an empty table.</summary>
    /// <param name="dimensions">By what flows are added up; not the pair, which is two of them.</param>
    /// <param name="bucket">How long a stretch of time is, for <see cref="FlowLogDimension.Time"/>.</param>
    /// <param name="order">Which groups are kept when there are too many.</param>
    /// <param name="limit">How many groups are kept at most; 0 for all.</param>
    public FlowLogTotals(FlowLogDimension[] dimensions, TimeSpan bucket, FlowLogOrder order, int limit)
    {
        _dimensions = dimensions;
        _bucketTicks = bucket.Ticks;
        _order = order;
        _limit = limit;
        _peersAreSources = Array.IndexOf(dimensions, FlowLogDimension.SourceAddress) < 0;
    }

    /// <summary>How many records said that data is missing, and were not added.</summary>
    public long Gaps { get; private set; }

    /// <summary>How many flows were added.</summary>
    public long Flows { get; private set; }

    /// <summary>By how much a sum may be too low, of groups that are not exact: in the unit of the order.</summary>
    public long MaxMissing { get; private set; }

    /// <summary>Adds a flow.</summary>
    public void Add(FlowLogFields flow)
    {
        // A gap has no addresses and no traffic.
        if (FlowLogLine.IsGap(flow.Get(FlowLogField.LogStatus)))
        {
            Gaps++;
            return;
        }

        Flows++;
        var key = MakeKey(flow);
        ref var group = ref Find(key, Hash(key));
        group.Flows++;
        group.Packets += flow.TryGetNumber(FlowLogField.Packets, out var packets) ? packets : 0;
        group.Bytes += flow.TryGetNumber(FlowLogField.Bytes, out var bytes) ? bytes : 0;
        group.Rejected += flow.Get(FlowLogField.Action).SequenceEqual("REJECT"u8) ? 1 : 0;
        if (flow.TryGetNumber(FlowLogField.Start, out var start))
        {
            group.First = Math.Min(group.First, start);
            group.Last = Math.Max(group.Last, start);
        }

        if (flow.TryGetNumber(FlowLogField.End, out var end))
        {
            group.First = Math.Min(group.First, end);
            group.Last = Math.Max(group.Last, end);
        }

        if (flow.TryGetNumber(FlowLogField.DstPort, out var port) && port <= ushort.MaxValue)
        {
            group.Ports.Add((uint)port);
        }

        var peer = flow.Get(_peersAreSources ? FlowLogField.SrcAddr : FlowLogField.DstAddr);
        if (!peer.IsEmpty)
        {
            group.Peers.Add((uint)(Hash(peer) >> 32));
        }
    }

    /// <summary>Adds what another thread has added up.</summary>
    public void Add(FlowLogTotals other)
    {
        // Those of all threads together are few enough.
        _limit = 0;
        Flows += other.Flows;
        Gaps += other.Gaps;
        MaxMissing += other.MaxMissing;
        var known = _count;
        var missed = new bool[known];
        for (var i = 0; i < other._count; i++)
        {
            ref var from = ref other._groups[i];
            ref var to = ref Find(other.Key(from), from.Hash);

            // What either has dropped before it saw the group (again) is missing here.
            to.IsExact = to.IsExact && from.IsExact;
            to.Flows += from.Flows;
            to.Packets += from.Packets;
            to.Bytes += from.Bytes;
            to.Rejected += from.Rejected;
            to.First = Math.Min(to.First, from.First);
            to.Last = Math.Max(to.Last, from.Last);
            to.Ports.Add(from.Ports);
            to.Peers.Add(from.Peers);
            if (to.Index < known)
            {
                missed[to.Index] = true;
            }
        }

        if (other._rounds > 0)
        {
            for (var i = 0; i < known; i++)
            {
                _groups[i].IsExact &= missed[i];
            }
        }

        _rounds += other._rounds;
    }

    /// <summary>All groups, by time.</summary>
    public List<FlowLogSummary> Timeline()
    {
        var summaries = new List<FlowLogSummary>(_count);
        for (var i = 0; i < _count; i++)
        {
            summaries.Add(Summary(_groups[i]));
        }

        summaries.Sort((left, right) =>
        {
            var byTime = Nullable.Compare(left.Time, right.Time);
            return byTime != 0 ? byTime : left.CompareNames(right);
        });
        return summaries;
    }

    /// <summary>The groups, in order: the largest first, and of equal ones by their values.</summary>
    /// <param name="top">How many; 0 for all.</param>
    public List<FlowLogSummary> Summaries(int top)
    {
        var order = Enumerable.Range(0, _count).ToArray();
        var sizes = Array.ConvertAll(order, i => -Size(_groups[i]));
        Array.Sort(sizes, order);

        // Where the cut goes through groups of equal size, their values decide: all of those are looked at.
        var count = top == 0 ? _count : Math.Min(top, _count);
        var last = count;
        while (last > 0 && last < _count && sizes[last] == sizes[count - 1])
        {
            last++;
        }

        var summaries = new List<(long Size, FlowLogSummary Summary)>(last);
        for (var i = 0; i < last; i++)
        {
            summaries.Add((sizes[i], Summary(_groups[order[i]])));
        }

        summaries.Sort((left, right) =>
        {
            var bySize = left.Size.CompareTo(right.Size);
            return bySize != 0 ? bySize : left.Summary.CompareNames(right.Summary);
        });
        return summaries.ConvertAll(one => one.Summary).GetRange(0, count);
    }

    private static ulong Hash(ReadOnlySpan<byte> bytes)
    {
        var hash = Seed ^ (ulong)bytes.Length;
        while (bytes.Length >= 8)
        {
            hash = Mix(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes.Slice(8);
        }

        ulong rest = 0;
        foreach (var b in bytes)
        {
            rest = (rest << 8) | b;
        }

        return Mix(Mix(hash ^ rest) ^ Seed);
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 32)) * 0xD6E8FEB86659FD93UL;
        return (value ^ (value >> 29)) * 0x9E3779B97F4A7C15UL;
    }

    /// <summary>The values that make the group, each with its length before it; of a single one the value itself.</summary>
    private ReadOnlySpan<byte> MakeKey(FlowLogFields flow)
    {
        if (_dimensions.Length == 1 && FieldOf(_dimensions[0]) is { } only)
        {
            return flow.Get(only);
        }

        var length = 0;
        Span<byte> number = stackalloc byte[8];
        foreach (var dimension in _dimensions)
        {
            scoped ReadOnlySpan<byte> value;
            if (FieldOf(dimension) is { } field)
            {
                value = flow.Get(field);
            }
            else if (dimension is FlowLogDimension.AccountId or FlowLogDimension.Region)
            {
                // Where no column says it, the file's name may.
                value = Encoding.UTF8.GetBytes((dimension == FlowLogDimension.AccountId ? flow.AccountId : flow.Region) ?? "");
            }
            else
            {
                BinaryPrimitives.WriteInt64LittleEndian(number, dimension == FlowLogDimension.Time
                    ? flow.TimeTicks is var ticks && ticks == long.MinValue ? -1 : ticks / _bucketTicks * _bucketTicks
                    : (int?)flow.Direction ?? -1);
                value = number;
            }

            if (length + value.Length + 2 > _key.Length)
            {
                Array.Resize(ref _key, Math.Max(_key.Length * 2, length + value.Length + 2));
            }

            BinaryPrimitives.WriteUInt16LittleEndian(_key.AsSpan(length), (ushort)value.Length);
            value.CopyTo(_key.AsSpan(length + 2));
            length += 2 + value.Length;
        }

        return _key.AsSpan(0, length);
    }

    private static FlowLogField? FieldOf(FlowLogDimension dimension) => dimension switch
    {
        FlowLogDimension.SourceAddress => FlowLogField.SrcAddr,
        FlowLogDimension.DestinationAddress => FlowLogField.DstAddr,
        FlowLogDimension.SourcePort => FlowLogField.SrcPort,
        FlowLogDimension.Port => FlowLogField.DstPort,
        FlowLogDimension.Protocol => FlowLogField.Protocol,
        FlowLogDimension.Action => FlowLogField.Action,
        FlowLogDimension.InterfaceId => FlowLogField.InterfaceId,
        FlowLogDimension.InstanceId => FlowLogField.InstanceId,
        FlowLogDimension.VpcId => FlowLogField.VpcId,
        _ => null,
    };

    private ref Group Find(ReadOnlySpan<byte> key, ulong hash)
    {
        while (true)
        {
            var mask = _slots.Length - 1;
            var at = (int)(hash >> 20) & mask;
            while (_slots[at] != 0)
            {
                ref var found = ref _groups[_slots[at] - 1];
                if (found.Hash == hash && Key(found).SequenceEqual(key))
                {
                    return ref found;
                }

                at = (at + 1) & mask;
            }

            if (_limit > 0 && _count >= _limit)
            {
                Drop();
            }
            else if (_count * 2 >= _slots.Length)
            {
                Rebuild(_slots.Length * 2);
            }
            else
            {
                _slots[at] = _count + 1;
                return ref New(key, hash);
            }
        }
    }

    private ref Group New(ReadOnlySpan<byte> key, ulong hash)
    {
        if (_count == _groups.Length)
        {
            Array.Resize(ref _groups, _count * 2);
        }

        ref var group = ref _groups[_count];
        group = new Group
        {
            Hash = hash,
            Index = _count++,
            KeyLength = key.Length,
            First = long.MaxValue,
            Last = long.MinValue,
            IsExact = _rounds == 0,
            Ports = new DistinctCount(ports: true),
            Peers = new DistinctCount(ports: false),
        };
        Store(ref group, key);
        return ref group;
    }

    private void Store(ref Group group, ReadOnlySpan<byte> key)
    {
        if (_chunkUsed + key.Length > KeyChunk)
        {
            _chunks.Add(new byte[Math.Max(KeyChunk, key.Length)]);
            _chunkUsed = 0;
        }

        group.Chunk = _chunks.Count - 1;
        group.KeyStart = _chunkUsed;
        key.CopyTo(_chunks[group.Chunk].AsSpan(_chunkUsed));
        _chunkUsed += key.Length;
    }

    private ReadOnlySpan<byte> Key(in Group group) => _chunks[group.Chunk].AsSpan(group.KeyStart, group.KeyLength);

    /// <summary>Drops the smaller half of the groups.</summary>
    private void Drop()
    {
        var order = Enumerable.Range(0, _count).ToArray();
        var sizes = Array.ConvertAll(order, i => -Size(_groups[i]));
        Array.Sort(sizes, order);
        var kept = _count / 2;
        MaxMissing += -sizes[kept];
        _rounds++;
        Array.Resize(ref order, kept);
        Array.Sort(order);

        var chunks = _chunks;
        _chunks = [];
        _chunkUsed = KeyChunk;
        for (var i = 0; i < kept; i++)
        {
            var group = _groups[order[i]];
            var key = chunks[group.Chunk].AsSpan(group.KeyStart, group.KeyLength);
            group.Index = i;
            Store(ref group, key);
            _groups[i] = group;
        }

        Array.Clear(_groups, kept, _count - kept);
        _count = kept;
        Rebuild(_slots.Length);
    }

    private void Rebuild(int size)
    {
        _slots = new int[size];
        for (var i = 0; i < _count; i++)
        {
            var at = (int)(_groups[i].Hash >> 20) & (size - 1);
            while (_slots[at] != 0)
            {
                at = (at + 1) & (size - 1);
            }

            _slots[at] = i + 1;
        }
    }

    private long Size(in Group group) => _order switch
    {
        FlowLogOrder.Packets => group.Packets,
        FlowLogOrder.Flows => group.Flows,
        FlowLogOrder.Rejected => group.Rejected,
        FlowLogOrder.Ports => group.Ports.Count,
        FlowLogOrder.Peers => group.Peers.Count,
        _ => group.Bytes,
    };

    private FlowLogSummary Summary(in Group group)
    {
        var summary = new FlowLogSummary
        {
            Flows = group.Flows,
            Packets = group.Packets,
            Bytes = group.Bytes,
            Rejected = group.Rejected,
            Ports = group.Ports.Count,
            Peers = group.Peers.Count,
            FirstSeen = Time(group.First),
            LastSeen = Time(group.Last),
            IsExact = group.IsExact && group.Peers.IsExact,
        };
        var key = Key(group);
        foreach (var dimension in _dimensions)
        {
            var value = key;
            if (_dimensions.Length > 1 || FieldOf(dimension) is null)
            {
                var length = BinaryPrimitives.ReadUInt16LittleEndian(key);
                value = key.Slice(2, length);
                key = key.Slice(2 + length);
            }

            Set(summary, dimension, value);
        }

        return summary;
    }

    private static void Set(FlowLogSummary summary, FlowLogDimension dimension, ReadOnlySpan<byte> value)
    {
        switch (dimension)
        {
            case FlowLogDimension.Time:
                var ticks = BinaryPrimitives.ReadInt64LittleEndian(value);
                summary.Time = ticks < 0 ? null : new DateTime(ticks, DateTimeKind.Utc);
                summary.Name(dimension, summary.Time?.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture));
                break;
            case FlowLogDimension.Direction:
                var direction = BinaryPrimitives.ReadInt64LittleEndian(value);
                summary.Direction = direction < 0 ? null : (TrafficDirection)direction;
                summary.Name(dimension, summary.Direction?.ToString());
                break;
            default:
                summary.Set(dimension, value.IsEmpty ? null : SafeText.Of(HotStrings.OfThread.DecodeText(value)));
                break;
        }
    }

    private static DateTime? Time(long seconds) =>
        seconds is long.MaxValue or long.MinValue || UtcTime.UnixTicks(seconds) is var ticks && ticks < 0 ? null : new DateTime(UtcTime.UnixTicks(seconds), DateTimeKind.Utc);

    private struct Group
    {
        public ulong Hash;
        public int Index;
        public int Chunk;
        public int KeyStart;
        public int KeyLength;
        public long Flows;
        public long Packets;
        public long Bytes;
        public long Rejected;

        /// <summary>Unix seconds.</summary>
        public long First;
        public long Last;
        public bool IsExact;
        public DistinctCount Ports;
        public DistinctCount Peers;
    }
}
