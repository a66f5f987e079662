namespace AwsIr.Records;

/// <summary>
/// A user's filter on findings. Each part that is set must match; of several values of one part, one. Means what the same question
/// to the finding's properties would.
/// </summary>
internal sealed class GuardDutyFilter
{
    private static readonly FieldPath TypePath = new("type", 0);
    private static readonly FieldPath SeverityPath = new("severity", 0);

    /// <summary>Patterns for the type.</summary>
    public LikePattern[]? Type { get; set; }

    /// <summary>The least severity; null takes all, also findings that have none.</summary>
    public double? MinimumSeverity { get; set; }

    /// <summary>Patterns for the account.</summary>
    public LikePattern[]? AccountId { get; set; }

    /// <summary>Patterns for the region.</summary>
    public LikePattern[]? Region { get; set; }

    /// <summary>Patterns for any of the resources' names, ids and ARNs.</summary>
    public LikePattern[]? ResourceId { get; set; }

    /// <summary>Patterns for any of the access keys.</summary>
    public LikePattern[]? AccessKeyId { get; set; }

    /// <summary>Patterns for the finding's id.</summary>
    public LikePattern[]? Id { get; set; }

    /// <summary>Addresses and ranges; any IP address in the finding may match, wherever it stands.</summary>
    public AddressPattern[]? Address { get; set; }

    /// <summary>When the activity was last seen.</summary>
    public TimeRange TimeRange { get; set; } = TimeRange.All;

    /// <summary>Whether a finding passes.</summary>
    public bool IsMatch(GuardDutyFields fields)
    {
        // The two that most people ask for are read from the text.
        if ((Type is not null && !IsMatch(Type, fields.Get(TypePath)))
            || (MinimumSeverity is not null && !(FindingJson.ParseNumber(fields.Get(SeverityPath)) >= MinimumSeverity))
            || !TimeRange.Contains(fields))
        {
            return false;
        }

        if (AccountId is null && Region is null && ResourceId is null && AccessKeyId is null && Id is null && Address is null)
        {
            return true;
        }

        var finding = fields.ToFinding();
        return (AccountId is null || IsMatch(AccountId, finding.AccountId))
            && (Region is null || IsMatch(Region, finding.Region))
            && (Id is null || IsMatch(Id, finding.Id))
            && (ResourceId is null || Array.Exists(finding.ResourceIds, id => IsMatch(ResourceId, id)))
            && (AccessKeyId is null || Array.Exists(finding.AccessKeyIds, key => IsMatch(AccessKeyId, key)))
            && (Address is null || FindingJson.AllTexts(finding.Fields).Concat(FindingJson.AllTexts(finding.AdditionalInfo)).Any(HasAddress));
    }

    private static bool IsMatch(LikePattern[] patterns, string? text) => Array.Exists(patterns, pattern => pattern.IsMatch(text));

    private bool HasAddress(string text) => IpAddress.Parse(text) is not null && Array.Exists(Address!, pattern => pattern.IsMatch(text));
}
