using System.Text;
using AwsIr.Detection;
using AwsIr.Evidence;
using AwsIr.Formats;
using AwsIr.Records;
using AwsIr.Tests.Formats;

namespace AwsIr.Tests.Detection;

/// <summary>What a run keeps in memory. Nothing else may run meanwhile: the process is measured.</summary>
[Collection(Name)]
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class DetectionMemoryTests
{
    private const string Name = "Alone";
    private const int Matches = 250_000;

    private static readonly RuleSet Rules = Sigma.Compile("""
        title: A failure
        name: failure
        logsource: { product: aws, service: cloudtrail }
        detection: { s: { eventName: Fail }, condition: s }
        ---
        title: Failures of many
        name: spray
        correlation:
            type: value_count
            rules: [failure]
            group-by: [sourceIPAddress]
            timespan: 10m
            condition: { field: userIdentity.userName, gte: 1000 }
        ---
        title: Failures of one
        name: many
        correlation:
            type: event_count
            rules: [failure]
            group-by: [sourceIPAddress, userIdentity.userName]
            timespan: 10m
            condition: { gte: 3 }
        """);

    [Fact]
    public void Correlations_do_not_grow_with_the_matches()
    {
        CorrelationMemory memory = CorrelationMemory.Default with { Chunks = 4, Characters = 100_000 };
        using var run = new DetectionRun(Rules, new DetectionRunOptions { Memory = memory });
        Feed(run, 0, 50_000);
        Assert.True(run.Spilled > 0);

        // Each match is 128 bytes in two correlations, and the name of a group.
        long before = Heap();
        Feed(run, 50_000, Matches);
        Assert.InRange(Heap() - before, long.MinValue, 3L * 1024 * 1024);
        GC.KeepAlive(run);
    }

    /// <summary>What the process keeps alive, in bytes; what other tests left behind is out of the way first.</summary>
    private static long Heap()
    {
        for (int i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }

    /// <summary>One address that fails within a minute with one name after another.</summary>
    private static void Feed(DetectionRun run, int from, int to)
    {
        const int InFile = 1000;
        var evaluator = new Evaluator(Rules);
        var reader = new EvidenceReader(ReadOptions.All);
        var batch = new HitBatch { Item = new MemoryEvidence("") };
        var sink = new Sink(fields =>
        {
            evaluator.Evaluate(fields, batch);
            if (batch.IsFull)
            {
                run.Add(batch, _ => { });
                batch.Clear();
            }
        });
        for (int i = from; i < to; i += InFile)
        {
            string records = string.Join('\n', Enumerable.Range(i, InFile).Select(number => FormattableString.Invariant(
                $$"""{"eventSource":"signin.amazonaws.com","eventName":"Fail","eventTime":"2026-03-01T00:00:{{number % 60:00}}Z","sourceIPAddress":"192.0.2.1","userIdentity":{"userName":"name {{number}}"} }""")));
            reader.Read(new MemoryEvidence(Encoding.UTF8.GetBytes(records)), sink, CancellationToken.None);
        }

        run.Add(batch, _ => { });
    }

    private sealed class Sink(Action<RecordFields> onRecord) : IRecordSink
    {
        public void OnRecord(RecordFields fields) => onRecord(fields);

        public void OnProblem(ReadProblem problem) => Assert.Fail(problem.Message);

        public void OnOther(OtherContent content) => Assert.Fail(content.What);
    }
}
