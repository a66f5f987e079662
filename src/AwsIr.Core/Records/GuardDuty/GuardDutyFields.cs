using AwsIr.Formats;

namespace AwsIr.Records;

/// <summary>
/// The view of a GuardDuty finding: its text as the reader has it, nothing copied. Fields are named as in exports (<c>service.count</c>);
/// JSON as SDKs and the CLI write it (<c>Service.Count</c>) differs by case only, which look-ups mind last.
/// </summary>
internal sealed class GuardDutyFields : JsonFields
{
    private static readonly FieldPath TypePath = new("type", 0);
    private static readonly FieldPath IdPath = new("id", 0);
    private static readonly FieldPath AccountPath = new("accountId", 0);
    private static readonly FieldPath RegionPath = new("region", 0);
    private static readonly FieldPath ArchivedPath = new("service.archived", 0);
    private static readonly FieldPath[] TimePaths = [new("service.eventLastSeen", 0), new("updatedAt", 0), new("createdAt", 0)];

    private readonly FieldValues _values = new();
    private byte[]? _securityHub;
    private GuardDutyFinding? _record;

    /// <inheritdoc/>
    public override RecordSource Source => RecordSource.GuardDuty;

    /// <inheritdoc/>
    public override string? DispatchKey => Find(TypePath) is { Kind: FieldKind.String } type && _values.Count == 1 ? type.Text : null;

    /// <inheritdoc/>
    public override string? RecordId => Get(IdPath);

    /// <inheritdoc/>
    public override string? AccountId => Get(AccountPath);

    /// <inheritdoc/>
    public override string? Region => Get(RegionPath);

    /// <summary>Whether the finding was put away.</summary>
    public bool IsArchived => bool.TryParse(Get(ArchivedPath), out var archived) && archived;

    /// <inheritdoc/>
    public override long TimeTicks
    {
        get
        {
            foreach (var path in TimePaths)
            {
                if (FindingJson.ParseTime(Get(path)) is { } time)
                {
                    return time.Ticks;
                }
            }

            return long.MinValue;
        }
    }

    /// <summary>Points the view at a finding in a reader's buffer.</summary>
    /// <param name="text">The array that the finding's text is in.</param>
    /// <param name="start">Where the text begins.</param>
    /// <param name="index">Where its top-level values lie.</param>
    /// <param name="path">The file.</param>
    /// <param name="number">The finding's number there.</param>
    /// <param name="securityHub">The text of Security Hub that the finding was made of, the caller's no more; null if it was not.</param>
    public void Point(byte[] text, int start, RecordIndex index, string path, long number, byte[]? securityHub)
    {
        Point(text, start, index);
        Path = path;
        Number = number;
        _securityHub = securityHub;
        _record = null;
    }

    /// <summary>Points the view at a finding that is an object already.</summary>
    public void Point(GuardDutyFinding record, byte[] json, RecordIndex index)
    {
        Point(json, 0, index, record.Provenance.Path, record.Provenance.Index, null);
        _record = record;
    }

    /// <summary>The first value of a field as text; null if it has none.</summary>
    public string? Get(FieldPath path) => Find(path)?.Text;

    /// <inheritdoc/>
    public override IRecord ToRecord() => ToFinding();

    /// <summary>The finding as an object that owns a copy of its text: keeping it does not keep the file.</summary>
    public GuardDutyFinding ToFinding() => _record ??= new GuardDutyFinding(Json.ToArray(), _securityHub, Path, Number);

    private FieldValue? Find(FieldPath path)
    {
        _values.Clear();
        Resolve(path, _values);
        return _values.Count == 0 || _values.Items[0].Kind == FieldKind.Null ? null : _values.Items[0];
    }
}
