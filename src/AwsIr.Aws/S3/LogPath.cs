using System.Globalization;

namespace AwsIr.S3;

/// <summary>
/// What a key, or the beginning of one, says of the logs under it, as far as AWS's layout is recognised in it:
/// <c>AWSLogs/[o-id/]account/service/region/yyyy/MM/dd/[HH/]file</c>, the same with <c>aws-account-id=</c> and the like before the
/// values, and the names of files, <c>account_service_region_…_yyyyMMddTHHmmZ_…</c>, wherever they lie.
/// </summary>
internal sealed class LogPath
{
    private const string RootName = "AWSLogs";

    private LogPath()
    {
    }

    /// <summary>The folder, as deep as it is recognised.</summary>
    public LogLevel Level { get; private set; }

    /// <summary>The key up to the region and its slash; null where it does not come so far.</summary>
    public string? RegionFolder { get; private set; }

    /// <summary>Whether names stand before the values, as Hive has it.</summary>
    public bool IsHive { get; private set; }

    /// <summary>The account, 12 digits.</summary>
    public string? Account { get; private set; }

    /// <summary>The service's folder, such as CloudTrail or vpcflowlogs.</summary>
    public string? Service { get; private set; }

    /// <summary>The region.</summary>
    public string? Region { get; private set; }

    /// <summary>When the time that it names begins, in UTC ticks; null if it names none.</summary>
    public long? From { get; private set; }

    /// <summary>When that time ends.</summary>
    public long To { get; private set; }

    /// <summary>When the time that its folders name begins: folders are in the order of time, files in one need not be.</summary>
    public long? FolderFrom { get; private set; }

    /// <summary>Reads a key, or the beginning of one.</summary>
    public static LogPath Parse(string key)
    {
        var path = new LogPath();
        string[] segments = key.Split('/');
        var root = Array.LastIndexOf(segments, RootName, Math.Max(0, segments.Length - 2));
        if (root >= 0 && root < segments.Length - 1)
        {
            path.ReadFolders(segments, root);
        }

        path.ReadFile(segments[segments.Length - 1]);
        return path;
    }

    /// <summary>The folder of a day in the folder of a region.</summary>
    public string DayFolder(DateTime day) =>
        RegionFolder + day.ToString(IsHive ? "'year='yyyy'/month='MM'/day='dd'/'" : "yyyy'/'MM'/'dd'/'", CultureInfo.InvariantCulture);

    /// <summary>The key up to the first AWSLogs and its slash that ends behind a position; null if there is none.</summary>
    public static string? FirstRoot(string key, int position)
    {
        const string Folder = RootName + "/";
        for (var at = Math.Max(0, position - Folder.Length + 1); (at = key.IndexOf(Folder, at, StringComparison.Ordinal)) >= 0; at++)
        {
            if (at == 0 || key[at - 1] == '/')
            {
                return key.Substring(0, at + Folder.Length);
            }
        }

        return null;
    }

    /// <summary>Whether it has the form of a region's name: eu-west-1, us-gov-east-1.</summary>
    public static bool IsRegion(string text)
    {
        string[] parts = text.Split('-');
        return parts.Length is 3 or 4
            && parts[parts.Length - 1].Length is 1 or 2 && TryNumber(parts[parts.Length - 1], out _)
            && Array.TrueForAll(parts, static part => part.Length > 0 && part.All(static c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9')));
    }

    private void ReadFolders(string[] segments, int root)
    {
        Level = LogLevel.Root;
        var date = new List<int>(4);

        // What comes last is a file's name, or not yet a folder's.
        for (var i = root + 1; i < segments.Length - 1; i++)
        {
            if (!ReadFolder(segments[i], date))
            {
                // A date that goes on with something else is still that date.
                if (Level != LogLevel.Region)
                {
                    Level = LogLevel.Unknown;
                }

                return;
            }

            if (Level == LogLevel.Region && RegionFolder is null)
            {
                RegionFolder = string.Join("/", segments, 0, i + 1) + "/";
            }
        }
    }

    private bool ReadFolder(string name, List<int> date)
    {
        switch (Level)
        {
            case LogLevel.Root when name.StartsWith("o-", StringComparison.Ordinal) && name.Length > 2:
                Level = LogLevel.Organization;
                return true;
            case LogLevel.Root or LogLevel.Organization when Value(name, "aws-account-id=") is var account && IsAccount(account):
                Account = account;
                Level = LogLevel.Account;
                return true;
            case LogLevel.Account when Value(name, "aws-service=") is { Length: > 0 } service:
                Service = service;
                Level = LogLevel.Service;
                return true;
            case LogLevel.Service when Value(name, "aws-region=") is var region && IsRegion(region):
                Region = region;
                Level = LogLevel.Region;
                return true;
            case LogLevel.Region:
                return ReadDate(name, date);
            default:
                return false;
        }
    }

    private bool ReadDate(string name, List<int> date)
    {
        var (mark, digits) = date.Count switch
        {
            0 => ("year=", 4),
            1 => ("month=", 2),
            2 => ("day=", 2),
            3 => ("hour=", 2),
            _ => ("", 0),
        };
        var value = Value(name, mark);
        if (digits == 0 || value.Length != digits || !TryNumber(value, out var number))
        {
            return false;
        }

        date.Add(number);
        try
        {
            var from = new DateTime(date[0], date.Count > 1 ? date[1] : 1, date.Count > 2 ? date[2] : 1, date.Count > 3 ? date[3] : 0, 0, 0, DateTimeKind.Utc);
            From = FolderFrom = from.Ticks;
            To = (date.Count switch { 1 => from.AddYears(1), 2 => from.AddMonths(1), 3 => from.AddDays(1), _ => from.AddHours(1) }).Ticks;
            return true;
        }
        catch (ArgumentOutOfRangeException)
        {
            // No such day: whatever it is, it is no date.
            From = FolderFrom = null;
            return false;
        }
    }

    /// <summary>Reads a file's name: what the folders have not said, and a time that is more exact.</summary>
    private void ReadFile(string name)
    {
        string[] parts = name.Split('_', '.');
        if (parts.Length < 5 || !IsAccount(parts[0]) || !IsRegion(parts[2]))
        {
            return;
        }

        Account ??= parts[0];
        Service ??= parts[1];
        Region ??= parts[2];
        foreach (var part in parts)
        {
            if (part.Length is 14 or 16 && part[8] == 'T' && part[part.Length - 1] == 'Z'
                && DateTime.TryParseExact(part, ["yyyyMMdd'T'HHmm'Z'", "yyyyMMdd'T'HHmmss'Z'"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time))
            {
                From = time.Ticks;
                To = time.AddMinutes(1).Ticks;
                return;
            }
        }
    }

    /// <summary>The value of a folder's name: behind the mark that Hive's layout puts before each.</summary>
    private string Value(string name, string mark)
    {
        if (name.StartsWith(mark, StringComparison.Ordinal))
        {
            IsHive |= mark.Length > 0;
            return name.Substring(mark.Length);
        }

        return IsHive ? "" : name;
    }

    private static bool IsAccount(string text) => text.Length == 12 && TryNumber(text, out _);

    private static bool TryNumber(string text, out int number)
    {
        number = 0;
        foreach (var c in text)
        {
            if (c is < '0' or > '9')
            {
                return false;
            }

            number = unchecked((number * 10) + (c - '0'));
        }

        return text.Length > 0;
    }
}
