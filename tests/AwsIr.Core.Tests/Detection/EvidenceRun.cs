using AwsIr.Detection;
using AwsIr.Evidence;
using AwsIr.Formats;
using AwsIr.Records;

namespace AwsIr.Tests.Detection;

/// <summary>A run over items of evidence, as the cmdlet does it.</summary>
internal sealed class EvidenceRun
{
    /// <summary>Runs rules over items.</summary>
    /// <param name="beforeEnd">Called when all has been read, before the alerts of correlations are made.</param>
    public EvidenceRun(RuleSet rules, IEnumerable<EvidenceItem> items, CorrelationMemory memory, int threads = 2, RepeatedRecords? repeats = null, Action? beforeEnd = null)
    {
        using var run = new DetectionRun(rules, new DetectionRunOptions { Memory = memory, Threads = threads, Repeats = repeats });
        using var work = new OrderedWork<EvidenceItem, HitBatch>(threads, () => StartReader(rules), TestContext.Current.CancellationToken);
        foreach (EvidenceItem item in items)
        {
            work.Add(item);
        }

        work.Complete();
        while (work.Take(wait: true) is { } batches)
        {
            batches.ForEach(batch => run.Add(batch, Alerts.Add));
        }

        beforeEnd?.Invoke();
        Alerts.AddRange(run.Complete(TestContext.Current.CancellationToken));
        LeftOut = run.LeftOut;
        Lost = [.. run.Lost];
        Incomplete = run.Incomplete;
        Spilled = run.Spilled;
    }

    public List<Alert> Alerts { get; } = [];

    public IReadOnlyList<LeftOut> LeftOut { get; }

    public IReadOnlyList<(string Path, long Count)> Lost { get; }

    public IncompleteCorrelations? Incomplete { get; }

    public int Spilled { get; }

    private static Action<EvidenceItem, OrderedWork<EvidenceItem, HitBatch>.Output, CancellationToken> StartReader(RuleSet rules)
    {
        var reader = new EvidenceReader(ReadOptions.All);
        var evaluator = new Evaluator(rules);
        return (item, output, cancellation) =>
        {
            var sink = new Sink(evaluator, item, output);
            reader.Read(item, sink, cancellation);
            sink.End();
        };
    }

    private sealed class Sink(Evaluator evaluator, EvidenceItem item, OrderedWork<EvidenceItem, HitBatch>.Output output) : IRecordSink
    {
        private HitBatch _batch = new() { Item = item };

        public void OnRecord(RecordFields fields)
        {
            evaluator.Evaluate(fields, _batch);
            if (_batch.Hits.Count >= 5)
            {
                End();
            }
        }

        public void End()
        {
            output.Add(_batch);
            _batch = new HitBatch { Item = item };
        }

        public void OnProblem(ReadProblem problem)
        {
        }

        public void OnOther(OtherContent content)
        {
        }
    }
}
