using System.Collections.Concurrent;
using AwsIr.Access;
using AwsIr.Clients;
using AwsIr.Evidence;
using AwsIr.Records;

namespace AwsIr.Live;

/// <summary>Findings of GuardDuty, those that were updated first first. An administrator's account has its members' findings.</summary>
/// <param name="criteria">What GuardDuty is asked for.</param>
/// <param name="now">The time that the cmdlet was called at, in UTC.</param>
internal sealed class FindingCollector(IReadOnlyList<FindingCriterion> criteria, DateTime now) : LiveCollector
{
    private const string ListAction = "guardduty:ListFindings";
    private const string GetAction = "guardduty:GetFindings";
    private const string DetectorAction = "guardduty:ListDetectors";

    /// <summary>How late a finding may come into the list.</summary>
    private static readonly TimeSpan Lateness = TimeSpan.FromHours(1);

    /// <summary>How many names a warning lists.</summary>
    private const int MaxNames = 10;

    private readonly ConcurrentDictionary<string, bool> _without = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override string Name => "GuardDuty";

    /// <inheritdoc/>
    public override bool AccountsFilter => true;

    /// <inheritdoc/>
    public override void Collect(AwsTarget target, LiveLane lane)
    {
        using var client = new AmazonGuardDutyClient(target);
        try
        {
            var detectors = new LiveCalls(DetectorAction, target, lane).AskAll(client.ListDetectorsAsync).ToList();
            if (detectors.Count == 0)
            {
                _without[target.ToString()] = true;
            }

            foreach (var detector in detectors)
            {
                var progress = lane.Resume(" " + detector, now, Lateness);
                new Walk(client, detector, target, lane, progress).Read(Since(progress));
            }
        }
        catch (Exception e) when (AwsErrors.Is(e, lane.Cancellation))
        {
            lane.Tell(AwsErrors.Notice(e, target, DetectorAction));
        }
    }

    private List<FindingCriterion> Since(LiveProgress? progress)
    {
        if (progress is not { FromTicks: > 0 })
        {
            return [.. criteria];
        }

        // Later than what the time asked for makes of it.
        var from = EpochTime.From(new DateTime(progress.FromTicks, DateTimeKind.Utc));
        return [.. criteria.Where(static criterion => criterion.Field != FindingQuery.UpdatedAt), new FindingCriterion(FindingQuery.UpdatedAt) { AtLeast = from }];
    }

    /// <inheritdoc/>
    public override void Complete(IEvidenceFeed feed)
    {
        if (!_without.IsEmpty)
        {
            var more = _without.Count > MaxNames ? $" and {_without.Count - MaxNames} more" : "";
            feed.Tell(new SourceNotice(SourceNoticeKind.Warning,
                $"GuardDuty is switched off in {string.Join(", ", _without.Keys.OrderBy(static name => name, StringComparer.Ordinal).Take(MaxNames))}{more}: there are no findings to be had."));
        }
    }

    /// <summary>The reading of one detector's findings.</summary>
    private sealed class Walk(AmazonGuardDutyClient client, string detector, AwsTarget target, LiveLane lane, LiveProgress? progress)
    {
        private readonly LiveCalls _list = new(ListAction, target, lane);
        private readonly LiveCalls _get = new(GetAction, target, lane);
        private string _action = ListAction;
        private string? _reached;
        private int _pages;

        public void Read(IReadOnlyCollection<FindingCriterion> asked)
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            var chunk = new List<string>();
            try
            {
                foreach (var id in _list.AskAll((token, cancellation) => client.ListFindingsAsync(detector, asked, token, cancellation)))
                {
                    // One that is updated meanwhile comes again at the end of the list.
                    if (seen.Add(id))
                    {
                        chunk.Add(id);
                    }

                    if (chunk.Count == AmazonGuardDutyClient.MaxFindings)
                    {
                        Get(chunk);
                    }
                }

                if (chunk.Count > 0)
                {
                    Get(chunk);
                }

                if (progress is not null)
                {
                    progress.IsComplete = true;
                }
            }
            catch (Exception e) when (AwsErrors.Is(e, lane.Cancellation))
            {
                var notice = AwsErrors.Notice(e, target, _action);
                lane.Tell(_reached is null ? notice : notice with { Message = $"{notice.Message} Findings that were updated up to {_reached} were read, later ones were not." });
            }
        }

        private void Get(List<string> ids)
        {
            _action = GetAction;
            var page = EventPage.Read(_get.Ask(cancellation => client.GetFindingsAsync(detector, ids, cancellation)), "findings", "id", "updatedAt", "nextToken");
            if (page.Count < ids.Count)
            {
                lane.Tell(SourceNoticeKind.Warning, $"{ids.Count - page.Count} findings that GuardDuty listed could not be got: they are gone.");
            }

            var body = page.Without(IsNew, out var count);
            lane.AddPage(FormattableString.Invariant($"guardduty://{target}/{detector}/page-{++_pages}"), body, count, $"findings updated at {_reached} in GuardDuty of {target}");
            ids.Clear();
            _action = ListAction;
        }

        /// <summary>A finding that was updated since the last run is a new one.</summary>
        private bool IsNew(string id, EventPage.EventTime time)
        {
            _reached = time.Text ?? _reached;
            return progress?.IsNew($"{id} {time.Text}", UtcTime.Parse(time.Text)) != false;
        }
    }
}
