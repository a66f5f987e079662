using AwsIr.Formats;

namespace AwsIr.Records;

/// <summary>The view of a CloudTrail record: its text and index as the reader has them, nothing copied.</summary>
internal sealed class CloudTrailFields : JsonFields
{
    private CloudTrailEvent? _record;

    /// <inheritdoc/>
    public override RecordSource Source => RecordSource.CloudTrail;

    /// <inheritdoc/>
    public override string? DispatchKey => EventName;

    /// <inheritdoc/>
    public override string? RecordId => String(RecordKey.EventId);

    /// <summary>The record's eventName.</summary>
    public string? EventName => String(RecordKey.EventName);

    /// <inheritdoc/>
    public override string? AccountId => Get(RecordKey.RecipientAccountId) ?? ToEvent().AccountId;

    /// <inheritdoc/>
    public override string? Region => Get(RecordKey.AwsRegion);

    /// <inheritdoc/>
    public override long TimeTicks
    {
        get
        {
            var value = Index.Value(Json, RecordKey.EventTime);
            if (value.Length < 2 || value[0] != '"')
            {
                return long.MinValue;
            }

            value = value.Slice(1, value.Length - 2);
            return UtcTime.TryParseSeconds(value, out var ticks) ? ticks : UtcTime.Parse(JsonText.Decode(value))?.Ticks ?? long.MinValue;
        }
    }

    /// <summary>Points the view at a record in a reader's buffer.</summary>
    public void Point(byte[] text, int start, RecordIndex index, string path, long number)
    {
        Point(text, start, index);
        Path = path;
        Number = number;
        _record = null;
    }

    /// <summary>Points the view at a record that is an object already.</summary>
    public void Point(CloudTrailEvent record, byte[] json, RecordIndex index)
    {
        Point(json, 0, index);
        Path = record.Provenance.Path;
        Number = record.Provenance.Index;
        _record = record;
    }

    /// <summary>The text of a top-level string, for filters.</summary>
    public string? Get(RecordKey key) => String(key);

    /// <inheritdoc/>
    public override IRecord ToRecord() => ToEvent();

    /// <summary>The record as an object that owns a copy of its text: keeping it does not keep the file.</summary>
    public CloudTrailEvent ToEvent() => _record ??= new CloudTrailEvent(Json.ToArray(), Index, Path, Number);
}
