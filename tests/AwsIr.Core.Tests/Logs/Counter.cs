using AwsIr.Formats;
using AwsIr.Records;

namespace AwsIr.Tests.Logs;

/// <summary>Counts what a reader finds and keeps nothing.</summary>
internal sealed class Counter : IRecordSink
{
    public long Records { get; set; }

    public long Problems { get; private set; }

    public void OnRecord(RecordFields fields) => Records++;

    public void OnProblem(ReadProblem problem) => Problems++;

    public void OnOther(OtherContent content)
    {
    }
}
