using AwsIr.Detection;
using AwsIr.Evidence;
using AwsIr.Formats;
using AwsIr.Records;

namespace AwsIr.Commands;

/// <summary>Leads what a reader finds in one file to a worker, and its results to the pipeline's thread.</summary>
internal sealed class WorkerSink : IRecordSink
{
    private readonly RecordWorker _worker;
    private readonly ReadCounts _counts;
    private readonly OrderedWork<EvidenceItem, object>.Output _output;
    private readonly EvidenceItem _item;
    private readonly Action<object> _add;
    private long _records;
    private long _results;

    public WorkerSink(EvidenceItem item, RecordWorker worker, OrderedWork<EvidenceItem, object>.Output output, ReadCounts counts)
    {
        _item = item;
        _worker = worker;
        _counts = counts;
        _add = Add;
        _output = output;
    }

    public void OnRecord(RecordFields fields)
    {
        _records++;
        _worker.OnRecord(fields, _add);
    }

    public void OnProblem(ReadProblem problem)
    {
        _counts.AddProblem();
        _output.Add(problem.Kind == ReadProblemKind.Unreadable && _item.Failure is { } failure
            ? new SourceNotice(SourceNoticeKind.Error, failure.Message) { ErrorId = failure.ErrorId, Problem = failure.Problem, Target = _item.Name }
            : problem);
    }

    public void OnOther(OtherContent content) => _output.Add(content);

    /// <summary>Ends the file, and adds it to the counts.</summary>
    public void Finish()
    {
        _worker.End(_add);
        _counts.AddFile(_records, _results);
    }

    private void Add(object result)
    {
        // A batch of matches is many results, and enough to be handed on.
        var batch = result as HitBatch;
        _results += batch?.Hits.Count ?? 1;
        _output.Add(result);
        if (batch is not null)
        {
            _output.Flush();
        }
    }
}
