using System.Management.Automation;
using AwsIr.Analysis;
using AwsIr.Records;

namespace AwsIr.Commands;

/// <summary>Measure-IrFlowLog: flows added up by address, port, time…</summary>
[Cmdlet(VerbsDiagnostic.Measure, "IrFlowLog", DefaultParameterSetName = LiveSet)]
[OutputType(typeof(FlowLogSummary))]
public sealed class MeasureIrFlowLogCommand : FlowLogCommand
{
    /// <summary>How many groups each thread keeps for -Top: some 60 MB.</summary>
    private const int MaxGroups = 200_000;

    private readonly List<Worker> _workers = [];
    private FlowLogDimension[] _dimensions = [];
    private Worker? _pipeline;

    /// <summary>A record from the pipeline, as Get-IrFlowLog gives it.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "InputObject")]
    public FlowLogRecord? InputObject { get; set; }

    /// <summary>By what flows are added up.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public FlowLogDimension[] By { get; set; } = [FlowLogDimension.SourceAddress];

    /// <summary>How long a stretch of time is, with -By Time; alone it adds Time to -By.</summary>
    [Parameter]
    [Parameters.Duration]
    public TimeSpan? Bucket { get; set; }

    /// <summary>Only so many groups, the largest.</summary>
    [Parameter]
    [ValidateRange(1, MaxGroups / 2)]
    public int Top { get; set; }

    /// <summary>What makes a group large; by it they are sorted, but for a course of time.</summary>
    [Parameter]
    public FlowLogOrder SortBy { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        IEnumerable<FlowLogDimension> by = By.SelectMany(dimension =>
            dimension == FlowLogDimension.AddressPair ? [FlowLogDimension.SourceAddress, FlowLogDimension.DestinationAddress] : new[] { dimension });
        if (Bucket is not null && !MyInvocation.BoundParameters.ContainsKey(nameof(By)))
        {
            by = [FlowLogDimension.Time];
        }
        else if (Bucket is not null)
        {
            by = by.Append(FlowLogDimension.Time);
        }

        _dimensions = [.. by.Distinct()];
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (InputObject is null)
        {
            ReadInput();
            return;
        }

        _pipeline ??= (Worker)MakeWorker();
        _pipeline.OnRecord(((IRecord)InputObject).GetFields(), OnResult);
    }

    /// <inheritdoc/>
    protected override void Complete()
    {
        base.Complete();
        var totals = _workers.Count > 0 ? _workers[0].Totals : NewTotals();
        for (; _workers.Count > 1; _workers.RemoveAt(_workers.Count - 1))
        {
            totals.Add(_workers[_workers.Count - 1].Totals);
        }

        if (totals.Gaps > 0)
        {
            WriteVerbose($"{totals.Gaps:N0} records say that data is missing (NODATA, SKIPDATA) and are not added up.");
        }

        if (totals.MaxMissing > 0)
        {
            WriteWarning($"There are more groups than -Top keeps in memory. The rows whose IsExact is false may lack up to {totals.MaxMissing:N0} {SortBy.ToString().ToLowerInvariant()}, and so may one that is not shown: filter more, or leave -Top out.");
        }

        // A course of time is read in its order, unless somebody asks for the largest.
        var isTimeline = _dimensions.Contains(FlowLogDimension.Time) && Top == 0 && !MyInvocation.BoundParameters.ContainsKey(nameof(SortBy));
        WriteObject(isTimeline ? totals.Timeline() : totals.Summaries(Top), enumerateCollection: true);
    }

    /// <inheritdoc/>
    protected override void OnResult(object result) => WriteObject(result);

    /// <inheritdoc/>
    internal override RecordWorker MakeWorker()
    {
        var worker = new Worker(Filter, NewTotals());
        lock (_workers)
        {
            _workers.Add(worker);
        }

        return worker;
    }

    private FlowLogTotals NewTotals() => new(_dimensions, Bucket ?? TimeSpan.FromHours(1), SortBy, Top > 0 ? MaxGroups : 0);

    private sealed class Worker(FlowLogFilter filter, FlowLogTotals totals) : RecordWorker
    {
        public FlowLogTotals Totals => totals;

        public override void OnRecord(RecordFields fields, Action<object> add)
        {
            if (fields is FlowLogFields flow && filter.IsMatch(flow))
            {
                totals.Add(flow);
            }
        }
    }
}
