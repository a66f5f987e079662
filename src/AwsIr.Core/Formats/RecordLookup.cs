using AwsIr.Evidence;
using AwsIr.Records;

namespace AwsIr.Formats;

/// <summary>Reads some records of an item again, by their numbers, and no further than to the last of them. One instance a thread.</summary>
internal sealed class RecordLookup : IRecordSink
{
    private readonly EvidenceReader _reader;
    private long[] _numbers = [];
    private Action<int, RecordFields> _found = null!;
    private CancellationTokenSource? _enough;
    private int _next;

    /// <summary>Makes a lookup.</summary>
    /// <param name="options">What the items were read with: it decides what is a record.</param>
    public RecordLookup(ReadOptions options) => _reader = new EvidenceReader(options);

    /// <summary>Reads records. Those that are not there any more are passed over: what is wrong with the item has been told already.</summary>
    /// <param name="item">The item.</param>
    /// <param name="numbers">The numbers of the records, each once, from the least.</param>
    /// <param name="found">Called with a record's place in <paramref name="numbers"/> and the record, which is valid during the call only.</param>
    /// <param name="cancellation">Stops between two records.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public void Read(EvidenceItem item, long[] numbers, Action<int, RecordFields> found, CancellationToken cancellation)
    {
        if (numbers.Length == 0)
        {
            return;
        }

        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _enough = enough;
        _numbers = numbers;
        _found = found;
        _next = 0;
        try
        {
            _reader.Read(item, this, enough.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
        }
    }

    /// <inheritdoc/>
    void IRecordSink.OnRecord(RecordFields fields)
    {
        while (_next < _numbers.Length && _numbers[_next] < fields.Number)
        {
            _next++;
        }

        if (_next < _numbers.Length && _numbers[_next] == fields.Number)
        {
            _found(_next++, fields);
        }

        if (_next == _numbers.Length)
        {
            _enough!.Cancel();
        }
    }

    /// <inheritdoc/>
    void IRecordSink.OnProblem(ReadProblem problem)
    {
    }

    /// <inheritdoc/>
    void IRecordSink.OnOther(OtherContent content)
    {
    }
}
