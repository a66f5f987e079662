using System.Management.Automation;
using AwsIr.Access;
using AwsIr.Evidence;
using AwsIr.Formats;
using AwsIr.Live;
using AwsIr.Parameters;
using AwsIr.Records;

namespace AwsIr.Commands;

/// <summary>Get-IrGuardDutyFinding: GuardDuty findings as objects.</summary>
[Cmdlet(VerbsCommon.Get, "IrGuardDutyFinding", DefaultParameterSetName = LiveSet)]
[OutputType(typeof(GuardDutyFinding))]
public sealed class GetIrGuardDutyFindingCommand : EvidenceCommand
{
    /// <summary>What addresses and their patterns are written with.</summary>
    private const string AddressCharacters = "0123456789abcdefABCDEF.:*?[]-";

    private readonly GuardDutyFilter _filter = new();
    private readonly List<GuardDutyFinding> _latest = [];
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private ReadOptions? _readOptions;

    /// <summary>Finding types; wildcards.</summary>
    [Parameter(Position = 1)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(FindingTypeCompleter))]
    public string[]? Type { get; set; }

    /// <summary>Only findings of this severity and graver ones: a number to 10, or low, medium, high, critical.</summary>
    [Parameter]
    [Severity]
    [ArgumentCompleter(typeof(SeverityCompleter))]
    public double? MinimumSeverity { get; set; }

    /// <summary>Names, ids or ARNs of resources; wildcards.</summary>
    [Parameter]
    [SupportsWildcards]
    public string[]? ResourceId { get; set; }

    /// <summary>Access keys; wildcards.</summary>
    [Parameter]
    [SupportsWildcards]
    public string[]? AccessKeyId { get; set; }

    /// <summary>Addresses anywhere in the finding: one, a CIDR range; wildcards.</summary>
    [Parameter]
    [SupportsWildcards]
    public string[]? Address { get; set; }

    /// <summary>Ids of findings; wildcards.</summary>
    [Parameter]
    [SupportsWildcards]
    public string[]? Id { get; set; }

    /// <summary>Findings that were put away, too.</summary>
    [Parameter]
    public SwitchParameter IncludeArchived { get; set; }

    /// <summary>Of several with the same id the latest only.</summary>
    [Parameter]
    public SwitchParameter Unique { get; set; }

    /// <inheritdoc/>
    protected override string ResultName => "findings";

    /// <inheritdoc/>
    internal override ReadOptions ReadOptions => _readOptions ??= new ReadOptions { Sources = [RecordSource.GuardDuty], IncludeArchived = IncludeArchived };

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _filter.Type = LikePattern.From(Type);
        _filter.MinimumSeverity = MinimumSeverity;
        _filter.ResourceId = LikePattern.From(ResourceId);
        _filter.AccessKeyId = LikePattern.From(AccessKeyId);
        _filter.AccountId = LikePattern.From(AccountId);
        _filter.Region = LikePattern.From(Region);
        _filter.Id = LikePattern.From(Id);
        _filter.TimeRange = TimeRange;
        _filter.Address = ReadParameter(Address, ReadAddresses, ErrorIds.InvalidAddress);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord() => ReadInput();

    /// <inheritdoc/>
    protected override void Complete()
    {
        FinishReading();
        WriteObject(_latest, enumerateCollection: true);
    }

    /// <inheritdoc/>
    protected override void OnResult(object result)
    {
        var finding = (GuardDutyFinding)result;
        if (!Unique)
        {
            WriteObject(finding);
        }
        else if (finding.Id is not { } id || !_places.TryGetValue(id, out var place))
        {
            _places[finding.Id ?? finding.Provenance.ToString()] = _latest.Count;
            _latest.Add(finding);
        }
        else if (IsLater(finding, _latest[place]))
        {
            _latest[place] = finding;
        }
    }

    /// <inheritdoc/>
    private protected override EvidenceSource OpenLive(AwsSession session) => OpenLive(
        session, keepsPages: false, new FindingCollector(FindingQuery.From(TimeRange, Type, MinimumSeverity, AccountId, Id, IncludeArchived), Now));

    /// <inheritdoc/>
    internal override RecordWorker MakeWorker() => new Worker(_filter);

    /// <exception cref="FormatException">One of them is neither an address nor a pattern of some.</exception>
    private static AddressPattern[]? ReadAddresses(string[] addresses)
    {
        var patterns = AddressPattern.From(addresses);
        return Array.Find(addresses, address => IpAddress.ParseNetwork(address) is null && address.Any(c => AddressCharacters.IndexOf(c) < 0)) is { } wrong
            ? throw new FormatException($"'{wrong}' is not an address: write one as 203.0.113.9, 203.0.113.0/24 or 203.0.113.*.")
            : patterns;
    }

    /// <summary>Whether a finding is the newer state of another with the same id; of two alike the one that was read last.</summary>
    private static bool IsLater(GuardDutyFinding one, GuardDutyFinding other) =>
        (one.UpdatedAt, one.LastSeen, one.Count).CompareTo((other.UpdatedAt, other.LastSeen, other.Count)) >= 0;

    private sealed class Worker(GuardDutyFilter filter) : RecordWorker
    {
        public override void OnRecord(RecordFields fields, Action<object> add)
        {
            if (fields is GuardDutyFields finding && filter.IsMatch(finding))
            {
                add(finding.ToFinding());
            }
        }
    }
}
