using System.Diagnostics;
using System.Management.Automation;
using System.Management.Automation.Host;
using AwsIr.Access;
using AwsIr.Evidence;
using AwsIr.Formats;
using AwsIr.Live;
using AwsIr.Records;
using AwsIr.S3;

namespace AwsIr.Commands;

/// <summary>
/// What the cmdlets that read evidence share: paths, threads, order, progress, problems and the count at the end.
/// A cmdlet says what one thread does with a record and what to do with the results.
/// </summary>
public abstract class EvidenceCommand : AwsCommand
{
    private const int ProgressEveryMilliseconds = 250;

    /// <summary>How many objects are fetched at the same time: waiting for them costs no processor.</summary>
    private const int DefaultObjectsInFlight = 16;

    private readonly ReadCounts _counts = new();
    private readonly Stopwatch _sinceProgress = new();
    private readonly List<string> _uris = [];
    private OrderedWork<EvidenceItem, object>? _work;
    private EvidenceSource? _source;
    private Thread? _finder;
    private SourceException? _failure;
    private Checkpoint? _checkpoint;
    private PSHost? _host;
    private bool _progressShown;
    private bool _isFinished;

    /// <summary>The path parameter set.</summary>
    protected const string PathSet = "Path";

    /// <summary>The literal path parameter set.</summary>
    protected const string LiteralPathSet = "LiteralPath";

    /// <summary>Files and folders (read recursively); wildcards.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Files and folders, taken as they are written.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Where objects lie in S3: s3://bucket/prefix.</summary>
    [Parameter(Mandatory = true, ParameterSetName = S3Set, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string[] S3Uri { get; set; } = [];

    /// <summary>Who pays for requests to a bucket of requester-pays.</summary>
    [Parameter(ParameterSetName = S3Set)]
    [ValidateSet("requester")]
    public string? RequestPayer { get; set; }

    /// <summary>The file that says how far the last run came, and is written at the end of this one.</summary>
    [Parameter(ParameterSetName = S3Set)]
    [Parameter(ParameterSetName = LiveSet)]
    [ValidateNotNullOrEmpty]
    public string? ResumeFrom { get; set; }

    /// <summary>Only events at this time or later.</summary>
    [Parameter]
    [Parameters.TimePoint]
    public TimePoint? StartTime { get; set; }

    /// <summary>Only events before this time.</summary>
    [Parameter]
    [Parameters.TimePoint]
    public TimePoint? EndTime { get; set; }

    /// <summary>Only events of so long a time before now.</summary>
    [Parameter]
    [Parameters.Duration]
    public TimeSpan? Last { get; set; }

    /// <summary>How many threads read; with S3 how many objects are fetched at the same time.</summary>
    [Parameter]
    [ValidateRange(1, 256)]
    public int ThrottleLimit { get; set; } = Math.Max(1, Environment.ProcessorCount);

    /// <summary>The times asked for.</summary>
    internal TimeRange TimeRange { get; private set; } = TimeRange.All;

    /// <summary>When the cmdlet was called, in UTC.</summary>
    internal DateTime Now { get; private set; }

    /// <summary>What one unit of the progress bar's count is called.</summary>
    protected abstract string ResultName { get; }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        // First who uses it, then what is used; a finder that the network holds up is left to end by itself.
        _work?.Dispose();
        _finder?.Join(500);
        SayWhatIsComplete();
        _source?.Dispose();
        _checkpoint?.Dispose();
        base.Dispose(disposing);
    }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _host = Host;
        var now = Now = DateTime.UtcNow;
        if (Last is not null && StartTime is not null)
        {
            ThrowTerminatingError(new ErrorRecord(
                new PSArgumentException("-Last and -StartTime both say where to begin: give one of them."),
                ErrorIds.InvalidTimeRange, ErrorCategory.InvalidArgument, null));
        }

        var start = Last is { } last ? Back(now, last) : StartTime?.Resolve(now);
        var end = EndTime?.Resolve(now);
        TimeRange = new TimeRange(start?.Ticks ?? long.MinValue, end?.Ticks ?? long.MaxValue);
        if (start >= end)
        {
            ThrowTerminatingError(new ErrorRecord(
                new PSArgumentException($"The time range is empty: it begins at {Display.Time(start)} and ends before {Display.Time(end)}."),
                ErrorIds.InvalidTimeRange, ErrorCategory.InvalidArgument, null));
        }

        if (ResumeFrom is not null)
        {
            OpenCheckpoint(ResumeFrom, start);
        }
    }

    /// <summary>Adds what this input object names, and hands on what is ready.</summary>
    protected void ReadInput()
    {
        switch (ParameterSetName)
        {
            case S3Set:
                _uris.AddRange(S3Uri);
                break;
            case PathSet:
            case LiteralPathSet:
                ReadPaths();
                break;
        }
    }

    /// <summary>Waits for what is still being read, and says what was seen.</summary>
    protected void FinishReading()
    {
        if (ParameterSetName == S3Set || IsLive)
        {
            ReadSource();
        }

        _work?.Complete();
        HandOn(wait: true);
        if (_progressShown)
        {
            WriteProgress(new ProgressRecord(0, "Reading logs", "Done") { RecordType = ProgressRecordType.Completed });
        }

        if (_work is not null)
        {
            WriteVerbose(_counts.Summary(_work.ItemsDone, ParameterSetName == LiveSet ? "pages" : "files"));
        }

        if (_counts.Others.Count > 0)
        {
            // One line, whatever lies in the folder: one source is asked for of many.
            var others = _counts.Others.Select(other =>
                $"{other.Value.Count:N0} {other.Key}" + (other.Value.Files == other.Value.Count ? "" : $" in {other.Value.Files:N0} file(s)"));
            WriteWarning($"Passed over {string.Join(", ", others)}: -Verbose names each.");
        }
    }

    /// <inheritdoc/>
    protected sealed override void EndProcessing()
    {
        Complete();

        // Now the pipeline has taken everything.
        _isFinished = true;
        SaveCheckpoint();
    }

    /// <summary>Waits for what is still being read, and does what is to do at the end.</summary>
    protected virtual void Complete() => FinishReading();

    private void SaveCheckpoint()
    {
        if (_checkpoint is null || _source is null)
        {
            return;
        }

        try
        {
            _source.Commit();
            _checkpoint.Save();
            WriteVerbose(Display.Text($"The checkpoint {ResumeFrom} was written: the next run continues from here."));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            WriteError(new ErrorRecord(
                new IOException(Display.Text($"The checkpoint {ResumeFrom} could not be written: {e.Message} The next run gives again what this one gave."), e),
                ErrorIds.CheckpointFile, ErrorCategory.WriteError, ResumeFrom));
        }
    }

    /// <summary>Where the live set reads from.</summary>
    /// <param name="session">Who to be.</param>
    private protected abstract EvidenceSource OpenLive(AwsSession session);

    /// <summary>What the live set reads, for the checkpoint: the same in every run.</summary>
    private protected virtual string LiveScope => "live";

    /// <summary>Ends the run if the live set lacks something.</summary>
    private protected virtual void CheckLive()
    {
    }

    /// <summary>Ends the run if there is no log group to read: all of them would be too many to be meant.</summary>
    private protected void RequireLogGroup(string[]? logGroup)
    {
        if (logGroup is not { Length: > 0 })
        {
            ThrowTerminatingError(new ErrorRecord(
                new PSArgumentException("CloudWatch Logs is read a log group at a time: name them with -LogGroup, such as -LogGroup /aws/lambda/*. Get-IrLogCoverage lists them."),
                ErrorIds.LogGroupRequired, ErrorCategory.InvalidArgument, null));
        }
    }

    /// <summary>
    /// Whether services are read. Without a path that may be known only at the end: files may come through the pipeline, and
    /// a pipeline of files that turns out to be empty is not a question to AWS.
    /// </summary>
    private protected bool IsLive => ParameterSetName == LiveSet && (!MyInvocation.ExpectingInput || TakesOtherInput);

    /// <summary>Whether something else than files comes through the pipeline.</summary>
    private protected virtual bool TakesOtherInput => false;

    /// <summary>Flow logs as the account delivers them.</summary>
    private protected FlowLogCollector FlowLogs(string[]? vpcIds = null, string[]? subnetIds = null, string[]? interfaceIds = null) => new(new FlowLogOptions
    {
        VpcIds = vpcIds ?? [],
        SubnetIds = subnetIds ?? [],
        InterfaceIds = interfaceIds ?? [],
        TimeRange = TimeRange,
        OpenBucket = (target, uri, isWanted) => new S3Source(_ => target, new S3Options
        {
            Locations = [S3Location.Parse(uri)],
            Selection = new S3Selection
            {
                Sources = [RecordSource.FlowLog],
                Accounts = LikePattern.From([target.AccountId]),
                Regions = LikePattern.From([target.Region]),
                TimeRange = TimeRange,
            },
            InFlight = InFlight,

            // Several are read at the same time, each until its turn comes.
            MemorySize = 8 * 1024 * 1024,
            IsWanted = isWanted,
            Checkpoint = _checkpoint,
        }),
    }, Now);

    /// <summary>Services, read live.</summary>
    /// <param name="session">Who to be.</param>
    /// <param name="keepsPages">Whether what was read is read again at the end.</param>
    /// <param name="collectors">The services.</param>
    private protected LiveSource OpenLive(AwsSession session, bool keepsPages, params LiveCollector[] collectors) => new(session, collectors, keepsPages, _checkpoint);

    /// <summary>Objects in S3.</summary>
    /// <param name="session">Who to be.</param>
    /// <param name="locations">Where they are.</param>
    private protected S3Source OpenS3(AwsSession session, IReadOnlyList<S3Location> locations) => new(session, new S3Options
    {
        Locations = locations,
        Selection = new S3Selection { Sources = ReadOptions.Sources, Accounts = LikePattern.From(AccountId), Regions = LikePattern.From(Region), TimeRange = TimeRange },
        InFlight = InFlight,
        RequesterPays = RequestPayer is not null,
        Checkpoint = _checkpoint,
    });

    /// <summary>What the readers are asked for.</summary>
    internal virtual ReadOptions ReadOptions => ReadOptions.All;

    /// <summary>Makes what one thread does with each record; it may keep state of its own.</summary>
    internal abstract RecordWorker MakeWorker();

    /// <summary>Takes a result of a worker, on the pipeline's thread and in order.</summary>
    protected abstract void OnResult(object result);

    /// <summary>Reads a parameter's value; ends the run if the value is none that it takes.</summary>
    /// <param name="given">What the user gave; null for nothing, which is not read.</param>
    /// <param name="read">Reads it, or says in a <see cref="FormatException"/> what is wrong with it.</param>
    /// <param name="errorId">The id of the error.</param>
    private protected TRead? ReadParameter<TGiven, TRead>(TGiven? given, Func<TGiven, TRead?> read, string errorId)
        where TGiven : class
        where TRead : class
    {
        try
        {
            return given is null ? null : read(given);
        }
        catch (FormatException e)
        {
            ThrowTerminatingError(new ErrorRecord(new PSArgumentException(Display.Text(e.Message), e), errorId, ErrorCategory.InvalidArgument, given));
            throw;
        }
    }

    /// <summary>Writes a problem of content as an error that does not end the run.</summary>
    private void OnProblem(ReadProblem problem)
    {
        var place = (problem.Record, problem.Offset) switch
        {
            ({ } record, { } offset) => $" (record {record}, byte {offset})",
            ({ } record, null) => $" (record {record})",
            (null, { } offset) => $" (byte {offset})",
            _ => "",
        };
        WriteError(new ErrorRecord(
            new InvalidDataException(Display.Text(problem.Path + place + ": " + problem.Message)),
            problem.Kind.ToString(),
            problem.Kind == ReadProblemKind.Unreadable ? ErrorCategory.ReadError : ErrorCategory.InvalidData,
            problem.Path));
    }

    private void ReadPaths()
    {
        var resolver = new PathResolver(this);
        var paths = ParameterSetName == LiteralPathSet ? LiteralPath.SelectMany(resolver.Literal) : Path.SelectMany(resolver.Wildcards);
        foreach (var file in paths.SelectMany(Files))
        {
            Work.Add(new FileEvidence(file));
        }

        HandOn(wait: false);
    }

    /// <summary>How many objects are fetched at the same time.</summary>
    private int InFlight => MyInvocation.BoundParameters.ContainsKey(nameof(ThrottleLimit)) ? ThrottleLimit : DefaultObjectsInFlight;

    // Objects that are being fetched wait without a thread.
    private OrderedWork<EvidenceItem, object> Work => _work ??= ParameterSetName is S3Set or LiveSet
        ? new OrderedWork<EvidenceItem, object>(Math.Min(ThrottleLimit, Environment.ProcessorCount), StartWorker, Cancellation, InFlight * 2)
        : new OrderedWork<EvidenceItem, object>(ThrottleLimit, StartWorker, Cancellation);

    /// <summary>Reads what a source finds, while it finds it.</summary>
    private void ReadSource()
    {
        var locations = ReadParameter(_uris, static uris => uris.ConvertAll(S3Location.Parse), ErrorIds.InvalidS3Uri)!;
        if (ParameterSetName == LiveSet)
        {
            CheckLive();
        }

        UseCheckpoint(locations);
        var session = OpenSession();
        _source = ParameterSetName == S3Set ? OpenS3(session, locations) : OpenLive(session);
        var feed = new SourceFeed(Work);
        _finder = new Thread(() => Find(_source, feed)) { IsBackground = true, Name = "AwsIr source" };
        _finder.Start();
        HandOn(wait: true);
        _finder.Join();
        if (_failure is not null)
        {
            var until = _work!.LastDone is { } last ? $" Complete up to {_source.Reached(last)}." : "";
            ThrowTerminatingError(ErrorOf(new SourceException(_failure.ErrorId, _failure.Problem, _failure.Message + until, _failure.InnerException)));
        }
    }

    private void OpenCheckpoint(string path, DateTime? start)
    {
        if (EndTime is not null)
        {
            ThrowTerminatingError(new ErrorRecord(
                new PSArgumentException("-EndTime does not go with -ResumeFrom: each run reads up to now, and the next one continues there."),
                ErrorIds.InvalidTimeRange, ErrorCategory.InvalidArgument, null));
        }

        try
        {
            _checkpoint = Checkpoint.Load(GetUnresolvedProviderPathFromPSPath(path), MyInvocation.MyCommand.Name);
        }
        catch (SourceException e)
        {
            ThrowTerminatingError(ErrorOf(e));
            throw;
        }

        // Where to begin counts in the first run only: what came late, or while no run was made, is not left out by it.
        if (_checkpoint.IsResumed)
        {
            TimeRange = new TimeRange(_checkpoint.From?.Ticks ?? long.MinValue, long.MaxValue);
        }
        else
        {
            _checkpoint.From = start;
        }
    }

    private void UseCheckpoint(List<S3Location> locations)
    {
        try
        {
            var where = locations.Count > 0 ? string.Join(", ", locations) : LiveScope;
            _checkpoint?.Use(where + Only("account", AccountId) + Only("region", Region));
        }
        catch (SourceException e)
        {
            ThrowTerminatingError(ErrorOf(e));
        }

        static string Only(string what, string[]? values) => values is { Length: > 0 } ? $", {what} {string.Join(", ", values.OrderBy(static value => value, StringComparer.OrdinalIgnoreCase))}" : "";
    }

    /// <summary>
    /// After Ctrl+C, what was given may be used for what it is if it is known how far it goes. The pipeline takes nothing any more:
    /// it goes to the console.
    /// </summary>
    private void SayWhatIsComplete()
    {
        if (_source is null || _isFinished || !Cancellation.IsCancellationRequested || _host?.UI is not { } console)
        {
            return;
        }

        console.WriteWarningLine(Display.Text(_work?.LastDone is { } last
            ? $"Stopped early. Complete up to {_source.Reached(last)}; nothing that comes behind it was read to its end."
            : "Stopped early: nothing was read to its end."));
    }

    private void Find(EvidenceSource source, SourceFeed feed)
    {
        try
        {
            source.Run(feed, Cancellation);
            Work.Complete();
        }
        catch (OperationCanceledException)
        {
        }
        catch (SourceException e)
        {
            // What was found until then is still handed on.
            _failure = e;
            Work.Complete();
        }
        catch (Exception e)
        {
            Work.Fail(e);
        }
    }

    private static DateTime Back(DateTime now, TimeSpan span) => span < now - DateTime.MinValue ? now - span : DateTime.SpecifyKind(DateTime.MinValue, DateTimeKind.Utc);

    private Action<EvidenceItem, OrderedWork<EvidenceItem, object>.Output, CancellationToken> StartWorker()
    {
        var reader = new EvidenceReader(ReadOptions);
        var worker = MakeWorker();
        return (item, output, cancellation) =>
        {
            worker.Begin(item);
            var sink = new WorkerSink(item, worker, output, _counts);
            reader.Read(item, sink, cancellation);
            sink.Finish();
        };
    }

    private void HandOn(bool wait)
    {
        if (_work is null)
        {
            return;
        }

        try
        {
            while (_work.Take(wait) is { } batch)
            {
                foreach (var result in batch)
                {
                    switch (result)
                    {
                        case ReadProblem problem:
                            OnProblem(problem);
                            break;
                        case SourceNotice notice:
                            Tell(notice);
                            break;
                        case OtherContent other:
                            _counts.Add(other);
                            WriteVerbose(Display.Text($"{other.Path}: {other.Count} {other.What}, passed over"));
                            break;
                        default:
                            OnResult(result);
                            break;
                    }
                }

                ShowProgress();
            }
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }
    }

    private void ShowProgress()
    {
        // What is read live says itself how far it is.
        if (ParameterSetName == LiveSet || (_sinceProgress.IsRunning && _sinceProgress.ElapsedMilliseconds < ProgressEveryMilliseconds))
        {
            return;
        }

        // Nothing is shown for work that is done at once.
        _progressShown = _sinceProgress.IsRunning;
        _sinceProgress.Restart();
        if (_progressShown)
        {
            WriteProgress(new ProgressRecord(0, "Reading logs", $"{_work!.ItemsDone:N0} of {_work.ItemsAdded:N0} files, {_counts.Results:N0} {ResultName}")
            {
                PercentComplete = (int)(100L * _work.ItemsDone / Math.Max(1, _work.ItemsAdded)),
            });
        }
    }

    /// <inheritdoc/>
    private protected override void ShowProgress(string text, SourceNotice notice)
    {
        _progressShown = true;
        WriteProgress(new ProgressRecord(0, "Reading logs", text) { PercentComplete = notice.Percent, SecondsRemaining = notice.SecondsLeft });
    }

    private IEnumerable<string> Files(string path) =>
        Directory.Exists(path) ? EvidenceFolder.Files(path, OnUnreadableFolder) : [path];

    private void OnUnreadableFolder(string folder, Exception e) => WriteError(new ErrorRecord(
        new IOException($"{Display.Text(folder)}: {Display.Text(e.Message)} The folder was left out.", e), ErrorIds.FolderUnreadable, ErrorCategory.ReadError, folder));
}
