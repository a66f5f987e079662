namespace AwsIr.Detection;

/// <summary>Reads MITRE ATT&amp;CK tactics and techniques out of a rule's tags.</summary>
internal static class AttackTags
{
    private const string Prefix = "attack.";

    /// <summary>The tactics, as people write them: <c>Command and Control</c>.</summary>
    public static IReadOnlyList<string> Tactics(IEnumerable<string> tags) =>
        Values(tags).Where(value => !IsNumbered(value)).Select(Readable).Distinct().ToArray();

    /// <summary>The techniques: <c>T1562.008</c>.</summary>
    public static IReadOnlyList<string> Techniques(IEnumerable<string> tags) =>
        Values(tags).Where(value => IsNumbered(value) && value[0] is 't' or 'T').Select(value => value.ToUpperInvariant()).Distinct().ToArray();

    private static IEnumerable<string> Values(IEnumerable<string> tags) => tags
        .Where(tag => tag.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && tag.Length > Prefix.Length)
        .Select(tag => tag.Substring(Prefix.Length));

    /// <summary>Whether it is the number of a technique, group, software…: a letter and digits.</summary>
    private static bool IsNumbered(string value) => value.Length > 1 && value.Skip(1).All(c => c is '.' or (>= '0' and <= '9'));

    private static string Readable(string tactic) => string.Join(
        " ",
        tactic.Split('-', '_', ' ')
            .Where(word => word.Length > 0)
            .Select(word => word is "and" or "or" or "of" ? word : char.ToUpperInvariant(word[0]) + word.Substring(1)));
}
