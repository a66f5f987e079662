namespace AwsIr.Commands;

/// <summary>What a run has seen. Workers add to the numbers, the pipeline's thread to the other content.</summary>
internal sealed class ReadCounts
{
    private long _records;
    private long _results;
    private long _problems;

    /// <summary>How many results there were in the files that are done.</summary>
    public long Results => Interlocked.Read(ref _results);

    /// <summary>What was passed over, by what it is.</summary>
    public SortedDictionary<string, (long Count, long Files)> Others { get; } = new(StringComparer.Ordinal);

    public void AddFile(long records, long results)
    {
        Interlocked.Add(ref _records, records);
        Interlocked.Add(ref _results, results);
    }

    public void AddProblem() => Interlocked.Increment(ref _problems);

    public void Add(OtherContent other)
    {
        Others.TryGetValue(other.What, out var sum);
        Others[other.What] = (sum.Count + other.Count, sum.Files + 1);
    }

    /// <summary>A sentence for the verbose stream.</summary>
    /// <param name="items">How many files, or whatever they are, were read.</param>
    /// <param name="what">What they are.</param>
    public string Summary(int items, string what) =>
        $"Read {items:N0} {what}, {Interlocked.Read(ref _records):N0} records: {Results:N0} results, {Others.Values.Sum(other => other.Count):N0} passed over, {Interlocked.Read(ref _problems):N0} problems.";
}
