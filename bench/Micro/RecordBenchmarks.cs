using AwsIr.Formats;
using BenchmarkDotNet.Attributes;

namespace AwsIr.Bench.Micro;

/// <summary>Finding a record's top-level values in its text.</summary>
public class RecordBenchmarks
{
    private const int Records = 256;
    private readonly RecordIndex _index = new();
    private SampleRecords _mix = null!;
    private SampleRecords _large = null!;

    /// <summary>Makes the records.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _mix = new SampleRecords(Records);
        _large = new SampleRecords(Records, "RunInstances");
    }

    /// <summary>Records as they come.</summary>
    [Benchmark(OperationsPerInvoke = Records)]
    public int Index() => IndexAll(_mix);

    /// <summary>Records with much below their top level.</summary>
    [Benchmark(OperationsPerInvoke = Records)]
    public int IndexRunInstances() => IndexAll(_large);

    private int IndexAll(SampleRecords records)
    {
        int length = 0;
        for (int i = 0; i < records.Count; i++)
        {
            _index.Read(records[i]);
            length += _index.Length;
        }

        return length;
    }
}
