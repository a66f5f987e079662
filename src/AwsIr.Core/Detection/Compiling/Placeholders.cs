namespace AwsIr.Detection;

/// <summary>What stands for %name% in values with the modifier expand.</summary>
internal sealed class Placeholders
{
    private readonly Dictionary<string, IReadOnlyList<string>>? _values;

    private Placeholders(Dictionary<string, IReadOnlyList<string>>? values)
    {
        _values = values;
    }

    public Placeholders(IReadOnlyDictionary<string, IReadOnlyList<string>> values)
    {
        _values = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);
        foreach (KeyValuePair<string, IReadOnlyList<string>> pair in values)
        {
            _values[pair.Key.Trim('%')] = pair.Value;
        }
    }

    /// <summary>No table yet: rules are only looked through for mistakes.</summary>
    public static Placeholders Unknown { get; } = new((Dictionary<string, IReadOnlyList<string>>?)null);

    /// <summary>The texts that a value with placeholders stands for; null while there is no table and it has some.</summary>
    public List<string>? Expand(string written, Func<string, string> escape, YamlNode at)
    {
        var texts = new List<string> { "" };
        int position = 0;
        while (position < written.Length)
        {
            int end;
            if (written[position] == '\\' && position + 1 < written.Length && written[position + 1] == '%')
            {
                texts = Append(texts, ["%"]);
                position += 2;
                continue;
            }

            if (written[position] == '%' && (end = NameEnd(written, position)) > 0)
            {
                string name = written.Substring(position + 1, end - position - 1);
                if (_values is null)
                {
                    return null;
                }

                if (!_values.TryGetValue(name, out IReadOnlyList<string>? values))
                {
                    throw new RuleException(
                        $"the placeholder %{YamlNode.Quote(name).Trim('\'')}% has no values: give them with -Placeholder @{{ {YamlNode.Quote(name).Trim('\'')} = ... }}", at) { AwaitsPlaceholder = true };
                }

                texts = Append(texts, values.Select(escape).ToList());
                position = end + 1;
                continue;
            }

            end = position + 1;
            while (end < written.Length && written[end] != '%' && !(written[end] == '\\' && end + 1 < written.Length && written[end + 1] == '%'))
            {
                end++;
            }

            texts = Append(texts, [written.Substring(position, end - position)]);
            position = end;
        }

        return texts;

        List<string> Append(List<string> heads, IReadOnlyList<string> tails)
        {
            if ((long)heads.Count * tails.Count > Math.Max(RuleLimits.ValueVariants, tails.Count))
            {
                throw new RuleException("its placeholders multiply to too many values: use fewer in one value", at);
            }

            var joined = new List<string>(heads.Count * tails.Count);
            foreach (string head in heads)
            {
                foreach (string tail in tails)
                {
                    joined.Add(head + tail);
                }
            }

            return joined;
        }
    }

    /// <summary>Where the placeholder that starts here ends; 0 if the percent sign is just one.</summary>
    private static int NameEnd(string written, int start)
    {
        int end = start + 1;
        while (end < written.Length && (char.IsLetterOrDigit(written[end]) || written[end] is '_' or '-' or '.'))
        {
            end++;
        }

        return end < written.Length && written[end] == '%' && end > start + 1 ? end : 0;
    }
}
