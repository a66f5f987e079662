using AwsIr.Evidence;

namespace AwsIr.Records;

/// <summary>What the flow log records of one file share. Immutable.</summary>
internal sealed class FlowLogFile
{
    private const string Service = "vpcflowlogs";

    /// <summary>Names the file and the columns of its lines.</summary>
    /// <param name="path">The full path or URI of the file.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="inside">The networks that count as inside.</param>
    /// <param name="origin">What is known of it besides; null for nothing.</param>
    public FlowLogFile(string path, FlowLogColumns columns, IpNetwork[] inside, EvidenceOrigin? origin = null)
    {
        Path = path;
        Columns = columns;
        Inside = inside;
        (AccountId, Region) = FromPath(path);
        AccountId ??= origin?.AccountId;
        Region ??= origin?.Region;
        Places = origin?.Places;
    }

    private FlowLogFile(FlowLogFile file, FlowLogColumns columns)
    {
        (Path, Columns, Inside, AccountId, Region, Places) = (file.Path, columns, file.Inside, file.AccountId, file.Region, file.Places);
    }

    /// <summary>The full path or URI of the file.</summary>
    public string Path { get; }

    /// <summary>The columns of the lines.</summary>
    public FlowLogColumns Columns { get; }

    /// <summary>The networks that count as inside.</summary>
    public IpNetwork[] Inside { get; }

    /// <summary>For logs without a column for it: the account that delivery to S3 writes into the file's name or path, or that who asked for the lines knows; null if there is none.</summary>
    public string? AccountId { get; }

    /// <summary>The region, likewise.</summary>
    public string? Region { get; }

    /// <summary>Which VPC and subnet network interfaces are in, for logs without columns for them; null if unknown.</summary>
    public FlowLogPlaces? Places { get; }

    /// <summary>The same file from a further header on.</summary>
    public FlowLogFile With(FlowLogColumns columns) => new(this, columns);

    /// <summary>
    /// Reads <c>account_vpcflowlogs_region_…</c> names and, for files that were renamed, the folders <c>account/vpcflowlogs/region</c>
    /// or <c>aws-account-id=…/aws-service=vpcflowlogs/aws-region=…</c> above them.
    /// </summary>
    private static (string? AccountId, string? Region) FromPath(string path)
    {
        var parts = path.Split('/', '\\');
        var name = parts[parts.Length - 1].Split('_');
        if (name.Length > 3 && name[1] == Service && IsAccount(name[0]))
        {
            return (name[0], AsRegion(name[2]));
        }

        for (var i = parts.Length - 2; i > 0; i--)
        {
            if (parts[i] == Service && IsAccount(parts[i - 1]))
            {
                return (parts[i - 1], AsRegion(parts[i + 1]));
            }

            if (parts[i] == "aws-service=" + Service)
            {
                return (After(parts[i - 1], "aws-account-id=") is { } account && IsAccount(account) ? account : null, AsRegion(After(parts[i + 1], "aws-region=")));
            }
        }

        return default;
    }

    private static string? After(string text, string prefix) => text.StartsWith(prefix, StringComparison.Ordinal) ? text.Substring(prefix.Length) : null;

    private static bool IsAccount(string text) => text.Length == 12 && text.All(c => c is >= '0' and <= '9');

    private static string? AsRegion(string? text) =>
        text is { Length: > 4 and < 32 } && text.IndexOf('-') > 0 && text.All(c => c is '-' or (>= 'a' and <= 'z') or (>= '0' and <= '9')) ? text : null;
}
