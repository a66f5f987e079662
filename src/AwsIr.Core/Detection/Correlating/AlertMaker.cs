using System.Collections.Specialized;
using AwsIr.Records;

namespace AwsIr.Detection;

/// <summary>Makes alerts of matches and bursts.</summary>
internal static class AlertMaker
{
    /// <summary>The alert of one event.</summary>
    public static Alert FromHit(in RuleHit hit)
    {
        DateTime time = ToTime(hit.TimeTicks);
        IRecord record = hit.Record!;
        return new Alert(hit.Rule.Rule)
        {
            Time = time,
            Source = record.Source,
            AccountId = record.AccountId,
            Region = record.Region,
            Actor = record.Actor,
            SourceAddress = record.SourceAddress,
            FirstSeen = time,
            LastSeen = time,
            Events = [record],
        };
    }

    /// <summary>The alert of a burst.</summary>
    /// <param name="burst">The burst.</param>
    /// <param name="records">The first of its records, in the order of their time, as far as they were found.</param>
    public static Alert FromBurst(Burst burst, IRecord[] records)
    {
        var groupBy = new OrderedDictionary();
        for (int i = 0; i < burst.Group.Length; i++)
        {
            groupBy.Add(burst.Correlation.Logic.GroupBy[i], SafeText.Of(burst.Group[i]));
        }

        bool isWhole = records.Length == burst.Events.Count;
        return new Alert(burst.Correlation.Rule)
        {
            Time = ToTime(burst.Time),
            Source = records.Length > 0 ? records[0].Source : burst.Correlation.Rule.Source,
            AccountId = Join(records, isWhole, record => record.AccountId),
            Region = Join(records, isWhole, record => record.Region),
            Actor = Join(records, isWhole, record => record.Actor),
            SourceAddress = Join(records, isWhole, record => record.SourceAddress),
            Value = (double?)burst.Value,
            Count = burst.Events.Count,
            FirstSeen = ToTime(burst.Events.First),
            LastSeen = ToTime(burst.Events.Last),
            GroupBy = groupBy.AsReadOnly(),
            Events = records,
        };
    }

    private static DateTime ToTime(long ticks) =>
        ticks < 0 ? DateTime.SpecifyKind(DateTime.MinValue, DateTimeKind.Utc) : new DateTime(ticks, DateTimeKind.Utc);

    private static string? Join(IRecord[] records, bool isWhole, Func<IRecord, string?> valueOf)
    {
        var names = new FewNames();
        foreach (IRecord record in records)
        {
            names.Add(valueOf(record));
        }

        return names.ToString(isWhole);
    }
}
