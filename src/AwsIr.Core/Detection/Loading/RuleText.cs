using System.Text;

namespace AwsIr.Detection;

/// <summary>Reads texts and lists of them from a document. Rules are untrusted: control characters don't get through.</summary>
internal static class RuleText
{
    /// <summary>A text, or null if the map has none.</summary>
    public static string? Optional(YamlNode map, string key)
    {
        if (map.Kind != YamlKind.Map)
        {
            throw new RuleException("a map of keys and values is expected here", map);
        }

        YamlNode? node = map.Find(key);
        if (node is null || node.IsNull)
        {
            return null;
        }

        return node.Kind == YamlKind.Scalar ? Clean(node.Text) : throw new RuleException($"'{key}' must be a text", node);
    }

    /// <summary>A text on one line, or null if the map has none.</summary>
    public static string? Line(YamlNode map, string key) => Optional(map, key)?.Replace('\n', ' ').Replace('\t', ' ');

    /// <summary>A list of texts; one text is a list of one.</summary>
    public static IReadOnlyList<string> List(YamlNode map, string key) =>
        Nodes(map, key).Select(node => Clean(node.Text)).ToArray();

    /// <summary>The scalars of a list of texts.</summary>
    public static IReadOnlyList<YamlNode> Nodes(YamlNode map, string key)
    {
        YamlNode? node = map.Find(key);
        if (node is null || node.IsNull)
        {
            return [];
        }

        List<YamlNode> items = node.Kind == YamlKind.List ? node.Items : [node];
        YamlNode? wrong = items.Find(item => item.Kind != YamlKind.Scalar);
        return wrong is null ? items : throw new RuleException($"'{key}' must be a text or a list of texts", wrong);
    }

    /// <summary>A yes or no.</summary>
    public static bool Flag(YamlNode map, string key) => Optional(map, key)?.ToUpperInvariant() switch
    {
        null or "FALSE" => false,
        "TRUE" => true,
        _ => throw new RuleException($"'{key}' must be true or false", map.Find(key)!),
    };

    /// <summary>One of an enumeration's names.</summary>
    public static T? Choice<T>(YamlNode map, string key)
        where T : struct, Enum
    {
        string? text = Optional(map, key);
        if (text is null)
        {
            return null;
        }

        foreach (T choice in (T[])Enum.GetValues(typeof(T)))
        {
            if (string.Equals(choice.ToString(), text.Trim(), StringComparison.OrdinalIgnoreCase))
            {
                return choice;
            }
        }

        string choices = string.Join(", ", Enum.GetNames(typeof(T)).Select(name => char.ToLowerInvariant(name[0]) + name.Substring(1)));
        throw new RuleException($"{YamlNode.Quote(text)} is not a {key}: write one of {choices}", map.Find(key)!);
    }

    private static string Clean(string text)
    {
        text = text.Trim();
        StringBuilder? clean = null;
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsControl(text[i]) && text[i] is not ('\n' or '\t'))
            {
                clean ??= new StringBuilder(text);
                clean[i] = ' ';
            }
        }

        return clean?.ToString() ?? text;
    }
}
