namespace AwsIr.Detection;

/// <summary>
/// Takes occurrences in any order and gives them sorted. In memory are sorted chunks, up to a number of them; when
/// there would be more, they are written to a temporary file as one sorted run, and at the end the runs are
/// merged. The values of a group are kept with the first of its occurrences in each chunk. One thread at a time.
/// </summary>
internal sealed class OccurrenceSorter : IDisposable
{
    // How many characters an unsorted chunk may keep alive: values may be huge.
    private const long ChunkText = 512 * 1024;

    // From here down: where in the names of the unsorted chunk those of an occurrence begin.
    private const long Pending = -2;

    private readonly IReadOnlyList<CompiledCorrelation> _correlations;
    private readonly CorrelationMemory _memory;
    private readonly int _mostChunks;
    private readonly TextStore _texts;
    private readonly SpillList<Occurrence> _file;
    private readonly List<(long Start, long Count)> _runs = [];
    private readonly List<(Occurrence[] Occurrences, int Count)> _chunks = [];
    private readonly Stack<Occurrence[]> _free = new();
    private readonly List<string> _names = [];
    private Occurrence[] _open = [];
    private int _count;
    private long _textLength;

    /// <param name="correlations">The correlations whose occurrences come.</param>
    /// <param name="memory">How much of them is sorted and read at a time.</param>
    /// <param name="chunks">How many sorted chunks may be in memory.</param>
    /// <param name="texts">Takes the values of groups.</param>
    public OccurrenceSorter(IReadOnlyList<CompiledCorrelation> correlations, CorrelationMemory memory, int chunks, TextStore texts)
    {
        _correlations = correlations;
        _memory = memory;
        _mostChunks = chunks;
        _texts = texts;
        _file = new SpillList<Occurrence>(0, memory);
    }

    /// <summary>How many occurrences it has taken.</summary>
    public long Count { get; private set; }

    /// <summary>How many sorted runs it has written to a file.</summary>
    public int Runs => _runs.Count;

    /// <summary>Takes an occurrence whose text is in the store, or which has none.</summary>
    /// <exception cref="TemporaryFileException">There is no room for it.</exception>
    public void Add(in Occurrence occurrence)
    {
        MakeRoom();
        Put(occurrence);
    }

    /// <summary>Takes an occurrence, with the values of its group.</summary>
    /// <param name="occurrence">The occurrence; its text does not matter.</param>
    /// <param name="names">Holds the values, in the order of the correlation's fields.</param>
    /// <param name="first">Where they begin there.</param>
    /// <exception cref="TemporaryFileException">There is no room for it.</exception>
    public void Add(Occurrence occurrence, List<string> names, int first)
    {
        MakeRoom();
        int count = NamesOf(occurrence);

        // Until the chunk is sorted it is not known whether the names are wanted.
        occurrence.Text = count == 0 ? Occurrence.NoText : Pending - _names.Count;
        for (int i = first; i < first + count; i++)
        {
            _names.Add(names[i]);
            _textLength += names[i].Length;
        }

        Put(occurrence);
    }

    /// <summary>Ends the input.</summary>
    /// <returns>All of it, sorted.</returns>
    /// <exception cref="TemporaryFileException">It could not be written or read; also while it is read.</exception>
    public SortedOccurrences Sort()
    {
        Seal();
        _open = [];
        if (_runs.Count == 0)
        {
            return MergeChunks();
        }

        // What is merged from files leaves the memory to those who read it.
        Spill();
        _free.Clear();
        int atATime = Math.Max(16, Math.Min(_memory.ReadOccurrences, 128 * 1024 / _runs.Count));
        return new SortedOccurrences(_runs.Select(run => new OccurrenceRun(_file, run.Start, run.Count, atATime)));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _file.Dispose();
        _chunks.Clear();
        _free.Clear();
        _open = [];
    }

    private int NamesOf(in Occurrence occurrence) => _correlations[occurrence.Correlation].Logic.GroupBy.Count;

    private void Put(in Occurrence occurrence)
    {
        _open[_count++] = occurrence;
        Count++;
    }

    private void MakeRoom()
    {
        if (_textLength > ChunkText || _count == _memory.ChunkOccurrences)
        {
            Seal();
        }

        if (_count == _open.Length)
        {
            // Most runs have few; one that has filled a chunk has many.
            int length = _chunks.Count > 0 || _runs.Count > 0 ? _memory.ChunkOccurrences : Math.Max(64, _open.Length * 4);
            Array.Resize(ref _open, Math.Min(_memory.ChunkOccurrences, length));
        }
    }

    /// <summary>Sorts the chunk that is being filled, and begins another.</summary>
    private void Seal()
    {
        Array.Sort(_open, 0, _count);
        for (int i = 0; i < _count; i++)
        {
            ref Occurrence occurrence = ref _open[i];
            if (occurrence.Text <= Pending)
            {
                bool isFirst = i == 0 || !occurrence.IsInGroupOf(_open[i - 1]);
                occurrence.Text = isFirst ? WriteNames((int)(Pending - occurrence.Text), NamesOf(occurrence)) : Occurrence.NoText;
            }
        }

        _chunks.Add((_open, _count));
        _count = 0;
        _names.Clear();
        _textLength = 0;
        if (_chunks.Count >= _mostChunks)
        {
            Spill();
        }

        _open = _free.Count > 0 ? _free.Pop() : [];
    }

    private long WriteNames(int first, int count)
    {
        long text = _texts.End;
        for (int i = 0; i < count; i++)
        {
            _texts.Write(_names[first + i]);
        }

        return text;
    }

    /// <summary>Writes the sorted chunks as one sorted run.</summary>
    private void Spill()
    {
        long start = _file.Count;
        for (SortedOccurrences sorted = MergeChunks(); !sorted.IsAtEnd; sorted.Advance())
        {
            _file.Add(sorted.Current);
        }

        _runs.Add((start, _file.Count - start));
        _chunks.ForEach(chunk => _free.Push(chunk.Occurrences));
        _chunks.Clear();
    }

    private SortedOccurrences MergeChunks() => new(_chunks.Select(chunk => new OccurrenceRun(chunk.Occurrences, chunk.Count)));
}
