namespace AwsIr.Records;

/// <summary>What the flow log records of one file share. Immutable.</summary>
internal sealed class FlowLogFile
{
    private const string Service = "vpcflowlogs";

    /// <summary>Names the file and the columns of its lines.</summary>
    public FlowLogFile(string path, FlowLogColumns columns, IpNetwork[] inside)
    {
        Path = path;
        Columns = columns;
        Inside = inside;
        (AccountId, Region) = FromPath(path);
    }

    private FlowLogFile(FlowLogFile file, FlowLogColumns columns)
    {
        (Path, Columns, Inside, AccountId, Region) = (file.Path, columns, file.Inside, file.AccountId, file.Region);
    }

    /// <summary>The full path or URI of the file.</summary>
    public string Path { get; }

    /// <summary>The columns of the lines.</summary>
    public FlowLogColumns Columns { get; }

    /// <summary>The networks that count as inside.</summary>
    public IpNetwork[] Inside { get; }

    /// <summary>The account that delivery to S3 writes into the file's name or path, for logs without a column for it; null if there is none.</summary>
    public string? AccountId { get; }

    /// <summary>The region in the file's name or path, likewise.</summary>
    public string? Region { get; }

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
