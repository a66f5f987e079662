using AwsIr.Access;
using AwsIr.Clients;
using AwsIr.Evidence;

namespace AwsIr.Coverage;

/// <summary>GuardDuty's detector: whether it is on, its features, and who administers it.</summary>
internal sealed class GuardDutyCheck(AwsTarget target, Action<SourceNotice> tell, CancellationToken cancellation)
    : CoverageCheck(LogCoverageSource.GuardDuty, target, tell, cancellation)
{
    /// <summary>How long GuardDuty keeps findings, in days.</summary>
    private const int FindingDays = 90;

    /// <summary>What every detector looks at; the others are options, of which few accounts need all.</summary>
    private static readonly string[] Foundational = ["CLOUD_TRAIL", "DNS_LOGS", "FLOW_LOGS"];

    /// <inheritdoc/>
    protected override void Check()
    {
        using var client = new AmazonGuardDutyClient(Target);
        var ids = All("guardduty:ListDetectors", client.ListDetectorsAsync);
        if (ids.Count == 0)
        {
            Add(Row(LogCoverageStatus.Missing, "GuardDuty is off"));
        }

        foreach (var id in ids)
        {
            Add(Judge(client, id) with { Name = id, ResourceId = id, RetentionDays = FindingDays });
        }
    }

    private LogCoverage Judge(AmazonGuardDutyClient client, string id)
    {
        var detector = Try("guardduty:GetDetector", cancellation => client.GetDetectorAsync(id, cancellation), out var unknown);
        if (detector is null)
        {
            return Row(LogCoverageStatus.Unknown, unknown);
        }

        if (!detector.IsEnabled)
        {
            return Row(LogCoverageStatus.Missing, "GuardDuty is suspended") with { Since = detector.CreationTime };
        }

        var off = detector.Features.Where(static feature => !feature.Value).Select(static feature => feature.Key).ToList();
        var gaps = off.Intersect(Foundational, StringComparer.Ordinal).ToList();
        return Row(
            gaps.Count > 0 ? LogCoverageStatus.Partial : LogCoverageStatus.OK,
            gaps.Count > 0 ? "does not look at " + string.Join(", ", gaps) : null,
            Administration(client, id),
            off.Count > gaps.Count ? "without " + string.Join(", ", off.Except(gaps)) : null) with { Since = detector.CreationTime };
    }

    /// <summary>Whose member the account is, or how many members it has.</summary>
    private string? Administration(AmazonGuardDutyClient client, string id)
    {
        try
        {
            var administrator = Call("guardduty:GetAdministratorAccount", cancellation => client.GetAdministratorAccountAsync(id, cancellation));
            if (administrator is not null)
            {
                return $"administered by {administrator}";
            }

            var members = All("guardduty:ListMembers", (token, cancellation) => client.ListMembersAsync(id, token, cancellation));
            var enabled = members.Count(static member => member.Value == "Enabled");
            return members.Count == 0 ? null : $"administers {members.Count} accounts" + (enabled == members.Count ? "" : $", {members.Count - enabled} of them not enabled");
        }
        catch (ToldException told)
        {
            return "administration " + told.Message;
        }
    }
}
