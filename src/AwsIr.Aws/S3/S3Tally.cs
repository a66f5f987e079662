using System.Globalization;

namespace AwsIr.S3;

/// <summary>Counts what of a location was read and what was passed over, and why. One thread at a time.</summary>
internal sealed class S3Tally
{
    private readonly SortedDictionary<string, (long Folders, long Objects)> _passed = new(StringComparer.Ordinal);

    /// <summary>How many keys were listed.</summary>
    public long Listed { get; set; }

    /// <summary>How many objects are read.</summary>
    public long Given { get; set; }

    /// <summary>How many bytes those have.</summary>
    public long Bytes { get; set; }

    /// <summary>How many were given in a run before this one.</summary>
    public long Seen { get; set; }

    /// <summary>Counts something that was passed over.</summary>
    /// <param name="reason">What it is, in words that follow a number of folders or objects.</param>
    /// <param name="folders">How many folders, whatever they hold.</param>
    /// <param name="objects">How many objects.</param>
    public void Add(string reason, long folders = 0, long objects = 0)
    {
        _passed.TryGetValue(reason, out var sum);
        _passed[reason] = (sum.Folders + folders, sum.Objects + objects);
    }

    /// <summary>What was passed over, such as <c>3 folders of Config, 12 objects outside the time asked for</c>; empty for nothing.</summary>
    public string PassedOver()
    {
        var parts = new List<string>();
        foreach (var pair in _passed)
        {
            var counts = new List<string>();
            if (pair.Value.Folders > 0)
            {
                counts.Add(Count(pair.Value.Folders, "folder"));
            }

            if (pair.Value.Objects > 0)
            {
                counts.Add(Count(pair.Value.Objects, "object"));
            }

            parts.Add(string.Join(" and ", counts) + " " + pair.Key);
        }

        if (Seen > 0)
        {
            parts.Add(Count(Seen, "object") + " read in an earlier run");
        }

        return string.Join(", ", parts);
    }

    /// <summary>A number and a noun.</summary>
    public static string Count(long number, string noun) => number.ToString("N0", CultureInfo.InvariantCulture) + " " + noun + (number == 1 ? "" : "s");
}
