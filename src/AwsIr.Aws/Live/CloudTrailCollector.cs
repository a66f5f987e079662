using AwsIr.Access;
using AwsIr.Clients;
using AwsIr.Evidence;
using AwsIr.Records;

namespace AwsIr.Live;

/// <summary>The event history of CloudTrail: management events of the last 90 days, newest first.</summary>
/// <param name="query">What to look for.</param>
/// <param name="now">The time that the cmdlet was called at, in UTC.</param>
internal sealed class CloudTrailCollector(LookupQuery query, DateTime now) : LiveCollector
{
    private const string Action = "cloudtrail:LookupEvents";

    /// <summary>More events than this are better read from the trail's bucket: it would take more than half an hour.</summary>
    private const int ManyEvents = 200_000;

    /// <summary>How late an event may come into the history: CloudTrail says 15 minutes at most, mostly.</summary>
    private static readonly TimeSpan Lateness = TimeSpan.FromHours(1);

    /// <summary>How much must be done to estimate the whole: a few seconds in which much happened say little of 90 days.</summary>
    private const double PartToEstimate = 0.001;

    private readonly DateTime _now = now;
    private readonly DateTime _oldest = now.AddDays(-90);
    private int _warned;

    private DateTime End => query.TimeRange.EndTicks < _now.Ticks ? new DateTime(Math.Max(query.TimeRange.EndTicks - 1, 0), DateTimeKind.Utc) : _now;

    /// <inheritdoc/>
    public override string Name => "CloudTrail";

    /// <inheritdoc/>
    public override void Begin(IEvidenceFeed feed)
    {
        feed.Tell(new SourceNotice(SourceNoticeKind.Verbose, query.Attributes.Count == 0
            ? "CloudTrail is asked for all events of the time; filters are applied here."
            : $"CloudTrail is asked for {query.Attributes[0].Key} {string.Join(", ", query.Attributes.Select(static attribute => attribute.Value))}, as written; other filters are applied here."));
    }

    /// <inheritdoc/>
    public override void Complete(IEvidenceFeed feed)
    {
        if (query.Attributes.Count > 0 && query.Attributes[0].Key == "Username")
        {
            feed.Tell(new SourceNotice(SourceNoticeKind.Warning,
                "CloudTrail's index of user names minds case, and lacks sign-ins through IAM Identity Center and sessions from other accounts. A wildcard, such as -UserName 'alice*', looks at every event."));
        }
    }

    /// <inheritdoc/>
    public override void Collect(AwsTarget target, LiveLane lane)
    {
        using var client = new AmazonCloudTrailClient(target);
        var progress = lane.Resume("", _now, Lateness);
        var start = Math.Max(query.TimeRange.StartTicks, progress?.FromTicks ?? long.MinValue);
        if (start != long.MinValue && start < _oldest.AddMinutes(-1).Ticks && Interlocked.Exchange(ref _warned, 1) == 0)
        {
            lane.Tell(new SourceNotice(SourceNoticeKind.Warning,
                $"CloudTrail's event history has the last 90 days, from {_oldest:yyyy-MM-dd HH:mm}Z on. Older events are in the trail's bucket: -S3Uri or -TrailName reads them."));
        }

        var walk = new Walk(client, target, lane, this, progress, new DateTime(Math.Max(start, _oldest.Ticks), DateTimeKind.Utc));
        var isComplete = query.Attributes.Count > 0 || walk.Read(null, 0, 1);
        for (var i = 0; i < query.Attributes.Count; i++)
        {
            isComplete &= walk.Read(query.Attributes[i], i, query.Attributes.Count);
        }

        if (progress is not null)
        {
            progress.IsComplete = isComplete;
        }
    }

    /// <summary>The reading of one account and region.</summary>
    private sealed class Walk(AmazonCloudTrailClient client, AwsTarget target, LiveLane lane, CloudTrailCollector owner, LiveProgress? progress, DateTime from)
    {
        private readonly LiveCalls _calls = new(Action, target, lane, Pacer.LookupEvents);
        private int _pages;
        private bool _warned;

        /// <summary>Reads the events with an attribute, newest first.</summary>
        /// <param name="attribute">The attribute; null for all events.</param>
        /// <param name="done">How many attributes were read before.</param>
        /// <param name="count">How many attributes there are.</param>
        /// <returns>Whether all of them were read.</returns>
        public bool Read(LookupAttribute? attribute, int done, int count)
        {
            var seen = new RecentIds();
            // A bound that the history does not reach is left out.
            DateTime? start = from > owner._oldest ? from : null;
            DateTime? end = owner.End < owner._now ? owner.End : null;
            DateTime? reached = null;
            DateTime? resume = null;
            var tokens = new PageTokens(Action, target);
            string? token = null;
            try
            {
                while (true)
                {
                    EventPage page;
                    try
                    {
                        page = EventPage.Read(_calls.Ask(cancellation => client.LookupEventsAsync(attribute, start, end, token, cancellation)), "Events", "EventId", "EventTime", "NextToken");
                    }
                    catch (Exception e) when (token is not null && resume < (end ?? DateTime.MaxValue) && AwsErrors.Code(e) == "InvalidNextToken")
                    {
                        // Tokens expire: it goes on from the last page, of which some comes again.
                        (end, token) = (resume, null);
                        continue;
                    }

                    reached = Time(page.Earliest) ?? reached;
                    resume = Time(page.Latest) is { } latest && latest < (end ?? DateTime.MaxValue) ? latest : reached;
                    var body = page.Without((id, time) => seen.Add(id) && progress?.IsNew(id, Time(time.Number)) != false, out var events);
                    lane.AddPage(FormattableString.Invariant($"cloudtrail://{target}/page-{++_pages}"), body, events, $"{reached:yyyy-MM-ddTHH:mm:ssZ}, going back in time, in CloudTrail of {target}");
                    Report(reached, done, count);
                    token = tokens.Next(page.NextToken);
                    if (token is null)
                    {
                        return true;
                    }
                }
            }
            catch (Exception e) when (AwsErrors.Is(e, lane.Cancellation))
            {
                var notice = AwsErrors.Notice(e, target, Action);
                var what = attribute is null ? "" : $" with {attribute.Key} {attribute.Value}";
                lane.Tell(reached is { } time
                    ? notice with { Message = $"{notice.Message} Events{what} after {time:yyyy-MM-ddTHH:mm:ssZ} were read, earlier ones were not: run again with -EndTime {new DateTime(Math.Min(time.Ticks + TimeSpan.TicksPerSecond, DateTime.MaxValue.Ticks), DateTimeKind.Utc):yyyy-MM-ddTHH:mm:ssZ}." }
                    : notice);
                return false;
            }
        }

        private static DateTime? Time(double? seconds) => seconds is { } number ? EpochTime.ToDateTime((long)(number * 1000)) : null;

        private void Report(DateTime? reached, int done, int count)
        {
            var whole = (owner.End - from).TotalSeconds;
            if (reached is not { } time || whole <= 0)
            {
                return;
            }

            lane.Report((done + Math.Min(Math.Max((owner.End - time).TotalSeconds / whole, 0), 1)) / count);
            if (!_warned && lane.Position >= PartToEstimate && lane.Events / lane.Position > ManyEvents)
            {
                _warned = true;
                lane.Tell(SourceNoticeKind.Warning, FormattableString.Invariant(
                    $"some {lane.Events / lane.Position / 1000:N0},000 events are to be read, and CloudTrail gives 100 a second: that takes about {lane.Events / lane.Position / 100 / 3600:0.0} hours. The trail's bucket has the same events and is read many times faster: -TrailName, or -S3Uri. Or ask for a shorter time, or one -EventName, -UserName or -AccessKeyId."));
            }
        }
    }
}
