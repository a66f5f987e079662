using System.Collections.Concurrent;
using AwsIr.Access;
using AwsIr.Clients;
using AwsIr.Evidence;

namespace AwsIr.Live;

/// <summary>Findings of GuardDuty, those that were updated first first. An administrator's account has its members' findings.</summary>
/// <param name="criteria">What GuardDuty is asked for.</param>
internal sealed class FindingCollector(IReadOnlyList<FindingCriterion> criteria) : LiveCollector
{
    private const string ListAction = "guardduty:ListFindings";
    private const string GetAction = "guardduty:GetFindings";
    private const string DetectorAction = "guardduty:ListDetectors";

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
                var ids = new LiveCalls(ListAction, target, lane).AskAll((token, cancellation) => client.ListFindingsAsync(detector, criteria, token, cancellation));
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

                void Get()
                {
                    action = GetAction;
                    var page = EventPage.Read(get.Ask(cancellation => client.GetFindingsAsync(detector, chunk, cancellation)), "findings", "id", "", "nextToken");
                    if (page.Count < chunk.Count)
                    {
                        lane.Tell(SourceNoticeKind.Warning, $"{chunk.Count - page.Count} findings that GuardDuty listed could not be got: they are gone.");
                    }

                    var body = page.Without(new RecentIds(), out var count);
                    if (count > 0)
                    {
                        lane.AddPage(FormattableString.Invariant($"guardduty://{target}/{detector}/page-{++pages}"), body, count);
                    }

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
