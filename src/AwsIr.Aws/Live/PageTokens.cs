using AwsIr.Access;
using AwsIr.Evidence;

namespace AwsIr.Live;

/// <summary>Sees to it that a listing does not go round in circles, however long they are: one token is remembered at a time.</summary>
/// <param name="action">The IAM action of the listing.</param>
/// <param name="target">Who asks, and where.</param>
internal sealed class PageTokens(string action, AwsTarget target)
{
    private string? _remembered;
    private int _since;
    private int _limit = 1;

    /// <summary>Takes the next page's token.</summary>
    /// <param name="next">The token; null or empty at the end.</param>
    /// <returns>The token; null at the end.</returns>
    /// <exception cref="SourceException">It was given before.</exception>
    public string? Next(string? next)
    {
        if (string.IsNullOrEmpty(next))
        {
            return null;
        }

        if (next == _remembered)
        {
            throw new SourceException(AwsErrorIds.RequestFailed, SourceProblemKind.InvalidData,
                $"{target}: {action} gave a page token that it had given before, and would go on for ever: it was broken off. Try again.");
        }

        // Twice as long as the time before: some day the remembered one is of the circle.
        if (++_since == _limit)
        {
            (_remembered, _since, _limit) = (next, 0, _limit * 2);
        }

        return next;
    }
}
