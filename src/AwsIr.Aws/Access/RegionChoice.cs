using AwsIr.Clients;
using AwsIr.Evidence;
using AwsIr.Records;

namespace AwsIr.Access;

/// <summary>The regions of one account that a user's names and wildcards mean.</summary>
/// <param name="account">The account.</param>
/// <param name="partition">The partition of its credentials.</param>
/// <param name="trusts">Whether names are taken as they are: what answers is not AWS's own endpoints.</param>
internal sealed class RegionChoice(AwsTarget account, string partition, bool trusts)
{
    private readonly List<string> _chosen = [];
    private readonly List<SourceNotice> _notices = [];
    private IReadOnlyList<string>? _on;

    /// <summary>The regions: names in the order given, what wildcards match in order of name.</summary>
    public IReadOnlyList<string> Chosen => _chosen;

    /// <summary>What is to be said of those that were left out.</summary>
    public IReadOnlyList<SourceNotice> Notices => _notices;

    /// <summary>Chooses.</summary>
    /// <param name="patterns">Names and wildcards.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task ChooseAsync(IEnumerable<string> patterns, CancellationToken cancellation)
    {
        foreach (var pattern in patterns)
        {
            if (Regions.HasWildcards(pattern))
            {
                await MatchAsync(pattern, cancellation).ConfigureAwait(false);
            }
            else
            {
                await NameAsync(pattern.ToLowerInvariant(), cancellation).ConfigureAwait(false);
            }
        }
    }

    private async Task NameAsync(string name, CancellationToken cancellation)
    {
        if (Regions.IsKnown(name) && Regions.Partition(name) != partition)
        {
            Fail(name, $"{name} is of the partition {Regions.Partition(name)}, and the credentials are of {partition}: it has credentials of its own.");
        }
        else if (Regions.IsKnown(name) || (trusts && Regions.IsName(name)) || (Regions.IsName(name) && (await AskAsync(cancellation).ConfigureAwait(false)).Contains(name)))
        {
            // A region that is newer than the SDK's list is one if EC2 says so.
            Add(name);
        }
        else
        {
            var zone = name.Length > 1 && char.IsLetter(name[name.Length - 1]) && Regions.IsKnown(name.Remove(name.Length - 1));
            Fail(name, AwsAccounts.Unknown(name, zone ? "it is an Availability Zone" : "-Region", Regions.Known).Message);
        }
    }

    private async Task MatchAsync(string pattern, CancellationToken cancellation)
    {
        var like = new LikePattern(pattern);
        string[] on = [.. (await AskAsync(cancellation).ConfigureAwait(false)).Where(like.IsMatch)];
        string[] off = [.. Known.Where(name => like.IsMatch(name) && !on.Contains(name))];
        if (on.Length == 0)
        {
            Fail(pattern, $"No region that is switched on for account {account.AccountId} (partition {partition}) matches {pattern}.{(off.Length > 0 ? $" Not switched on: {string.Join(", ", off)}." : "")}");
        }
        else if (off.Length > 0)
        {
            _notices.Add(new SourceNotice(SourceNoticeKind.Verbose, $"{account.AccountId}: not switched on, and left out: {string.Join(", ", off)}."));
        }

        foreach (var name in on)
        {
            Add(name);
        }
    }

    /// <summary>The regions that are switched on, as EC2 tells them; all of the partition that the SDK knows where the question is denied.</summary>
    private async Task<IReadOnlyList<string>> AskAsync(CancellationToken cancellation)
    {
        const string Action = "ec2:DescribeRegions";
        if (_on is not null)
        {
            return _on;
        }

        try
        {
            using var client = new AmazonEC2Client(account);
            _on = [.. (await client.DescribeRegionsAsync(cancellation).ConfigureAwait(false)).OrderBy(name => name, StringComparer.Ordinal)];
        }
        catch (Exception e) when (AwsErrors.IsAccessDenied(e))
        {
            _on = [.. Known];
            _notices.Add(new SourceNotice(SourceNoticeKind.Verbose,
                $"{account.AccountId}: {Action} is denied, so it is not known which regions are switched on: all that the module knows of are asked, and those that are not say so."));
        }
        catch (Exception e) when (AwsErrors.Is(e, cancellation))
        {
            throw AwsErrors.Exception(e, account, Action);
        }

        return _on;
    }

    private IEnumerable<string> Known => Regions.Known.Where(name => Regions.Partition(name) == partition);

    private void Add(string name)
    {
        if (!_chosen.Contains(name))
        {
            _chosen.Add(name);
        }
    }

    private void Fail(string target, string message) => _notices.Add(new SourceNotice(SourceNoticeKind.Error, message)
    {
        ErrorId = AwsErrorIds.Region,
        Problem = SourceProblemKind.InvalidArgument,
        Target = target,
    });
}
