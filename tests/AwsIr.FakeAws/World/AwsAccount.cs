using System.Security.Cryptography;

namespace AwsIr.FakeAws;

/// <summary>An account.</summary>
public sealed class AwsAccount
{
    private readonly AwsWorld world;
    private readonly Dictionary<string, RegionData> regions = [];

    internal AwsAccount(AwsWorld world, string id, string partition)
    {
        this.world = world;
        Id = id;
        Partition = partition;
        EnabledRegions = [.. AwsRegions.Default.Where(region => AwsRegions.Partition(region) == partition)];
    }

    /// <summary>Its id, 12 digits.</summary>
    public string Id { get; }

    /// <summary>aws, aws-cn or aws-us-gov.</summary>
    public string Partition { get; }

    /// <summary>A suspended account's credentials are invalid and its roles can't be assumed.</summary>
    public bool Suspended { get; set; }

    /// <summary>The regions that are switched on. In any other one the account's credentials are invalid.</summary>
    public HashSet<string> EnabledRegions { get; }

    /// <summary>The roles by name.</summary>
    public Dictionary<string, IamRole> Roles { get; } = [];

    /// <summary>What the account has in a region.</summary>
    public RegionData Region(string region)
    {
        if (!regions.TryGetValue(region, out RegionData? data))
        {
            regions[region] = data = new RegionData(Id, region, Partition);
        }

        return data;
    }

    /// <summary>Every region in which the account has something.</summary>
    internal IEnumerable<RegionData> Regions => regions.Values;

    /// <summary>Makes an IAM user with an access key.</summary>
    /// <param name="name">The user's name.</param>
    /// <param name="accessKeyId">The access key id, or null for a random one.</param>
    /// <param name="secretAccessKey">The secret key, or null for a random one.</param>
    public AwsCredentials AddUser(string name, string? accessKeyId = null, string? secretAccessKey = null) => world.Add(new AwsCredentials(
        accessKeyId ?? "AKIA" + RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16),
        secretAccessKey ?? RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", 40),
        null,
        null,
        Id,
        $"arn:{Partition}:iam::{Id}:user/{name}",
        $"AIDAEXAMPLEEXAMPLE{Id[^3..]}"));

    /// <summary>Makes a role.</summary>
    /// <param name="name">Its name, without a path.</param>
    /// <param name="trusted">The account ids and ARNs that may assume it; none for everybody.</param>
    public IamRole AddRole(string name, params string[] trusted)
    {
        var role = new IamRole(name, $"arn:{Partition}:iam::{Id}:role/{name}", trusted);
        Roles.Add(name, role);
        return role;
    }

    /// <summary>Starts a session of a role without asking anybody.</summary>
    public AwsCredentials StartSession(string roleName, string sessionName = "test", TimeSpan? duration = null) =>
        world.StartSession(this, roleName, sessionName, duration ?? TimeSpan.FromHours(1));
}
