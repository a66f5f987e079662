using System.Management.Automation;
using AwsIr.Records;

namespace AwsIr.Commands;

/// <summary>Get-IrFlowLog: VPC flow log records as objects.</summary>
[Cmdlet(VerbsCommon.Get, "IrFlowLog", DefaultParameterSetName = LiveSet)]
[OutputType(typeof(FlowLogRecord))]
public sealed class GetIrFlowLogCommand : FlowLogCommand
{
    /// <inheritdoc/>
    protected override void ProcessRecord() => ReadInput();

    /// <inheritdoc/>
    protected override void OnResult(object result) => WriteObject(result);

    /// <inheritdoc/>
    internal override RecordWorker MakeWorker() => new Worker(Filter);

    private sealed class Worker(FlowLogFilter filter) : RecordWorker
    {
        public override void OnRecord(RecordFields fields, Action<object> add)
        {
            if (fields is FlowLogFields flow && filter.IsMatch(flow))
            {
                add(flow.ToFlowLogRecord());
            }
        }
    }
}
