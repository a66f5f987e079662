using AwsIr.Access;
using AwsIr.Evidence;

namespace AwsIr.Live;

/// <summary>Calls of one operation, as often as they are refused for being too many.</summary>
/// <param name="action">The IAM action that they need.</param>
/// <param name="target">Who asks, and where.</param>
/// <param name="lane">Is told of waits.</param>
/// <param name="pacer">Keeps them apart; null for nothing.</param>
internal sealed class LiveCalls(string action, AwsTarget target, LiveLane lane, Pacer? pacer = null)
{
    /// <summary>How often a call that is refused is made again: the SDK has waited and tried three times each time. Some two minutes in all.</summary>
    private const int MaxWaits = 8;

    /// <summary>Makes a call, and waits for its answer.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public T Ask<T>(Func<CancellationToken, Task<T>> call)
    {
        for (var waits = 0; ; waits++)
        {
            pacer?.Wait(target.ToString(), lane.Cancellation);
            try
            {
                return AwsCall.Wait(call(lane.Cancellation), lane.Cancellation);
            }
            catch (Exception e) when (waits < MaxWaits && AwsErrors.Is(e, lane.Cancellation) && AwsErrors.Exception(e, target, action).ErrorId == AwsErrorIds.Throttled)
            {
                var seconds = Math.Min(1 << waits, 30);
                lane.Tell(SourceNoticeKind.Verbose, FormattableString.Invariant($"{action} is refused because of too many requests: trying again in {seconds} s."));
                if (lane.Cancellation.WaitHandle.WaitOne(TimeSpan.FromSeconds(seconds)))
                {
                    lane.Cancellation.ThrowIfCancellationRequested();
                }
            }
        }
    }

    /// <summary>Asks for pages until there are no more: a page may be empty and not the last.</summary>
    /// <param name="ask">Asks for the page of a token.</param>
    /// <exception cref="SourceException">The listing goes round in circles.</exception>
    public IEnumerable<T> AskAll<T>(Func<string?, CancellationToken, Task<Clients.Page<T>>> ask)
    {
        var tokens = new PageTokens(action, target);
        string? token = null;
        do
        {
            var page = Ask(cancellation => ask(token, cancellation));
            foreach (var item in page.Items)
            {
                yield return item;
            }

            token = tokens.Next(page.NextToken);
        }
        while (token is not null);
    }
}
