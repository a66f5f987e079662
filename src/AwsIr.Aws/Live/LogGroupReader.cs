using AwsIr.Access;
using AwsIr.Clients;
using AwsIr.Evidence;
using AwsIr.Records;

namespace AwsIr.Live;

/// <summary>Reads log groups' events of an account and region, oldest first.</summary>
internal sealed class LogGroupReader
{
    private const string Action = "logs:FilterLogEvents";

    /// <summary>How late an event may come in.</summary>
    private static readonly TimeSpan Lateness = TimeSpan.FromMinutes(30);

    /// <summary>How many streams one request may name.</summary>
    private const int MaxStreams = 100;

    private static readonly char[] Wildcards = ['*', '?', '[', '`'];

    private readonly AmazonCloudWatchLogsClient _client;
    private readonly AwsTarget _target;
    private readonly LiveLane _lane;
    private readonly LiveCalls _calls;
    private readonly TimeRange _range;
    private readonly DateTime _now;
    private int _pages;

    /// <param name="client">The service.</param>
    /// <param name="target">The account and region.</param>
    /// <param name="lane">Takes what is found.</param>
    /// <param name="range">When it happened.</param>
    /// <param name="now">The time that the cmdlet was called at, in UTC.</param>
    public LogGroupReader(AmazonCloudWatchLogsClient client, AwsTarget target, LiveLane lane, TimeRange range, DateTime now)
    {
        _client = client;
        _target = target;
        _lane = lane;
        _range = range;
        _now = now;
        _calls = new LiveCalls(Action, target, lane);
    }

    /// <summary>
    /// The queries that give the events of some streams and hardly more: streams' names compare exactly at the service,
    /// what has other wildcards than one at its end is compared by who takes the events.
    /// </summary>
    /// <param name="group">The log group.</param>
    /// <param name="streams">Streams' names, with wildcards; none for all.</param>
    public static IReadOnlyList<LogEventQuery> Queries(string group, IReadOnlyList<string> streams)
    {
        var all = new LogEventQuery(group);
        if (streams.Count > 0 && streams.All(static name => name.IndexOfAny(Wildcards) < 0))
        {
            var names = streams.Distinct(StringComparer.Ordinal).ToList();
            return
            [
                .. from start in Enumerable.Range(0, (names.Count + MaxStreams - 1) / MaxStreams)
                   select all with { LogStreams = names.GetRange(start * MaxStreams, Math.Min(MaxStreams, names.Count - (start * MaxStreams))) },
            ];
        }

        return streams.Count == 1 && streams[0].IndexOfAny(Wildcards) == streams[0].Length - 1 && streams[0].Length > 1 && streams[0][streams[0].Length - 1] == '*'
            ? [all with { LogStreamPrefix = streams[0].Substring(0, streams[0].Length - 1) }]
            : [all];
    }

    /// <summary>How far a log group was read by the runs before; null to read everything.</summary>
    public LiveProgress? Resume(string group)
    {
        var progress = _lane.Resume(" " + group, _now, Lateness);
        if (progress is not null)
        {
            progress.IsComplete = true;
        }

        return progress;
    }

    /// <summary>Reads what a query gives.</summary>
    /// <param name="query">The query; this reader's time is added.</param>
    /// <param name="origin">What is known of the events.</param>
    /// <param name="progress">How far the runs before came; null to read everything.</param>
    /// <param name="done">How many queries were read before.</param>
    /// <param name="count">How many queries there are.</param>
    /// <returns>False if the log group, or a stream that is named, does not exist.</returns>
    public bool Read(LogEventQuery query, EvidenceOrigin origin, LiveProgress? progress, int done, int count)
    {
        var from = Math.Max(_range.StartTicks, progress?.FromTicks ?? long.MinValue);
        query = query with { StartTime = FirstMillisecond(from), EndTime = LastMillisecond(_range.EndTicks) };
        var tokens = new PageTokens(Action, _target);
        var seen = new RecentIds();
        var start = query.StartTime;
        string? token = null;
        long? reached = null;
        long? resume = null;
        try
        {
            while (true)
            {
                EventPage page;
                try
                {
                    page = EventPage.Read(_calls.Ask(cancellation => _client.FilterLogEventsAsync(query, token, cancellation)), "events", "eventId", "timestamp", "nextToken");
                }
                catch (Exception e) when (token is not null && resume > (query.StartTime ?? long.MinValue) && AwsErrors.Code(e) == "InvalidParameter")
                {
                    // Tokens expire: it goes on from the last page, of which some comes again.
                    query = query with { StartTime = resume };
                    token = null;
                    continue;
                }

                if (page is { Earliest: { } earliest, Latest: { } latest })
                {
                    reached = Math.Max(reached ?? long.MinValue, (long)latest);
                    resume = earliest > (query.StartTime ?? long.MinValue) ? (long)earliest : reached;
                    Report(start, reached.Value, done, count);
                }

                var body = page.Without((id, time) => seen.Add(id) && progress?.IsNew(id, EpochTime.ToDateTime((long?)time.Number ?? EpochTime.None)) != false, out var events);
                _lane.AddPage(
                    FormattableString.Invariant($"logs://{_target}/{origin.LogGroup!.TrimStart('/')}/page-{++_pages}"),
                    body,
                    events,
                    $"{EpochTime.ToDateTime(reached ?? EpochTime.None):yyyy-MM-ddTHH:mm:ss.fffZ} in log group {origin.LogGroup} of {_target}",
                    origin);
                token = tokens.Next(page.NextToken);
                if (token is null)
                {
                    return true;
                }
            }
        }
        catch (Exception e) when (AwsErrors.Is(e, _lane.Cancellation))
        {
            if (reached is null && AwsErrors.Exception(e, _target, Action).Problem == SourceProblemKind.NotFound)
            {
                return false;
            }

            if (progress is not null)
            {
                progress.IsComplete = false;
            }

            var notice = AwsErrors.Notice(e, _target, Action, $"{_target}, log group {origin.LogGroup}");
            _lane.Tell(EpochTime.ToDateTime(reached ?? EpochTime.None) is { } time
                ? notice with { Message = $"{notice.Message} Its events before {time:yyyy-MM-ddTHH:mm:ss.fffZ} were read, later ones were not: run again with -StartTime {time:yyyy-MM-ddTHH:mm:ss.fffZ}." }
                : notice);
            return true;
        }
    }

    /// <summary>The first millisecond of a range, as the service counts: none for no bound.</summary>
    private static long? FirstMillisecond(long ticks) =>
        ticks == long.MinValue ? null : Math.Max(0, EpochTime.From(new DateTime(Math.Min(ticks, DateTime.MaxValue.Ticks - TimeSpan.TicksPerMillisecond) + TimeSpan.TicksPerMillisecond - 1, DateTimeKind.Utc)));

    /// <summary>The last millisecond of a range.</summary>
    private static long? LastMillisecond(long ticks) =>
        ticks == long.MaxValue ? null : Math.Max(0, EpochTime.From(new DateTime(Math.Max(ticks - 1, 0), DateTimeKind.Utc)));

    private void Report(long? start, long reached, int done, int count)
    {
        if (start is { } from)
        {
            var to = LastMillisecond(_range.EndTicks) ?? EpochTime.From(_now);
            _lane.Report((done + Math.Min(Math.Max((reached - from) / (double)Math.Max(1, to - from), 0), 1)) / count);
        }
    }
}
