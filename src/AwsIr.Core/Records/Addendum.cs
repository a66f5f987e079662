namespace AwsIr;

/// <summary>Why an event was delivered late, or what was corrected in it: CloudTrail's addendum.</summary>
public sealed class Addendum
{
    internal Addendum(JsonDictionary fields) => Fields = fields;

    /// <summary>DELIVERY_DELAY, UPDATED_DATA or SERVICE_OUTAGE.</summary>
    public string? Reason => Fields.GetString("reason");

    /// <summary>The fields that were updated, as one text.</summary>
    public string? UpdatedFields => Fields.GetString("updatedFields");

    /// <summary>The request id of the original event.</summary>
    public string? OriginalRequestId => Fields.GetString("originalRequestID");

    /// <summary>The event id of the original event.</summary>
    public string? OriginalEventId => Fields.GetString("originalEventID");

    /// <summary>All of it as logged, to be walked with dots.</summary>
    public JsonDictionary Fields { get; }

    /// <summary>The reason.</summary>
    public override string ToString() => Reason ?? "";
}
