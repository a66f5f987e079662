using AwsIr.Evidence;
using AwsIr.Formats;
using AwsIr.Records;

namespace AwsIr.Detection;

/// <summary>Gets the records at places of a run's input again, for its alerts. One thread at a time asks; several read.</summary>
internal sealed class EventLookup
{
    private readonly List<EvidenceItem> _items = [];
    private readonly List<IRecord> _kept = [];
    private readonly SortedDictionary<int, long> _lost = [];
    private readonly ReadOptions _options;
    private readonly int _threads;

    /// <param name="options">What the items were read with.</param>
    /// <param name="threads">How many items are read at the same time.</param>
    public EventLookup(ReadOptions options, int threads)
    {
        _options = options;
        _threads = threads;
    }

    /// <summary>How many records could not be found again, by where they had been.</summary>
    public IEnumerable<(string Path, long Count)> Lost => _lost.Select(pair => (_items[pair.Key].Name, pair.Value));

    /// <summary>The place of a record of the item that is being read.</summary>
    /// <param name="item">The item; null for records that are objects.</param>
    /// <param name="hit">A match of the record; those of one record come one after another.</param>
    public long PlaceOf(EvidenceItem? item, in RuleHit hit)
    {
        if (item is null)
        {
            if (_kept.Count == 0 || !ReferenceEquals(_kept[_kept.Count - 1], hit.Record))
            {
                _kept.Add(hit.Record!);
            }

            return Place.OfRecord(0, _kept.Count - 1);
        }

        if (_items.Count == 0 || !ReferenceEquals(_items[_items.Count - 1], item))
        {
            _items.Add(item);
        }

        return Place.OfRecord(_items.Count - 1, hit.Number);
    }

    /// <summary>The records at some places.</summary>
    /// <param name="events">The places, and the times of the records, in whatever order.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <returns>The records by their places; not those that are gone, or are others now.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Dictionary<long, IRecord> Find(IEnumerable<(long Place, long Time)> events, CancellationToken cancellation)
    {
        var found = new Dictionary<long, IRecord>();
        if (_items.Count == 0)
        {
            foreach ((long place, _) in events)
            {
                found[place] = _kept[(int)Place.NumberOf(place)];
            }

            return found;
        }

        using var work = new OrderedWork<Wanted, (long Place, IRecord Record)>(_threads, StartReader, cancellation);
        var wanted = events.Distinct().GroupBy(one => Place.FileOf(one.Place)).OrderBy(file => file.Key).Select(file => new Wanted(file.Key, file)).ToList();
        wanted.ForEach(work.Add);
        work.Complete();
        while (work.Take(wait: true) is { } batch)
        {
            foreach ((long place, IRecord record) in batch)
            {
                found[place] = record;
            }
        }

        foreach (Wanted file in wanted)
        {
            int lost = file.Numbers.Count(number => !found.ContainsKey(Place.OfRecord(file.File, number)));
            if (lost > 0)
            {
                _lost.TryGetValue(file.File, out long before);
                _lost[file.File] = before + lost;
            }
        }

        return found;
    }

    private Action<Wanted, OrderedWork<Wanted, (long Place, IRecord Record)>.Output, CancellationToken> StartReader()
    {
        var lookup = new RecordLookup(_options);
        return (wanted, output, cancellation) => lookup.Read(
            _items[wanted.File],
            wanted.Numbers,
            (index, fields) =>
            {
                // A record with another time is not the one that was there.
                if (fields.TimeTicks == wanted.Times[index])
                {
                    output.Add((Place.OfRecord(wanted.File, fields.Number), fields.ToRecord()));
                }
            },
            cancellation);
    }

    /// <summary>What is wanted of an item.</summary>
    private sealed class Wanted
    {
        public Wanted(int file, IEnumerable<(long Place, long Time)> events)
        {
            (long Place, long Time)[] sorted = events.ToArray();
            Array.Sort(sorted, (left, right) => left.Place.CompareTo(right.Place));
            File = file;
            Numbers = Array.ConvertAll(sorted, one => Place.NumberOf(one.Place));
            Times = Array.ConvertAll(sorted, one => one.Time);
        }

        public int File { get; }

        public long[] Numbers { get; }

        public long[] Times { get; }
    }
}
