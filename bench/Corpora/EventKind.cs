using System.Text;

namespace AwsIr.Bench.Corpora;

/// <summary>An operation that CloudTrail logs.</summary>
/// <param name="Service">The service as in eventSource, without .amazonaws.com.</param>
/// <param name="Name">Its eventName.</param>
/// <param name="Rank">Its place by frequency, from 0.</param>
internal sealed record EventKind(string Service, string Name, int Rank)
{
    private static readonly string[] ReadVerbs = ["Describe", "List", "Get", "Head", "Lookup", "BatchGet", "Search", "Filter", "Select", "Query", "Scan", "Validate", "Simulate", "Estimate", "Check"];

    /// <summary>Whether it changes nothing.</summary>
    public bool ReadOnly { get; } = Service == "kms" || Name is "AssumeRole" or "AssumeRoleWithSAML" or "AssumeRoleWithWebIdentity" || Array.Exists(ReadVerbs, verb => Name.StartsWith(verb, StringComparison.Ordinal));

    /// <summary>What it is about: the name without its verb, as a key begins: dBInstance.</summary>
    public string Noun { get; } = NounOf(Name);

    /// <summary>What ids of such things begin with, more or less: vol of a volume.</summary>
    public string IdPrefix => Noun[..Math.Min(3, Noun.Length)];

    /// <summary>The part of a record that is the same for all records of this operation.</summary>
    public byte[] SourceAndName { get; } = Encoding.UTF8.GetBytes($"\"eventSource\":\"{Service}.amazonaws.com\",\"eventName\":\"{Name}\",\"awsRegion\":\"");

    private static string NounOf(string name)
    {
        int start = 1;
        while (start < name.Length && !char.IsUpper(name[start]))
        {
            start++;
        }

        string noun = start < name.Length ? name[start..].TrimEnd('s') : name;
        return char.ToLowerInvariant(noun[0]) + noun[1..];
    }
}
