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
        return new Alert(hit.Rule.Rule)
        {
            Time = time,
            Source = hit.Record.Source,
            AccountId = hit.Record.AccountId,
            Region = hit.Record.Region,
            Actor = hit.Record.Actor,
            SourceAddress = hit.Record.SourceAddress,
            FirstSeen = time,
            LastSeen = time,
            Events = [hit.Record],
        };
    }

    /// <summary>The alert of a burst.</summary>
    public static Alert FromBurst(Burst burst)
    {
        List<Occurrence> occurrences = burst.Records();
        IRecord[] records = occurrences.ConvertAll(occurrence => occurrence.Record!).ToArray();
        var groupBy = new OrderedDictionary();
        for (int i = 0; i < burst.Group.Length; i++)
        {
            groupBy.Add(burst.Correlation.Logic.GroupBy[i], SafeText.Of(burst.Group[i]));
        }

        return new Alert(burst.Correlation.Rule)
        {
            Time = ToTime(burst.Time),
            Source = records[0].Source,
            AccountId = Join(records, record => record.AccountId),
            Region = Join(records, record => record.Region),
            Actor = Join(records, record => record.Actor),
            SourceAddress = Join(records, record => record.SourceAddress),
            Value = (double?)burst.Value,
            FirstSeen = ToTime(occurrences[0].Time),
            LastSeen = ToTime(occurrences[occurrences.Count - 1].Time),
            GroupBy = groupBy.AsReadOnly(),
            Events = records,
        };
    }

    private static DateTime ToTime(long ticks) =>
        ticks < 0 ? DateTime.SpecifyKind(DateTime.MinValue, DateTimeKind.Utc) : new DateTime(ticks, DateTimeKind.Utc);

    private static string? Join(IRecord[] records, Func<IRecord, string?> valueOf)
    {
        var names = new FewNames();
        foreach (IRecord record in records)
        {
            names.Add(valueOf(record));
        }

        return names.ToString();
    }
}
