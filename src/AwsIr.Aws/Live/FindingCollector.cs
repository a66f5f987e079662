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

    private readonly ConcurrentDictionary<string, bool> _without = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override string Name => "GuardDuty";

    /// <inheritdoc/>
    public override bool AccountsFilter => true;

    /// <inheritdoc/>
    public override void Collect(AwsTarget target, LiveLane lane)
    {
        using var client = new AmazonGuardDutyClient(target);
        var action = DetectorAction;
        try
        {
            var detectors = new LiveCalls(DetectorAction, target, lane).AskAll(client.ListDetectorsAsync).ToList();
            if (detectors.Count == 0)
            {
                _without[target.ToString()] = true;
            }

            foreach (var detector in detectors)
            {
                action = ListAction;
                var progress = lane.Resume(" " + detector, now, Lateness);
                var asked = Since(progress);
                var ids = new LiveCalls(ListAction, target, lane).AskAll((token, cancellation) => client.ListFindingsAsync(detector, asked, token, cancellation));
                var get = new LiveCalls(GetAction, target, lane);
                var seen = new HashSet<string>(StringComparer.Ordinal);
                var chunk = new List<string>();
                var pages = 0;
                foreach (var id in ids)
                {
                    // One that is updated meanwhile comes again at the end of the list.
                    if (seen.Add(id))
                    {
                        chunk.Add(id);
                    }

                    if (chunk.Count == AmazonGuardDutyClient.MaxFindings)
                    {
                        Get();
                    }
                }

                if (chunk.Count > 0)
                {
                    Get();
                }

                if (progress is not null)
                {
                    progress.IsComplete = true;
                }

                void Get()
                {
                    action = GetAction;
                    var page = EventPage.Read(get.Ask(cancellation => client.GetFindingsAsync(detector, chunk, cancellation)), "findings", "id", "updatedAt", "nextToken");
                    if (page.Count < chunk.Count)
                    {
                        lane.Tell(SourceNoticeKind.Warning, $"{chunk.Count - page.Count} findings that GuardDuty listed could not be got: they are gone.");
                    }

                    // A finding that was updated since is a new one.
                    var reached = "";
                    var body = page.Without(
                        (id, time) =>
                        {
                            reached = time.Text ?? reached;
                            return progress?.IsNew($"{id} {time.Text}", UtcTime.Parse(time.Text)) != false;
                        },
                        out var count);
                    lane.AddPage(FormattableString.Invariant($"guardduty://{target}/{detector}/page-{++pages}"), body, count, $"findings updated at {reached} in GuardDuty of {target}");
                    chunk.Clear();
                    action = ListAction;
                }
            }
        }
        catch (Exception e) when (AwsErrors.Is(e, lane.Cancellation))
        {
            lane.Tell(AwsErrors.Notice(e, target, action));
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
            feed.Tell(new SourceNotice(SourceNoticeKind.Warning,
                $"GuardDuty is switched off in {string.Join(", ", _without.Keys.OrderBy(static name => name, StringComparer.Ordinal))}: there are no findings to be had."));
        }
    }
}
