using AwsIr.Clients;
using AwsIr.Records;

namespace AwsIr.Live;

/// <summary>What of a user's question GuardDuty is asked: only what cannot leave out a finding that the rest of the question, which is applied here, would take.</summary>
internal static class FindingQuery
{
    /// <summary>When a finding was updated.</summary>
    public const string UpdatedAt = "updatedAt";

    /// <summary>How many values a criterion has at most.</summary>
    private const int MaxValues = 50;

    /// <summary>How much earlier than it was last seen a finding may say that it was updated: never, but clocks differ.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromHours(1);

    /// <summary>The criteria.</summary>
    /// <param name="range">When the activity was last seen. A finding is updated after that: there is no upper bound to ask for.</param>
    /// <param name="types">Types, with wildcards.</param>
    /// <param name="minimumSeverity">The least severity.</param>
    /// <param name="accountIds">Accounts, with wildcards.</param>
    /// <param name="ids">Findings' ids, with wildcards.</param>
    /// <param name="includeArchived">Whether findings that were put away are wanted.</param>
    public static IReadOnlyList<FindingCriterion> From(
        TimeRange range, string[]? types, double? minimumSeverity, string[]? accountIds, string[]? ids, bool includeArchived)
    {
        var criteria = new List<FindingCriterion>();
        if (range.StartTicks > DateTime.MinValue.Ticks + Margin.Ticks)
        {
            criteria.Add(new FindingCriterion(UpdatedAt) { AtLeast = EpochTime.From(new DateTime(range.StartTicks - Margin.Ticks, DateTimeKind.Utc)) });
        }

        if (minimumSeverity is { } severity)
        {
            criteria.Add(new FindingCriterion("severity") { AtLeast = (long)Math.Floor(severity) });
        }

        // The service minds case: only what is known to be written so goes to it.
        AddEqual("type", types, static type => GuardDutyFindingTypes.Active.Concat(GuardDutyFindingTypes.Retired).FirstOrDefault(known => string.Equals(known, type, StringComparison.OrdinalIgnoreCase)));
        AddEqual("accountId", accountIds, static id => id.Length == 12 && id.All(static c => c is >= '0' and <= '9') ? id : null);
        AddEqual("id", ids, static id => id.Length == 32 && id.All(Uri.IsHexDigit) ? id.ToLowerInvariant() : null);
        if (!includeArchived)
        {
            criteria.Add(new FindingCriterion("service.archived") { EqualTo = ["false"] });
        }

        return criteria;

        void AddEqual(string field, string[]? values, Func<string, string?> write)
        {
            var written = values is { Length: > 0 and <= MaxValues } ? values.Select(write).Distinct().ToList() : [];
            if (written.Count > 0 && !written.Contains(null))
            {
                criteria.Add(new FindingCriterion(field) { EqualTo = written.ConvertAll(static value => value!) });
            }
        }
    }
}
