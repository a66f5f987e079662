using System.Text.RegularExpressions;

namespace AwsIr.Detection;

/// <summary>What a selection's key says: a field and its modifiers, checked to go together.</summary>
internal sealed class FieldKey
{
    private FieldKey(string field)
    {
        Field = field;
    }

    /// <summary>The field; empty for keywords.</summary>
    public string Field { get; }

    /// <summary>What is compared with the field.</summary>
    public ValueKind Kind { get; private set; }

    /// <summary>The modifiers that change the value, in their order.</summary>
    public List<string> Transforms { get; } = [];

    public bool All { get; private set; }

    public bool Cased { get; private set; }

    public bool Negated { get; private set; }

    public bool Expand { get; private set; }

    public RegexOptions RegexOptions { get; private set; }

    public Comparison Comparison { get; private set; } = Comparison.Equal;

    public TimePart? TimePart { get; private set; }

    /// <summary>Reads a key such as <c>userAgent|contains|all</c>.</summary>
    public static FieldKey Parse(YamlNode node)
    {
        string[] parts = node.Text.Split('|');
        var key = new FieldKey(parts[0].Trim());
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 1; i < parts.Length; i++)
        {
            string modifier = parts[i].Trim();
            if (!seen.Add(modifier))
            {
                throw new RuleException($"the modifier {YamlNode.Quote(modifier)} is there twice", node);
            }

            key.Take(modifier, node);
        }

        key.Check(node);
        return key;
    }

    private void Take(string modifier, YamlNode node)
    {
        switch (modifier)
        {
            case "all":
                All = true;
                break;
            case "cased":
                Cased = true;
                break;
            case "neq":
                Negated = true;
                break;
            case "expand":
                Expand = true;
                break;
            case "contains" or "startswith" or "endswith" or "windash" or "base64" or "base64offset"
                or "utf16le" or "utf16be" or "utf16" or "wide":
                Transforms.Add(modifier);
                break;
            case "exists":
                Become(ValueKind.Exists, modifier, node);
                break;
            case "re":
                Become(ValueKind.Regex, modifier, node);
                break;
            case "i" or "m" or "s":
                if (Kind != ValueKind.Regex)
                {
                    throw new RuleException($"the modifier '{modifier}' belongs after 're'", node);
                }

                RegexOptions |= modifier switch
                {
                    "i" => RegexOptions.IgnoreCase,
                    "m" => RegexOptions.Multiline,
                    _ => RegexOptions.Singleline,
                };
                break;
            case "cidr":
                Become(ValueKind.Network, modifier, node);
                break;
            case "fieldref":
                Become(ValueKind.FieldReference, modifier, node);
                break;
            case "lt":
                Compare(Comparison.Less, modifier, node);
                break;
            case "lte":
                Compare(Comparison.LessOrEqual, modifier, node);
                break;
            case "gt":
                Compare(Comparison.Greater, modifier, node);
                break;
            case "gte":
                Compare(Comparison.GreaterOrEqual, modifier, node);
                break;
            case "minute" or "hour" or "day" or "week" or "month" or "year":
                if (TimePart is not null)
                {
                    throw new RuleException("only one part of a time can be compared at once", node);
                }

                Become(ValueKind.Number, modifier, node);
                TimePart = Enum.Parse(typeof(TimePart), modifier, ignoreCase: true) is TimePart part ? part : null;
                break;
            default:
                throw new RuleException($"the modifier {YamlNode.Quote(modifier)} is not known", node);
        }
    }

    private void Compare(Comparison comparison, string modifier, YamlNode node)
    {
        if (Comparison != Comparison.Equal)
        {
            throw new RuleException($"two comparisons on one key: write '{Field}|{modifier}' as a key of its own", node);
        }

        Comparison = comparison;
        Become(ValueKind.Number, modifier, node);
    }

    private void Become(ValueKind kind, string modifier, YamlNode node)
    {
        bool isRefined = kind == ValueKind.Number && Kind == ValueKind.Number;
        if (Kind != ValueKind.Text && !isRefined)
        {
            throw new RuleException($"the modifier '{modifier}' does not go with the ones before it", node);
        }

        Kind = kind;
    }

    private void Check(YamlNode node)
    {
        string? wrong = Kind switch
        {
            ValueKind.Exists when All || Cased || Negated || Expand || Transforms.Count > 0 => "'exists' takes no other modifier",
            ValueKind.Regex when Transforms.Exists(name => name != "contains") => $"'re' does not go with '{Transforms.Find(name => name != "contains")}'",
            ValueKind.Regex when Cased && (RegexOptions & RegexOptions.IgnoreCase) != 0 => "'cased' contradicts 'i'",
            ValueKind.Network or ValueKind.Number when Transforms.Count > 0 => $"'{Transforms[0]}' does not go with a number or a network",
            ValueKind.FieldReference when Transforms.Count > 1 || Transforms.Exists(name => name is not ("contains" or "startswith" or "endswith"))
                => $"'fieldref' does not go with '{Transforms[Transforms.Count - 1]}'",
            ValueKind.FieldReference when Expand => "'fieldref' does not go with 'expand'",
            ValueKind.Exists or ValueKind.Network or ValueKind.FieldReference or ValueKind.Number when Field.Length == 0
                => "this modifier needs a field before it",
            _ => null,
        };
        wrong ??= Field.Length == 0 && Transforms.Exists(name => name is "startswith" or "endswith")
            ? "keywords are looked for anywhere: 'startswith' and 'endswith' need a field"
            : null;
        wrong ??= Field.Length == 0 && node.Text.IndexOf('|') < 0 ? "a key is empty: name a field" : null;
        if (wrong is not null)
        {
            throw new RuleException(wrong, node);
        }
    }
}
