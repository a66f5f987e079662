using System.Security.Cryptography;

namespace AwsIr.FakeAws;

/// <summary>
/// What there is in this AWS: accounts, credentials, buckets, and what is denied. A test fills it in before it starts asking;
/// what it changes while requests may be under way goes through <see cref="Change"/>.
/// </summary>
public sealed class AwsWorld
{
    private readonly Dictionary<string, AwsCredentials> credentials = [];

    /// <summary>The accounts by id.</summary>
    public Dictionary<string, AwsAccount> Accounts { get; } = [];

    /// <summary>The buckets by name.</summary>
    public Dictionary<string, Bucket> Buckets { get; } = [];

    /// <summary>The actions that are not allowed.</summary>
    public List<Denial> Denials { get; } = [];

    /// <summary>IAM Identity Center's sessions by access token.</summary>
    public Dictionary<string, SsoSession> SsoSessions { get; } = [];

    /// <summary>What the instance metadata and the container endpoints give out; null where there is no such endpoint.</summary>
    public MetadataCredentials? Metadata { get; set; }

    /// <summary>The tokens that AssumeRoleWithWebIdentity takes.</summary>
    public HashSet<string> WebIdentityTokens { get; } = [];

    /// <summary>How far the server's clock is ahead of this machine's.</summary>
    public TimeSpan ClockOffset { get; set; }

    /// <summary>What LookupEvents takes for now when it counts 90 days back; null for the server's clock.</summary>
    public DateTime? EventsNow { get; set; }

    /// <summary>LookupEvents requests a second, account and region beyond which it throttles; null for no limit.</summary>
    public int? LookupEventsPerSecond { get; set; }

    /// <summary>How many bytes of log events a page of FilterLogEvents holds at most.</summary>
    public int LogPageBytes { get; set; } = 1 << 20;

    /// <summary>How S3 answers when the signature's region isn't the bucket's.</summary>
    public WrongRegionAnswer WrongRegion { get; set; }

    /// <summary>The server's time, UTC.</summary>
    public DateTime Now => DateTime.UtcNow + ClockOffset;

    internal object Gate { get; } = new();

    internal Pages Pages { get; } = new();

    /// <summary>Changes the world while no request is being answered.</summary>
    public void Change(Action change)
    {
        lock (Gate)
        {
            change();
        }
    }

    /// <summary>Makes an account.</summary>
    /// <param name="id">Its id, 12 digits.</param>
    /// <param name="partition">aws, aws-cn or aws-us-gov: decides which regions it has.</param>
    public AwsAccount AddAccount(string id, string partition = "aws")
    {
        var account = new AwsAccount(this, id, partition);
        Accounts.Add(id, account);
        return account;
    }

    /// <summary>Makes a bucket.</summary>
    public Bucket AddBucket(string name, string region, AwsAccount owner)
    {
        var bucket = new Bucket(name, region, owner);
        Buckets.Add(name, bucket);
        return bucket;
    }

    /// <summary>Forbids an action, such as cloudtrail:LookupEvents.</summary>
    public void Deny(string action, string? accountId = null, string? region = null, string? resource = null, string? reason = null) =>
        Denials.Add(new Denial(action, accountId, region, resource, reason));

    /// <summary>Makes every page token that was given out so far invalid, as those of CloudWatch Logs are after a day.</summary>
    public void ExpirePageTokens() => Change(Pages.Clear);

    /// <summary>Ends a session of temporary credentials at once.</summary>
    public void ExpireSession(string accessKeyId) => Change(() => credentials[accessKeyId] = credentials[accessKeyId] with { Expires = Now });

    /// <summary>Makes credentials known.</summary>
    public AwsCredentials Add(AwsCredentials known)
    {
        lock (Gate)
        {
            credentials[known.AccessKeyId] = known;
            return known;
        }
    }

    internal AwsCredentials? Find(string accessKeyId) => credentials.GetValueOrDefault(accessKeyId);

    /// <summary>Temporary credentials of a role's session.</summary>
    internal AwsCredentials StartSession(AwsAccount account, string roleName, string sessionName, TimeSpan duration) => Add(new AwsCredentials(
        "ASIA" + RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16),
        RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", 40),
        "FwoGZXIvYXdzEXAMPLE" + RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", 80) + "=",
        Now + duration,
        account.Id,
        $"arn:{account.Partition}:sts::{account.Id}:assumed-role/{roleName}/{sessionName}",
        $"AROAEXAMPLEEXAMPLE{account.Id[^3..]}:{sessionName}"));
}
