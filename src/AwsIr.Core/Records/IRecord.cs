namespace AwsIr;

/// <summary>What the records of all sources have in common, so that an alert or a timeline can speak of any of them.</summary>
public interface IRecord
{
    /// <summary>The source that the record is of.</summary>
    RecordSource Source { get; }

    /// <summary>When it happened, in UTC; null if the record has no time that can be read.</summary>
    DateTime? Time { get; }

    /// <summary>The record's own id (CloudTrail's eventID, GuardDuty's finding id); null where the source has none.</summary>
    string? RecordId { get; }

    /// <summary>The account that it concerns, 12 digits; null if unknown.</summary>
    string? AccountId { get; }

    /// <summary>The AWS region, such as <c>eu-west-1</c>; null if unknown.</summary>
    string? Region { get; }

    /// <summary>Who did it, in one readable name; null if the source does not say.</summary>
    string? Actor { get; }

    /// <summary>The address that it came from: an IP address, or an AWS service's name; null if unknown.</summary>
    string? SourceAddress { get; }

    /// <summary>The file or object that it was read from, and its place there.</summary>
    Provenance Provenance { get; }

    /// <summary>The view of its fields that rules see.</summary>
    internal Records.RecordFields GetFields();
}
