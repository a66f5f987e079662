using System.Text.RegularExpressions;

namespace AwsIr.Records;

/// <summary>
/// A user's regular expression for messages, without regard to case, as -match has them. Its named groups are fields of the messages that match.
/// It cannot hang: linear where .NET can do that, bounded by a timeout otherwise.
/// </summary>
internal sealed class MessagePattern
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);

    private readonly Regex _regex;
    private readonly string[] _groups;

    /// <summary>Reads a pattern.</summary>
    /// <exception cref="ArgumentException">It is no regular expression; the message says where.</exception>
    public MessagePattern(string pattern)
    {
        const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;
        _regex = Linear(pattern, Options) ?? new Regex(pattern, Options, Timeout);
        _groups = Array.FindAll(_regex.GetGroupNames(), static name => name[0] is < '0' or > '9');
    }

    /// <summary>What the named groups found; null if the message does not match.</summary>
    /// <exception cref="RegexMatchTimeoutException">It took too long.</exception>
    public IReadOnlyList<KeyValuePair<string, string>>? Find(string message)
    {
        var match = _regex.Match(message);
        if (!match.Success || _groups.Length == 0)
        {
            return match.Success ? [] : null;
        }

        var found = new List<KeyValuePair<string, string>>();
        foreach (var name in _groups)
        {
            if (match.Groups[name] is { Success: true } group)
            {
                found.Add(new(name, group.Value));
            }
        }

        return found;
    }

    private static Regex? Linear(string pattern, RegexOptions options)
    {
#if NET8_0_OR_GREATER
        try
        {
            return new Regex(pattern, options | RegexOptions.NonBacktracking, Timeout);
        }
        catch (NotSupportedException)
        {
            // Lookarounds, back-references and the like need backtracking, which the timeout bounds.
            return null;
        }
#else
        return null;
#endif
    }
}
