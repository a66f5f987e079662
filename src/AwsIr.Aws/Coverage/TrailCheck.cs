using AwsIr.Access;
using AwsIr.Clients;
using AwsIr.Evidence;

namespace AwsIr.Coverage;

/// <summary>The trails that record in a region: whether each logs and delivers, and which events.</summary>
internal sealed class TrailCheck(AwsTarget target, Action<SourceNotice> tell, CancellationToken cancellation)
    : CoverageCheck(LogCoverageSource.CloudTrail, target, tell, cancellation)
{
    private bool _mayRecordManagement;

    /// <inheritdoc/>
    protected override void Check()
    {
        using var client = new AmazonCloudTrailClient(Target);
        var trails = Call("cloudtrail:DescribeTrails", cancellation => client.DescribeTrailsAsync([], cancellation));
        foreach (var trail in trails.OrderBy(static trail => trail.Name, StringComparer.Ordinal))
        {
            Add(Judge(client, trail) with { Name = trail.Name, ResourceId = trail.Arn, Destination = S3Uri(trail.BucketName, trail.KeyPrefix) });
        }

        if (!_mayRecordManagement)
        {
            Add(Row(
                LogCoverageStatus.Missing,
                trails.Count == 0 ? "no trail records here" : "no trail records management events here",
                "CloudTrail's event history still has those of the last 90 days"));
        }
    }

    private LogCoverage Judge(AmazonCloudTrailClient client, Trail trail)
    {
        var owner = Owner(trail);
        string[] nature =
        [
            trail.IsMultiRegion ? "all regions" : "this region only",
            (trail.IsOrganization ? "organization trail" : "") + (owner == Target.AccountId ? "" : $" of account {owner}"),
        ];
        TrailStatus? status;
        try
        {
            status = Ask(client, trail, "cloudtrail:GetTrailStatus", static (client, arn, cancellation) => client.GetTrailStatusAsync(arn, cancellation));
        }
        catch (ToldException told)
        {
            _mayRecordManagement = true;
            return Row(LogCoverageStatus.Unknown, [told.Message, .. nature]);
        }

        if (status is null)
        {
            _mayRecordManagement = true;
            return Row(LogCoverageStatus.Unknown, [$"whether it logs is shown to account {owner} only", .. nature]);
        }

        return status.IsLogging
            ? JudgeLogging(client, trail, owner, nature, status) with { Since = status.StartTime, LastDelivery = status.DeliveryTime }
            : Row(LogCoverageStatus.Missing, [OffSince("logging", status.StopTime), .. nature])
                with { LastDelivery = status.DeliveryTime };
    }

    private LogCoverage JudgeLogging(AmazonCloudTrailClient client, Trail trail, string owner, string[] nature, TrailStatus status)
    {
        var deliveryGap = Failure("delivery to the bucket", status.DeliveryError);
        string?[] partly = [Failure("delivery to its log group", status.LogGroupError), Failure("delivery of digests", status.DigestError)];
        TrailSelection? selection = null;
        string? unknown = null;
        try
        {
            var selectors = Ask(client, trail, "cloudtrail:GetEventSelectors", static (client, arn, cancellation) => client.GetEventSelectorsAsync(arn, cancellation));
            selection = selectors is null ? null : new TrailSelection(selectors);
            unknown = selectors is null ? $"which events it logs is shown to account {owner} only" : null;
        }
        catch (ToldException told)
        {
            unknown = told.Message;
        }

        _mayRecordManagement |= deliveryGap is null && selection?.HasManagementEvents != false;
        var verdict = deliveryGap is not null ? LogCoverageStatus.Missing
            : selection is null ? LogCoverageStatus.Unknown
            : selection.ManagementGap is not null || partly.Any(static gap => gap is not null) ? LogCoverageStatus.Partial
            : LogCoverageStatus.OK;
        return Row(
            verdict,
            [
                deliveryGap, unknown, selection?.ManagementGap, .. partly, WasOff(status.StopTime, status.StartTime), .. nature, selection?.DataEvents,
                trail.HasValidation ? null : "no digests to validate files with",
                trail.HasInsights ? "Insights" : null,
            ]);
    }

    /// <summary>
    /// Asks about a trail: here, and where its ARN is not known here, in its home region.
    /// Null for another account's trail that this account is not told of.
    /// </summary>
    private T? Ask<T>(AmazonCloudTrailClient client, Trail trail, string action, Func<AmazonCloudTrailClient, string, CancellationToken, Task<T>> call)
        where T : class
    {
        var arn = trail.Arn ?? trail.Name;
        return Call(action, Asked, arn);

        async Task<T?> Asked(CancellationToken cancellation)
        {
            try
            {
                return await call(client, arn, cancellation).ConfigureAwait(false);
            }
            catch (Exception e) when (AwsErrors.Code(e) is "TrailNotFound" or "CloudTrailARNInvalid")
            {
                if (Owner(trail) != Target.AccountId)
                {
                    return null;
                }

                if (trail.HomeRegion is not { } home || home == Target.Region || !Regions.IsName(home))
                {
                    throw;
                }

                using var atHome = new AmazonCloudTrailClient(Target.In(home));
                return await call(atHome, arn, cancellation).ConfigureAwait(false);
            }
        }
    }

    /// <summary>The account that made a trail; the one that is asked if that is not known.</summary>
    private string Owner(Trail trail) =>
        Target.AccountId.Length > 0 && trail.Arn?.Split(':') is [_, _, _, _, { Length: > 0 } account, ..] ? account : Target.AccountId;

    private static string? Failure(string what, string? error) => error is { Length: > 0 } ? $"{what} fails: {error}" : null;
}
