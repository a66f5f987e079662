using AwsIr.Formats;

namespace AwsIr.Records;

/// <summary>
/// A user's filter on CloudTrail records, applied to their text before any object is made. Each part that is set must match;
/// of several values of one part, one.
/// </summary>
internal sealed class CloudTrailFilter
{
    /// <summary>Patterns for eventName.</summary>
    public LikePattern[]? EventName { get; set; }

    /// <summary>Patterns for eventSource.</summary>
    public LikePattern[]? EventSource { get; set; }

    /// <summary>Patterns for the user's name, as <see cref="CloudTrailEvent.UserName"/> gives it.</summary>
    public LikePattern[]? UserName { get; set; }

    /// <summary>Patterns for the principal's ARN.</summary>
    public LikePattern[]? Arn { get; set; }

    /// <summary>Patterns for the access key.</summary>
    public LikePattern[]? AccessKeyId { get; set; }

    /// <summary>Patterns for the source address.</summary>
    public AddressPattern[]? SourceIPAddress { get; set; }

    /// <summary>Patterns for the error code.</summary>
    public LikePattern[]? ErrorCode { get; set; }

    /// <summary>Patterns for the account, as <see cref="CloudTrailEvent.AccountId"/> gives it.</summary>
    public LikePattern[]? AccountId { get; set; }

    /// <summary>Patterns for the region.</summary>
    public LikePattern[]? Region { get; set; }

    /// <summary>Patterns for the event's id.</summary>
    public LikePattern[]? EventId { get; set; }

    /// <summary>Whether the operation changes nothing; null takes both.</summary>
    public bool? ReadOnly { get; set; }

    /// <summary>When it happened.</summary>
    public TimeRange TimeRange { get; set; } = TimeRange.All;

    /// <summary>Whether a record passes.</summary>
    public bool IsMatch(CloudTrailFields fields)
    {
        if (!IsMatch(EventName, fields, RecordKey.EventName)
            || !IsMatch(EventSource, fields, RecordKey.EventSource)
            || !IsMatch(ErrorCode, fields, RecordKey.ErrorCode)
            || !IsMatch(Region, fields, RecordKey.AwsRegion)
            || !IsMatch(EventId, fields, RecordKey.EventId)
            || !TimeRange.Contains(fields))
        {
            return false;
        }

        if (SourceIPAddress is not null && !IsMatch(SourceIPAddress, fields.Get(RecordKey.SourceIPAddress)))
        {
            return false;
        }

        if (UserName is null && Arn is null && AccessKeyId is null && AccountId is null && ReadOnly is null)
        {
            return true;
        }

        // These mean what the object's properties mean, and few records come this far.
        var record = fields.ToEvent();
        return IsMatch(UserName, record.UserName, UserName is null)
            && IsMatch(Arn, record.Arn, Arn is null)
            && IsMatch(AccessKeyId, record.AccessKeyId, AccessKeyId is null)
            && IsMatch(AccountId, record.AccountId, AccountId is null)
            && (ReadOnly is null || record.ReadOnly == ReadOnly);
    }

    private static bool IsMatch(LikePattern[]? patterns, CloudTrailFields fields, RecordKey key) =>
        patterns is null || IsMatch(patterns, fields.Get(key), false);

    private static bool IsMatch(LikePattern[]? patterns, string? name, bool unset) =>
        unset || Array.Exists(patterns!, pattern => pattern.IsMatch(name));

    private static bool IsMatch(AddressPattern[] patterns, string? address) =>
        Array.Exists(patterns, pattern => pattern.IsMatch(address));
}
