using System.Collections.Concurrent;
using AwsIr.Access;
using AwsIr.Clients;
using AwsIr.Evidence;
using AwsIr.Records;

namespace AwsIr.Live;

/// <summary>Events of CloudWatch Logs, group after group in the order of their names, each oldest first.</summary>
/// <param name="options">What is asked for.</param>
/// <param name="now">The time that the cmdlet was called at, in UTC.</param>
internal sealed class LogEventCollector(LogEventOptions options, DateTime now) : LiveCollector
{
    private static readonly char[] Wildcards = ['*', '?', '[', '`'];

    private readonly ConcurrentDictionary<string, bool> _found = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _claimed = new(StringComparer.Ordinal);
    private int _lanes;

    /// <inheritdoc/>
    public override string Name => "CloudWatch Logs";

    /// <inheritdoc/>
    public override void Begin(IEvidenceFeed feed)
    {
        if (options.TimeRange.StartTicks == long.MinValue)
        {
            feed.Tell(new SourceNotice(SourceNoticeKind.Warning, "CloudWatch Logs is searched from the first event on, which may take long: -Last 24h or -StartTime make it shorter."));
        }
    }

    /// <inheritdoc/>
    public override void Collect(AwsTarget target, LiveLane lane)
    {
        Interlocked.Increment(ref _lanes);
        using var client = new AmazonCloudWatchLogsClient(target);
        var reader = new LogGroupReader(client, target, lane, options.TimeRange, now);
        var groups = Groups(client, target, lane);
        var queries =
            (from wanted in groups
             let resumed = reader.Resume(wanted.Query)
             from part in LogGroupReader.Queries(wanted.Query, options.LogStreams)
             select (wanted, part, resumed)).ToList();
        for (var i = 0; i < queries.Count; i++)
        {
            var (group, query, progress) = queries[i];
            var origin = new EvidenceOrigin { AccountId = group.AccountId, Region = target.Region, LogGroup = group.Name };
            query = query with { FilterPattern = options.FilterPattern };
            if (reader.Read(query, origin, progress, i, queries.Count)
                // A stream that the group does not have makes the service refuse the others: they are all asked for, and compared here.
                || (query.LogStreams.Count > 0 && reader.Read(query with { LogStreams = [] }, origin, progress, i, queries.Count)))
            {
                _found[group.Name] = true;
                _found[group.Pattern] = true;
            }
            else
            {
                lane.Tell(SourceNoticeKind.Verbose, $"there is no log group {group.Name}.");
            }
        }
    }

    /// <inheritdoc/>
    public override void Complete(IEvidenceFeed feed)
    {
        foreach (var pattern in options.LogGroups)
        {
            if (!_found.ContainsKey(pattern))
            {
                feed.Tell(new SourceNotice(SourceNoticeKind.Error,
                    $"There is no log group {pattern} {(_lanes == 1 ? "there" : "in any of the accounts and regions")}: look at -Region and -AccountId; -LogGroup '*' reads them all, and Get-IrLogCoverage lists them.")
                {
                    ErrorId = AwsErrorIds.NotFound,
                    Problem = SourceProblemKind.NotFound,
                    Target = pattern,
                });
            }
        }
    }

    /// <summary>The log groups to read, each once, in the order of their names.</summary>
    private List<Wanted> Groups(AmazonCloudWatchLogsClient client, AwsTarget target, LiveLane lane)
    {
        var wanted = new SortedDictionary<string, Wanted>(StringComparer.Ordinal);
        foreach (var pattern in options.LogGroups)
        {
            if (pattern.StartsWith("arn:", StringComparison.Ordinal))
            {
                if (OfArn(pattern, target) is { } group)
                {
                    wanted[group.Query] = group;
                }
            }
            else if (pattern.IndexOfAny(Wildcards) < 0)
            {
                wanted[pattern] = new Wanted(pattern, pattern, pattern, target.AccountId);
            }
            else
            {
                List(pattern, client, target, lane).ForEach(name => wanted[name] = new Wanted(pattern, name, name, target.AccountId));
            }
        }

        return [.. wanted.Values];
    }

    /// <summary>The log groups whose names match a pattern.</summary>
    private List<string> List(string pattern, AmazonCloudWatchLogsClient client, AwsTarget target, LiveLane lane)
    {
        const string Action = "logs:DescribeLogGroups";
        var like = new LikePattern(pattern);
        var calls = new LiveCalls(Action, target, lane);
        try
        {
            var prefix = pattern.Substring(0, pattern.IndexOfAny(Wildcards));
            var names = Matching(prefix.Length > 0 ? prefix : null);

            // The service minds case where we do not.
            names = names.Count > 0 || prefix.Length == 0 ? names : Matching(null);
            if (names.Count > 0)
            {
                _found[pattern] = true;
            }

            return names;
        }
        catch (Exception e) when (AwsErrors.Is(e, lane.Cancellation))
        {
            _found[pattern] = true;
            lane.Tell(AwsErrors.Notice(e, target, Action));
            return [];
        }

        List<string> Matching(string? prefix) =>
            [.. calls.AskAll((token, cancellation) => client.DescribeLogGroupsAsync(prefix, token, cancellation)).Select(static group => group.Name).Where(like.IsMatch)];
    }

    /// <summary>The group of an ARN, which may be another account's that shares it with this one; null if it is of another region, or somebody else reads it.</summary>
    private Wanted? OfArn(string arn, AwsTarget target)
    {
        // arn:aws:logs:region:account:log-group:name, and what else may stand behind.
        var parts = arn.Split([':'], 8);
        if (parts.Length < 7 || parts[2] != "logs" || parts[5] != "log-group" || parts[3] != target.Region)
        {
            return null;
        }

        return _claimed.GetOrAdd(arn, target.ToString()) != target.ToString() ? null
            : parts[4] == target.AccountId ? new Wanted(arn, parts[6], parts[6], parts[4])
            : new Wanted(arn, string.Join(":", parts, 0, 7), parts[6], parts[4]);
    }

    /// <summary>A log group to read.</summary>
    /// <param name="Pattern">What the user asked for.</param>
    /// <param name="Query">What the service is asked for: its name, or its ARN if it is another account's.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="AccountId">The account that owns it.</param>
    private sealed record Wanted(string Pattern, string Query, string Name, string AccountId);
}
