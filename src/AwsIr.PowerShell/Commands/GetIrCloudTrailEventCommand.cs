using System.Management.Automation;
using AwsIr.Access;
using AwsIr.Evidence;
using AwsIr.Formats;
using AwsIr.Live;
using AwsIr.Records;
using AwsIr.S3;

namespace AwsIr.Commands;

/// <summary>Get-IrCloudTrailEvent: CloudTrail records as objects.</summary>
[Cmdlet(VerbsCommon.Get, "IrCloudTrailEvent", DefaultParameterSetName = LiveSet)]
[OutputType(typeof(CloudTrailEvent))]
public sealed class GetIrCloudTrailEventCommand : EvidenceCommand
{
    private readonly CloudTrailFilter _filter = new();
    private HashSet<string>? _seen;
    private long _repeats;

    /// <summary>Trails whose files in S3 are read: names or ARNs.</summary>
    [Parameter(ParameterSetName = LiveSet)]
    [ValidateNotNullOrEmpty]
    public string[]? TrailName { get; set; }

    /// <summary>Names of events; wildcards.</summary>
    [Parameter(Position = 1)]
    [SupportsWildcards]
    public string[]? EventName { get; set; }

    /// <summary>Services, such as iam.amazonaws.com; wildcards.</summary>
    [Parameter]
    [SupportsWildcards]
    public string[]? EventSource { get; set; }

    /// <summary>Users' names as the UserName property has them; wildcards.</summary>
    [Parameter]
    [SupportsWildcards]
    public string[]? UserName { get; set; }

    /// <summary>ARNs of principals; wildcards.</summary>
    [Parameter]
    [SupportsWildcards]
    public string[]? Arn { get; set; }

    /// <summary>Access keys that signed; wildcards.</summary>
    [Parameter]
    [SupportsWildcards]
    public string[]? AccessKeyId { get; set; }

    /// <summary>Source addresses: one, a CIDR range, or a service's name; wildcards.</summary>
    [Parameter]
    [SupportsWildcards]
    public string[]? SourceIPAddress { get; set; }

    /// <summary>Error codes; wildcards.</summary>
    [Parameter]
    [SupportsWildcards]
    public string[]? ErrorCode { get; set; }

    /// <summary>Ids of events.</summary>
    [Parameter]
    [SupportsWildcards]
    public string[]? EventId { get; set; }

    /// <summary>Only operations that change nothing; with $false only those that may.</summary>
    [Parameter]
    public SwitchParameter ReadOnly { get; set; }

    /// <summary>Each event once, by its id.</summary>
    [Parameter]
    public SwitchParameter Unique { get; set; }

    /// <inheritdoc/>
    protected override string ResultName => "events";

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _filter.EventName = LikePattern.From(EventName);
        _filter.EventSource = LikePattern.From(EventSource);
        _filter.UserName = LikePattern.From(UserName);
        _filter.Arn = LikePattern.From(Arn);
        _filter.AccessKeyId = LikePattern.From(AccessKeyId);
        _filter.ErrorCode = LikePattern.From(ErrorCode);
        _filter.AccountId = LikePattern.From(AccountId);
        _filter.Region = LikePattern.From(Region);
        _filter.EventId = LikePattern.From(EventId);
        _filter.ReadOnly = MyInvocation.BoundParameters.ContainsKey(nameof(ReadOnly)) ? ReadOnly.ToBool() : null;
        _filter.TimeRange = TimeRange;
        _seen = Unique ? new HashSet<string>(StringComparer.Ordinal) : null;
        _filter.SourceIPAddress = ReadParameter(SourceIPAddress, AddressPattern.From, ErrorIds.InvalidAddress);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord() => ReadInput();

    /// <inheritdoc/>
    protected override void Complete()
    {
        FinishReading();
        if (_seen is not null)
        {
            WriteVerbose($"{_repeats:N0} repeated events were left out.");
        }
    }

    /// <inheritdoc/>
    protected override void OnResult(object result)
    {
        if (_seen is not null && ((CloudTrailEvent)result).EventId is { } id && !_seen.Add(id))
        {
            _repeats++;
            return;
        }

        WriteObject(result);
    }

    /// <inheritdoc/>
    private protected override string LiveScope => TrailName is { Length: > 0 } ? "trail " + string.Join(", ", TrailName) : base.LiveScope;

    /// <inheritdoc/>
    private protected override EvidenceSource OpenLive(AwsSession session) => TrailName is { Length: > 0 }
        ? new TrailSource(session, TrailName, locations => OpenS3(session, locations))
        : OpenLive(session, keepsPages: false, new CloudTrailCollector(LookupQuery.From(TimeRange, EventId, AccessKeyId, EventName, UserName, EventSource, _filter.ReadOnly), Now));

    /// <inheritdoc/>
    internal override ReadOptions ReadOptions { get; } = new() { Sources = [RecordSource.CloudTrail] };

    /// <inheritdoc/>
    internal override RecordWorker MakeWorker() => new Worker(_filter);

    private sealed class Worker(CloudTrailFilter filter) : RecordWorker
    {
        public override void OnRecord(RecordFields fields, Action<object> add)
        {
            if (fields is CloudTrailFields cloudTrail && filter.IsMatch(cloudTrail))
            {
                add(cloudTrail.ToEvent());
            }
        }
    }
}
