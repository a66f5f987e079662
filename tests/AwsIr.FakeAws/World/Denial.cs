namespace AwsIr.FakeAws;

/// <summary>An action that is not allowed.</summary>
/// <param name="Action">The IAM action, such as cloudtrail:LookupEvents; s3:* for all of a service.</param>
/// <param name="AccountId">Only in this account, or in every one.</param>
/// <param name="Region">Only in this region, or in every one.</param>
/// <param name="Resource">Only for resources whose ARN ends so, or for all.</param>
/// <param name="Reason">How the message ends; null for "because no identity-based policy allows the … action".</param>
public sealed record Denial(string Action, string? AccountId = null, string? Region = null, string? Resource = null, string? Reason = null)
{
    /// <summary>Whether it is about this.</summary>
    public bool Covers(string action, string accountId, string region, string? resource) =>
        (Action == action || (Action.EndsWith(":*", StringComparison.Ordinal) && action.StartsWith(Action[..^1], StringComparison.Ordinal)))
        && (AccountId is null || AccountId == accountId)
        && (Region is null || Region == region)
        && (Resource is null || (resource is not null && resource.EndsWith(Resource, StringComparison.Ordinal)));
}
