using System.Text.RegularExpressions;
using Amazon;

namespace AwsIr.Access;

/// <summary>The regions that the SDK knows, by partition. It makes one of any name: this tells the real ones.</summary>
internal static class Regions
{
    private static readonly Regex Shape = new(@"\A[a-z]{2,4}(-[a-z]+){1,3}-[0-9]{1,2}\z", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    /// <summary>Every region that the SDK knows, in order.</summary>
    public static IReadOnlyList<string> Known { get; } =
        [.. RegionEndpoint.EnumerableAllRegions.Select(region => region.SystemName).Where(IsName).OrderBy(name => name, StringComparer.Ordinal)];

    /// <summary>Whether it can be a region's name.</summary>
    public static bool IsName(string text) => text.Length <= 32 && Shape.IsMatch(text);

    /// <summary>Whether the SDK knows it.</summary>
    public static bool IsKnown(string name) => Known.Contains(name);

    /// <summary>Whether it has wildcards.</summary>
    public static bool HasWildcards(string text) => text.IndexOfAny(['*', '?', '[']) >= 0;

    /// <summary>The partition of a region, by its name's beginning: aws, aws-cn, aws-us-gov or another.</summary>
    public static string Partition(string region) => RegionEndpoint.GetBySystemName(region).PartitionName;

    /// <summary>What AWS calls it in words, such as Europe (Ireland).</summary>
    public static string DisplayName(string region) => RegionEndpoint.GetBySystemName(region).DisplayName;

    /// <summary>The region of a partition that is always there.</summary>
    public static string First(string partition) => partition switch
    {
        "aws" => "us-east-1",
        "aws-us-gov" => "us-gov-west-1",
        _ => Known.FirstOrDefault(region => Partition(region) == partition) ?? "us-east-1",
    };

    /// <summary>Those that a user may have meant.</summary>
    /// <param name="name">What was given.</param>
    /// <param name="candidates">The names that exist.</param>
    public static IReadOnlyList<string> Near(string name, IEnumerable<string> candidates)
    {
        var wanted = name.ToLowerInvariant();
        return [.. candidates.Select(candidate => (Name: candidate, Distance: Distance(wanted, candidate))).Where(near => near.Distance <= 3)
            .OrderBy(near => near.Distance).ThenBy(near => near.Name, StringComparer.Ordinal).Take(3).Select(near => near.Name)];
    }

    /// <summary>How many letters must be added, left out or changed.</summary>
    private static int Distance(string from, string to)
    {
        if (Math.Abs(from.Length - to.Length) > 3)
        {
            return int.MaxValue;
        }

        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var corner = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j], row[j - 1]) + 1, corner + (from[i - 1] == to[j - 1] ? 0 : 1));
                corner = above;
            }
        }

        return row[to.Length];
    }
}
