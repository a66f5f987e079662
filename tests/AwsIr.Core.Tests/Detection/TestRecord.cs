using AwsIr.Records;

namespace AwsIr.Tests.Detection;

/// <summary>A record of whatever source, over its JSON.</summary>
internal sealed class TestRecord(JsonFields fields, Provenance provenance) : IRecord
{
    public RecordSource Source => fields.Source;

    public DateTime? Time => fields.TimeTicks == long.MinValue ? null : new DateTime(fields.TimeTicks, DateTimeKind.Utc);

    public string? RecordId => fields.Text("eventID");

    public string? AccountId => fields.Text("recipientAccountId");

    public string? Region => fields.Text("awsRegion");

    public string? Actor => fields.Text("user");

    public string? SourceAddress => fields.Text("sourceIPAddress");

    public Provenance Provenance => provenance;

    RecordFields IRecord.GetFields() => fields;

    public override string ToString() => provenance.ToString();
}
