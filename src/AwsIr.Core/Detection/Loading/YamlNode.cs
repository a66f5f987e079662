using System.Text;

namespace AwsIr.Detection;

/// <summary>The kinds of YAML node.</summary>
internal enum YamlKind
{
    /// <summary>Text, a number, a boolean or null.</summary>
    Scalar,

    /// <summary>A list.</summary>
    List,

    /// <summary>A map.</summary>
    Map,
}

/// <summary>A YAML value that remembers where it stands in its file.</summary>
internal sealed class YamlNode
{
    public YamlNode(YamlKind kind, int line, int column)
    {
        Kind = kind;
        Line = line;
        Column = column;
    }

    public YamlKind Kind { get; }

    public int Line { get; }

    public int Column { get; }

    /// <summary>A scalar's text as written, without its quotes.</summary>
    public string Text { get; init; } = "";

    /// <summary>Whether a scalar is written without quotes, so that null and numbers are not text.</summary>
    public bool Plain { get; init; }

    /// <summary>A list's items.</summary>
    public List<YamlNode> Items { get; } = [];

    /// <summary>A map's keys and values, in the order written.</summary>
    public List<KeyValuePair<YamlNode, YamlNode>> Entries { get; } = [];

    /// <summary>How many nodes it is, aliases written out.</summary>
    public long Weight { get; set; } = 1;

    public bool IsNull => Kind == YamlKind.Scalar && Plain && Text is ("" or "~" or "null" or "Null" or "NULL");

    /// <summary>A map's value by its key; null if it has no such key.</summary>
    public YamlNode? Find(string key)
    {
        foreach (KeyValuePair<YamlNode, YamlNode> entry in Entries)
        {
            if (entry.Key.Text == key)
            {
                return entry.Value;
            }
        }

        return null;
    }

    /// <summary>Text from a rule for a message: short, and without control characters.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder("'", Math.Min(text.Length, RuleLimits.QuotedText) + 3);
        foreach (char c in text)
        {
            if (quoted.Length > RuleLimits.QuotedText)
            {
                quoted.Append('…');
                break;
            }

            quoted.Append(char.IsControl(c) || char.IsSurrogate(c) ? '?' : c);
        }

        return quoted.Append('\'').ToString();
    }
}
