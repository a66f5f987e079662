using AwsIr.Formats;
using AwsIr.Records;

namespace AwsIr.Detection;

/// <summary>
/// The view of a sample record that stands as JSON beside a rule, for sources whose logs are not JSON too:
/// its keys are the fields as rules of that source name them.
/// </summary>
internal sealed class SampleFields : JsonFields
{
    private readonly SampleRecord _record;

    public SampleFields(SampleRecord record, byte[] json, RecordIndex index)
    {
        _record = record;
        Point(json, 0, index);
        Path = record.Provenance.Path;
        Number = record.Provenance.Index;
    }

    /// <inheritdoc/>
    public override RecordSource Source => _record.Source;

    /// <inheritdoc/>
    public override string? RecordId => _record.RecordId;

    /// <inheritdoc/>
    public override string? DispatchKey => Source switch
    {
        RecordSource.CloudTrail => String(RecordKey.EventName),
        RecordSource.GuardDuty => Single("type"),
        _ => null,
    };

    /// <inheritdoc/>
    public override long TimeTicks => Source switch
    {
        RecordSource.CloudTrail => UtcTime.Parse(String(RecordKey.EventTime)),
        RecordSource.FlowLog => FromUnix(First("start"), 1),
        RecordSource.CloudWatchLogs => FromUnix(First("timestamp"), 1000) ?? UtcTime.Parse(First("timestamp")),
        _ => UtcTime.Parse(First("service.eventLastSeen") ?? First("updatedAt")),
    } is { } time ? time.Ticks : long.MinValue;

    /// <inheritdoc/>
    public override IRecord ToRecord() => _record;

    private string? Single(string field)
    {
        var values = new FieldValues();
        Resolve(new FieldPath(field, 0), values);
        return values.Count == 1 && values.Items[0].Kind == FieldKind.String ? values.Items[0].Text : null;
    }

    /// <summary>The first value of a field as text; null if it has none.</summary>
    public string? First(string field)
    {
        var values = new FieldValues();
        Resolve(new FieldPath(field, 0), values);
        return values.Count == 0 || values.Items[0].Kind == FieldKind.Null ? null : values.Items[0].Text;
    }

    private static DateTime? FromUnix(string? text, long perSecond) =>
        long.TryParse(text, System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out var value)
            && value / perSecond is > -62_135_596_800 and < 253_402_300_800
            ? DateTimeOffset.FromUnixTimeMilliseconds(value * 1000 / perSecond).UtcDateTime
            : null;
}
