using AwsIr.Formats;
using AwsIr.Records;

namespace AwsIr.Detection;

/// <summary>A record written as JSON to test a rule.</summary>
internal sealed class SampleRecord : IRecord
{
    private readonly SampleFields _fields;

    /// <summary>Reads one.</summary>
    /// <exception cref="FormatException">It is not a JSON object.</exception>
    public SampleRecord(RecordSource source, byte[] json, Provenance provenance)
    {
        Source = source;
        Provenance = provenance;
        var index = new RecordIndex();
        if (json is not [(byte)'{', ..] || index.Read(json) != IndexResult.Complete)
        {
            throw new FormatException("A test record is a JSON object: " + (index.Error.Length > 0 ? index.Error : "this is none."));
        }

        _fields = new SampleFields(this, json, index);
    }

    /// <inheritdoc/>
    public RecordSource Source { get; }

    /// <inheritdoc/>
    public Provenance Provenance { get; }

    /// <inheritdoc/>
    public DateTime? Time => _fields.TimeTicks == long.MinValue ? null : new DateTime(_fields.TimeTicks, DateTimeKind.Utc);

    /// <inheritdoc/>
    public string? RecordId => _fields.First(Source == RecordSource.CloudTrail ? "eventID" : "id");

    /// <inheritdoc/>
    public string? AccountId => _fields.First("recipientAccountId") ?? _fields.First("accountId") ?? _fields.First("account-id");

    /// <inheritdoc/>
    public string? Region => _fields.First("awsRegion") ?? _fields.First("region");

    /// <inheritdoc/>
    public string? Actor => _fields.First("userIdentity.userName");

    /// <inheritdoc/>
    public string? SourceAddress => _fields.First("sourceIPAddress") ?? _fields.First("srcaddr");

    RecordFields IRecord.GetFields() => _fields;
}
