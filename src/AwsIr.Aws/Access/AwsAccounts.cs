using Amazon.Runtime;
using AwsIr.Clients;
using AwsIr.Evidence;
using AwsIr.Records;

namespace AwsIr.Access;

/// <summary>The accounts and regions that a user asked for. What cannot be had of them is reported and left out.</summary>
/// <param name="options">What the user said.</param>
/// <param name="credentials">Who the user is.</param>
/// <param name="settings">Endpoints and the like.</param>
/// <param name="defaultRegion">The default region; null if unknown.</param>
/// <param name="session">Ends what credentials do, as long as they live.</param>
internal sealed class AwsAccounts(AwsOptions options, AWSCredentials credentials, AwsSettings settings, string? defaultRegion, CancellationToken session)
{
    /// <summary>How many accounts are asked at once.</summary>
    private const int AtOnce = 8;

    /// <summary>The account and ARN of credentials; STS tells without a permission.</summary>
    /// <exception cref="SourceException">STS does not accept them, or cannot be reached.</exception>
    public static CallerIdentity Identify(AwsTarget target, CancellationToken cancellation)
    {
        try
        {
            using var client = new AmazonSecurityTokenClient(target);
            return AwsCall.Wait(client.GetCallerIdentityAsync(cancellation), cancellation);
        }
        catch (Exception e) when (AwsErrors.Is(e, cancellation))
        {
            throw AwsErrors.Exception(e, target, "sts:GetCallerIdentity");
        }
    }

    /// <summary>A role's account, with credentials of the role that are fetched when they are asked for.</summary>
    /// <param name="role">The role.</param>
    /// <param name="home">Who assumes it, and where STS is asked.</param>
    /// <param name="externalId">The external id, if its trust policy asks for one.</param>
    /// <param name="session">Ends what the credentials do.</param>
    public static AwsTarget Assume(RoleArn role, AwsTarget home, string? externalId, CancellationToken session)
    {
        var assumed = new AssumedRole(role.ToString(), home.Region, home.Settings) { ExternalId = externalId };
        return new AwsTarget(role.AccountId, home.Region, new RefreshedCredentials(cancel => assumed.FetchAsync(home.Credentials, cancel), session))
        {
            Settings = home.Settings,
            VerifiedIn = home.Region,
        };
    }

    /// <summary>The partition of an ARN.</summary>
    public static string PartitionOf(string arn) => arn.Split(':') is [_, { Length: > 0 } partition, ..] ? partition : "aws";

    /// <summary>The error of a region that does not exist.</summary>
    /// <param name="name">What was given.</param>
    /// <param name="where">Where it was given.</param>
    /// <param name="candidates">The regions that there are.</param>
    public static SourceException Unknown(string name, string where, IEnumerable<string> candidates)
    {
        var near = Regions.Near(name, candidates);
        return new SourceException(AwsErrorIds.Region, SourceProblemKind.InvalidArgument,
            $"There is no AWS region '{name}' ({where}).{(near.Count == 0 ? " Names look like eu-west-1." : $" Is {string.Join(" or ", near)} meant?")}");
    }

    /// <summary>Every account and region, in order.</summary>
    /// <param name="feed">Is told of those that are left out.</param>
    /// <param name="accountsFilter">Whether accounts only narrow what is read.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="SourceException">There are none.</exception>
    public IReadOnlyList<AwsTarget> Targets(IEvidenceFeed feed, bool accountsFilter, CancellationToken cancellation)
    {
        var (home, caller) = Find(feed, accountsFilter, cancellation);
        IReadOnlyList<(AwsTarget Account, string Partition)> accounts = options.RoleName is { } role
            ? [.. Roles(role, caller!).Select(arn => (Assume(arn, home, options.ExternalId, session), arn.Partition))]
            : [Own(home, caller, feed, accountsFilter)];
        using var gate = new SemaphoreSlim(AtOnce);
        var asked = accounts.Select(account => AskAsync(account.Account, account.Partition, gate, cancellation)).ToArray();
        var targets = new List<AwsTarget>();
        var notices = new List<SourceNotice>();
        foreach (var one in asked)
        {
            var (found, said) = AwsCall.Wait(one, cancellation);
            targets.AddRange(found);
            notices.AddRange(said);
        }

        // With nothing left to ask, the last of the errors ends the run.
        var end = targets.Count > 0 ? null : notices.FindLast(notice => notice.Kind == SourceNoticeKind.Error);
        foreach (var notice in notices)
        {
            if (notice != end)
            {
                feed.Tell(notice);
            }
        }

        return end is null ? targets : throw new SourceException(end.ErrorId!, end.Problem, end.Message);
    }

    /// <summary>Where STS and EC2 are asked, and who that says the caller is; null if that could not be asked.</summary>
    private (AwsTarget Home, CallerIdentity? Caller) Find(IEvidenceFeed feed, bool accountsFilter, CancellationToken cancellation)
    {
        var homes = Homes();
        for (var i = 0; ; i++)
        {
            var home = new AwsTarget("", homes[i], credentials) { Settings = settings };
            try
            {
                var caller = Identify(home, cancellation);
                feed.Tell(new SourceNotice(SourceNoticeKind.Verbose, $"Caller: {caller.Arn}."));
                return (home, caller);
            }
            catch (SourceException e) when (e.ErrorId == AwsErrorIds.Credentials && i + 1 < homes.Length)
            {
                // The credentials may be of the partition of another region that was named.
            }
            catch (SourceException e) when (e.ErrorId == AwsErrorIds.Connection && options.RoleName is null && (options.AccountIds.Count == 0 || accountsFilter))
            {
                // A network may have endpoints for logs and none for STS.
                feed.Tell(new SourceNotice(SourceNoticeKind.Warning, $"Which account this is could not be asked. {e.Message}"));
                return (home, null);
            }
        }
    }

    /// <summary>The default region, and of each other partition the first region that was named; else the main one of the partition that wildcards hint at.</summary>
    private string[] Homes()
    {
        var named = options.Regions.Select(region => region.ToLowerInvariant()).Where(region => Regions.IsKnown(region) || (options.EndpointUrl is not null && Regions.IsName(region)));
        string[] homes = [.. named.Prepend(defaultRegion).OfType<string>().GroupBy(Regions.Partition).Select(partition => partition.First())];
        if (homes.Length > 0)
        {
            return homes;
        }

        if (options.Regions.Count == 0)
        {
            throw new SourceException(AwsErrorIds.Region, SourceProblemKind.InvalidArgument,
                "No region is known: give -Region eu-west-1 (several, or wildcards such as eu-*, or *), set AWS_REGION, or give the profile a region.");
        }

        return [Regions.First(
            options.Regions.All(pattern => pattern.StartsWith("cn-", StringComparison.OrdinalIgnoreCase)) ? "aws-cn"
            : options.Regions.All(pattern => pattern.StartsWith("us-gov", StringComparison.OrdinalIgnoreCase)) ? "aws-us-gov"
            : "aws")];
    }

    /// <summary>The account of the credentials.</summary>
    private (AwsTarget Account, string Partition) Own(AwsTarget home, CallerIdentity? caller, IEvidenceFeed feed, bool accountsFilter)
    {
        if (caller is null)
        {
            return (home, Regions.Partition(home.Region));
        }

        if (options.AccountIds.Count > 0 && !accountsFilter)
        {
            Narrow(caller, feed);
        }

        return (new AwsTarget(caller.Account, home.Region, credentials) { Settings = settings, VerifiedIn = home.Region }, PartitionOf(caller.Arn));
    }

    /// <summary>Without a role there is only the caller's account to look into.</summary>
    private void Narrow(CallerIdentity caller, IEvidenceFeed feed)
    {
        string[] others = [.. options.AccountIds.Where(id => !new LikePattern(id).IsMatch(caller.Account))];
        if (others.Length == options.AccountIds.Count)
        {
            throw new SourceException(AwsErrorIds.Parameters, SourceProblemKind.InvalidArgument,
                $"The credentials are of account {caller.Account}, not of {string.Join(", ", others)}: give -RoleName with a role to assume there, or other credentials.");
        }

        foreach (var other in others)
        {
            feed.Tell(new SourceNotice(SourceNoticeKind.Error, $"{other}: the credentials are of account {caller.Account}. Give -RoleName with a role to assume there.")
            {
                ErrorId = AwsErrorIds.Parameters,
                Problem = SourceProblemKind.InvalidArgument,
                Target = other,
            });
        }
    }

    /// <summary>The roles to assume.</summary>
    private IReadOnlyList<RoleArn> Roles(string role, CallerIdentity caller)
    {
        if (RoleArn.Parse(role) is { } arn)
        {
            return options.AccountIds.All(id => id == arn.AccountId) ? [arn]
                : throw Wrong($"-RoleName is a role of account {arn.AccountId}, and -AccountId says {string.Join(", ", options.AccountIds)}: give the role's name alone to assume it in each account.");
        }

        if (options.AccountIds.FirstOrDefault(id => !RoleArn.IsAccountId(id)) is { } wrong)
        {
            throw Wrong(Regions.HasWildcards(wrong)
                ? $"-AccountId {wrong}: with -RoleName accounts are named, not matched. Give their ids, such as (Get-ORGAccountList).Id."
                : $"-AccountId {wrong} is no account: an id has 12 digits. PowerShell drops the zeros at the beginning of a number: write it in quotes.");
        }

        var accounts = options.AccountIds.Count > 0 ? options.AccountIds.Distinct() : [caller.Account];
        return [.. accounts.Select(account => new RoleArn(PartitionOf(caller.Arn), account, role.TrimStart('/')))];
    }

    /// <summary>The regions of one account.</summary>
    private async Task<(IReadOnlyList<AwsTarget> Targets, IReadOnlyList<SourceNotice> Notices)> AskAsync(
        AwsTarget account, string partition, SemaphoreSlim gate, CancellationToken cancellation)
    {
        await gate.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            // A role that cannot be assumed is told here, once, and not by every region.
            await account.Credentials.GetCredentialsAsync().ConfigureAwait(false);
            var regions = new RegionChoice(account, partition, options.EndpointUrl is not null);
            await regions.ChooseAsync(options.Regions.Count > 0 ? options.Regions : [account.Region], cancellation).ConfigureAwait(false);
            return ([.. regions.Chosen.Select(account.In)], regions.Notices);
        }
        catch (SourceException e)
        {
            return ([], [new SourceNotice(SourceNoticeKind.Error, e.Message.StartsWith(account.AccountId, StringComparison.Ordinal) ? e.Message : $"{account.AccountId}: {e.Message}") { ErrorId = e.ErrorId, Problem = e.Problem, Target = account.AccountId }]);
        }
        finally
        {
            gate.Release();
        }
    }

    private static SourceException Wrong(string message) => new(AwsErrorIds.Parameters, SourceProblemKind.InvalidArgument, message);
}
