using System.Diagnostics;
using System.Management.Automation;
using AwsIr.Access;
using AwsIr.Coverage;
using AwsIr.Evidence;

namespace AwsIr.Commands;

/// <summary>Get-IrLogCoverage: what is being recorded, with a verdict on each.</summary>
[Cmdlet(VerbsCommon.Get, "IrLogCoverage", DefaultParameterSetName = LiveSet)]
[OutputType(typeof(LogCoverage))]
public sealed class GetIrLogCoverageCommand : AwsCommand
{
    private const int ProgressEveryMilliseconds = 250;

    private static readonly LogCoverageSource[] Sources =
        [LogCoverageSource.CloudTrail, LogCoverageSource.Config, LogCoverageSource.GuardDuty, LogCoverageSource.FlowLog, LogCoverageSource.CloudWatchLogs];

    private readonly Stopwatch _sinceProgress = Stopwatch.StartNew();
    private OrderedWork<(AwsTarget Target, LogCoverageSource Source), object>? _work;
    private Thread? _finder;
    private SourceException? _failure;
    private List<LogCoverage> _rows = [];
    private bool _progressShown;

    /// <summary>How many services are asked at once.</summary>
    [Parameter]
    [ValidateRange(1, 256)]
    public int ThrottleLimit { get; set; } = 16;

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var session = OpenSession();
        var work = new OrderedWork<(AwsTarget Target, LogCoverageSource Source), object>(ThrottleLimit, static () => Ask, Cancellation);
        _work = work;
        _finder = new Thread(() => Find(session, work)) { IsBackground = true, Name = "AwsIr coverage" };
        _finder.Start();
        try
        {
            while (work.Take(wait: true) is { } batch)
            {
                batch.ForEach(OnResult);
                ShowProgress(work);
            }
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }

        WriteRows();
        if (_progressShown)
        {
            WriteProgress(new ProgressRecord(0, "Asking AWS", "Done") { RecordType = ProgressRecordType.Completed });
        }

        if (_failure is not null)
        {
            ThrowTerminatingError(ErrorOf(_failure));
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _work?.Dispose();
        _finder?.Join(500);
        base.Dispose(disposing);
    }

    private static void Ask(
        (AwsTarget Target, LogCoverageSource Source) item, OrderedWork<(AwsTarget Target, LogCoverageSource Source), object>.Output output, CancellationToken cancellation)
    {
        foreach (var row in CoverageCheck.Of(item.Source, item.Target, output.Add, cancellation).Run())
        {
            output.Add(row);
        }
    }

    private void Find(AwsSession session, OrderedWork<(AwsTarget Target, LogCoverageSource Source), object> work)
    {
        try
        {
            foreach (var target in session.Targets(new Notices(work), Cancellation))
            {
                foreach (var source in Sources)
                {
                    work.Add((target, source));
                }
            }

            work.Complete();
        }
        catch (OperationCanceledException)
        {
        }
        catch (SourceException e)
        {
            _failure = e;
            work.Complete();
        }
        catch (Exception e)
        {
            work.Fail(e);
        }
    }

    private void OnResult(object result)
    {
        if (result is SourceNotice notice)
        {
            Tell(notice);
            return;
        }

        var row = (LogCoverage)result;
        if (_rows.Count > 0 && (_rows[0].AccountId != row.AccountId || _rows[0].Region != row.Region))
        {
            WriteRows();
        }

        _rows.Add(row);
    }

    /// <summary>Writes the rows of one account and region, the worst first.</summary>
    private void WriteRows()
    {
        WriteObject(_rows.OrderBy(static row => row.Status).ThenBy(static row => row.Source), enumerateCollection: true);
        _rows = [];
    }

    private void ShowProgress(OrderedWork<(AwsTarget Target, LogCoverageSource Source), object> work)
    {
        // Nothing is shown for what is done at once.
        if (_sinceProgress.ElapsedMilliseconds < ProgressEveryMilliseconds)
        {
            return;
        }

        _sinceProgress.Restart();
        _progressShown = true;
        WriteProgress(new ProgressRecord(0, "Asking AWS", $"{work.ItemsDone:N0} of {work.ItemsAdded:N0} services")
        {
            PercentComplete = (int)(100L * work.ItemsDone / Math.Max(1, work.ItemsAdded)),
        });
    }

    /// <summary>Leads what is said while accounts and regions are found to the pipeline's thread.</summary>
    private sealed class Notices(OrderedWork<(AwsTarget Target, LogCoverageSource Source), object> work) : IEvidenceFeed
    {
        public void Add(EvidenceItem item) => throw new NotSupportedException();

        public void Tell(SourceNotice notice) => work.Post(notice);
    }
}
