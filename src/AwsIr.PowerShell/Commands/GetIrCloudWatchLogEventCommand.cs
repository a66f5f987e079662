using System.Management.Automation;
using System.Text.RegularExpressions;
using AwsIr.Access;
using AwsIr.Evidence;
using AwsIr.Formats;
using AwsIr.Live;
using AwsIr.Records;

namespace AwsIr.Commands;

/// <summary>Get-IrCloudWatchLogEvent: CloudWatch Logs events, and lines of other logs, as objects.</summary>
[Cmdlet(VerbsCommon.Get, "IrCloudWatchLogEvent", DefaultParameterSetName = LiveSet)]
[OutputType(typeof(CloudWatchLogEvent), typeof(CloudTrailEvent), typeof(FlowLogRecord))]
public sealed class GetIrCloudWatchLogEventCommand : EvidenceCommand
{
    private readonly CloudWatchFilter _filter = new();
    private long _undecided;

    /// <summary>Texts of which the message holds one, without regard to case.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string[]? Contains { get; set; }

    /// <summary>Log groups; wildcards.</summary>
    [Parameter]
    [SupportsWildcards]
    public string[]? LogGroup { get; set; }

    /// <summary>Log streams; wildcards.</summary>
    [Parameter]
    [SupportsWildcards]
    public string[]? LogStream { get; set; }

    /// <summary>A regular expression that the message matches; its named groups become fields.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Pattern { get; set; }

    /// <summary>A filter pattern as CloudWatch Logs has them.</summary>
    [Parameter]
    public string? FilterPattern { get; set; }

    /// <summary>Events whose message is a record of CloudTrail or a flow log as such records.</summary>
    [Parameter]
    public SwitchParameter Expand { get; set; }

    /// <inheritdoc/>
    protected override string ResultName => "events";

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        // Live, what is read are these groups: they may be given by ARN.
        _filter.LogGroup = IsLive ? null : LikePattern.From(LogGroup);
        _filter.LogStream = LikePattern.From(LogStream);
        _filter.Place = new PlaceFilter(LikePattern.From(AccountId), LikePattern.From(Region));
        _filter.Contains = Contains;
        _filter.TimeRange = TimeRange;
        try
        {
            _filter.Pattern = Pattern is null ? null : new MessagePattern(Pattern);
        }
        catch (ArgumentException e)
        {
            Stop(ErrorIds.InvalidPattern, $"-Pattern is no regular expression: {e.Message}", e, Pattern);
        }

        // Live, CloudWatch Logs applies it.
        try
        {
            _filter.FilterPattern = FilterPattern is null || IsLive ? null : LogFilterPattern.Parse(FilterPattern);
        }
        catch (FormatException e)
        {
            Stop(ErrorIds.InvalidFilterPattern, $"-FilterPattern: {e.Message}", e, FilterPattern);
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord() => ReadInput();

    /// <inheritdoc/>
    protected override void Complete()
    {
        FinishReading();
        WarnOf(_filter.WithoutGroup, "log group", "-LogGroup");
        WarnOf(_filter.WithoutStream, "log stream", "-LogStream");
        WarnOf(_filter.Place!.WithoutAccount, "account", "-AccountId");
        WarnOf(_filter.Place.WithoutRegion, "region", "-Region");
        WarnOf(_filter.WithoutTime, "time that can be read", "-StartTime, -EndTime or -Last");
        if (_undecided > 1)
        {
            WriteWarning($"-Pattern took too long on {_undecided:N0} events: whether they match is not known.");
        }
    }

    /// <inheritdoc/>
    protected override void OnResult(object result)
    {
        if (result is not Provenance undecided)
        {
            WriteObject(result);
        }
        else if (++_undecided == 1)
        {
            // A pattern that is slow is so on many events: one error is enough to know.
            WriteError(new ErrorRecord(
                new TimeoutException(Display.Text($"-Pattern took too long on the message of {undecided}: whether it matches is not known. Leave out look-arounds and back-references, which make a pattern slow.")),
                ErrorIds.PatternTimeout, ErrorCategory.OperationTimeout, undecided));
        }
    }

    /// <inheritdoc/>
    private protected override void CheckLive() => RequireLogGroup(LogGroup);

    /// <inheritdoc/>
    private protected override EvidenceSource OpenLive(AwsSession session) => OpenLive(
        session,
        keepsPages: false,
        new LogEventCollector(new LogEventOptions { LogGroups = LogGroup!, LogStreams = LogStream ?? [], FilterPattern = FilterPattern, TimeRange = TimeRange }, Now));

    /// <inheritdoc/>
    internal override ReadOptions ReadOptions { get; } = new() { Sources = [RecordSource.CloudWatchLogs], Unwrap = false, AnyText = true };

    /// <inheritdoc/>
    internal override RecordWorker MakeWorker() => new Worker(_filter, Expand ? new MessageUnwrapper(ReadOptions) : null);

    private void WarnOf(long count, string what, string parameter)
    {
        if (count > 0)
        {
            WriteWarning($"{count:N0} events have no {what}: {parameter} left them out.");
        }
    }

    private void Stop(string id, string message, Exception e, string? value) =>
        ThrowTerminatingError(new ErrorRecord(new PSArgumentException(Display.Text(message), e), id, ErrorCategory.InvalidArgument, value));

    private sealed class Worker(CloudWatchFilter filter, MessageUnwrapper? unwrapper) : RecordWorker
    {
        public override void Begin(EvidenceItem item) => unwrapper?.Begin(item.Origin);

        public override void OnRecord(RecordFields fields, Action<object> add)
        {
            if (fields is not CloudWatchFields log)
            {
                return;
            }

            try
            {
                if (filter.IsMatch(log))
                {
                    add((unwrapper?.Unwrap(log) ?? log).ToRecord());
                }
            }
            catch (RegexMatchTimeoutException)
            {
                add(new Provenance(log.Path, log.Number));
            }
        }
    }
}
