using System.Globalization;

namespace AwsIr.Detection;

/// <summary>Reads a correlation section; what it refers to is resolved later, when all rules are known.</summary>
internal sealed class CorrelationReader
{
    private static readonly Dictionary<string, CorrelationType> Types = new(StringComparer.Ordinal)
    {
        ["event_count"] = CorrelationType.EventCount,
        ["value_count"] = CorrelationType.ValueCount,
        ["temporal"] = CorrelationType.Temporal,
        ["temporal_ordered"] = CorrelationType.TemporalOrdered,
        ["value_sum"] = CorrelationType.ValueSum,
        ["value_avg"] = CorrelationType.ValueAvg,
        ["value_percentile"] = CorrelationType.ValuePercentile,
        ["value_median"] = CorrelationType.ValueMedian,
    };

    private static readonly Dictionary<string, Comparison> Comparisons = new(StringComparer.Ordinal)
    {
        ["gt"] = Comparison.Greater,
        ["gte"] = Comparison.GreaterOrEqual,
        ["lt"] = Comparison.Less,
        ["lte"] = Comparison.LessOrEqual,
        ["eq"] = Comparison.Equal,
        ["neq"] = Comparison.NotEqual,
    };

    private readonly YamlNode _section;
    private readonly List<Criterion> _criteria = [];
    private readonly Dictionary<string, YamlNode> _aliases = new(StringComparer.Ordinal);
    private readonly CorrelationType _type;
    private readonly IReadOnlyList<string> _groupBy;
    private readonly TimeSpan _timespan;
    private readonly YamlNode? _conditionNode;
    private readonly Condition? _formula;
    private string[] _fields = [];
    private decimal? _percentile;

    public CorrelationReader(YamlNode section)
    {
        _section = section;
        if (section.Kind != YamlKind.Map)
        {
            throw new RuleException("the correlation must be a map: type, rules, group-by, timespan, condition", section);
        }

        TypeName = RuleText.Optional(section, "type") ?? throw new RuleException("the correlation has no type", section);
        if (!Types.TryGetValue(TypeName, out _type))
        {
            throw new RuleException(
                $"{YamlNode.Quote(TypeName)} is not a correlation type: write one of {string.Join(", ", Types.Keys)}", section.Find("type")!);
        }

        RejectUnknownKeys(section, ["type", "rules", "aliases", "group-by", "timespan", "condition", "generate"], "the correlation");
        _groupBy = RuleText.List(section, "group-by").Distinct(StringComparer.Ordinal).ToArray();
        _timespan = ReadTimespan(section);
        Generate = RuleText.Flag(section, "generate");
        References = ReadReferences(section);
        ReadAliases(section);
        _conditionNode = section.Find("condition");
        if (_conditionNode is { Kind: YamlKind.Scalar, IsNull: false })
        {
            _formula = IsTemporal
                ? ConditionParser.Parse(_conditionNode)
                : throw new RuleException($"a condition over rule names goes with the temporal types, not with {TypeName}", _conditionNode);
            References = References.Count > 0 ? References : Names(_formula, _conditionNode);
        }
        else
        {
            ReadCriteria();
        }

        if (References.Count == 0)
        {
            throw new RuleException("the correlation names no rules: list their ids or names", section);
        }
    }

    public string TypeName { get; }

    public bool Generate { get; }

    public IReadOnlyList<string> GroupBy => _groupBy;

    /// <summary>The rules that it refers to, as written.</summary>
    public IReadOnlyList<YamlNode> References { get; private set; }

    private bool IsTemporal => _type is CorrelationType.Temporal or CorrelationType.TemporalOrdered;

    /// <summary>The correlation with the rules that its references turned out to be.</summary>
    public CorrelationLogic Resolve(IReadOnlyList<DetectionRule> rules)
    {
        for (int i = 0; i < rules.Count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                if (ReferenceEquals(rules[i], rules[j]))
                {
                    throw new RuleException($"the correlation names the rule {YamlNode.Quote(References[i].Text)} twice", References[i]);
                }
            }
        }

        Formula? formula = _formula is null ? null : ToFormula(_formula, rules);
        if (formula is not null && _type == CorrelationType.TemporalOrdered && formula.Ways() is null)
        {
            throw new RuleException("the condition has too many ways to hold: split the correlation", _conditionNode!);
        }

        return new CorrelationLogic
        {
            Type = _type,
            Rules = rules,
            GroupBy = _groupBy,
            Fields = _fields,
            Aliases = ResolveAliases(rules),
            Criteria = _criteria,
            Formula = formula,
            Percentile = _percentile ?? 50,
            Timespan = _timespan,
        };
    }

    private static IReadOnlyList<YamlNode> ReadReferences(YamlNode section)
    {
        IReadOnlyList<YamlNode> references = RuleText.Nodes(section, "rules");
        return references.Count <= RuleLimits.CorrelatedRules ? references : throw new RuleException(
            string.Format(CultureInfo.InvariantCulture, "the correlation names more than {0} rules", RuleLimits.CorrelatedRules), section);
    }

    private static TimeSpan ReadTimespan(YamlNode section)
    {
        YamlNode node = section.Find("timespan")
            ?? throw new RuleException("the timespan is missing: write how wide the window is, such as 10m", section);
        string text = node.Text.Trim();
        double seconds = text.Length == 0 ? 0 : text[text.Length - 1] switch
        {
            's' => 1,
            'm' => 60,
            'h' => 3_600,
            'd' => 86_400,
            'w' => 7 * 86_400,
            'M' => 30 * 86_400,
            'y' => 365 * 86_400,
            _ => 0,
        };
        if (node.Kind != YamlKind.Scalar || seconds == 0
            || !int.TryParse(text.Substring(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            || count == 0 || count * seconds > 100 * 365 * 86_400d)
        {
            throw new RuleException($"{YamlNode.Quote(text)} is not a timespan: write a number and one of s, m, h, d, w, M (30 days), y (365 days)", node);
        }

        return TimeSpan.FromSeconds(count * seconds);
    }

    private void ReadAliases(YamlNode section)
    {
        YamlNode? aliases = section.Find("aliases");
        if (aliases is null || aliases.IsNull)
        {
            return;
        }

        if (aliases.Kind != YamlKind.Map)
        {
            throw new RuleException("the aliases must be a map: alias, then rule, then field", aliases);
        }

        foreach (KeyValuePair<YamlNode, YamlNode> alias in aliases.Entries)
        {
            if (alias.Value.Kind != YamlKind.Map || alias.Value.Entries.Exists(entry => entry.Value.Kind != YamlKind.Scalar || entry.Value.Text.Length == 0))
            {
                throw new RuleException($"the alias {YamlNode.Quote(alias.Key.Text)} must name a field for each rule", alias.Value);
            }

            _aliases[alias.Key.Text] = alias.Value;
        }
    }

    private void ReadCriteria()
    {
        YamlNode? node = _conditionNode;
        if (node is null || node.IsNull)
        {
            if (!IsTemporal)
            {
                throw new RuleException($"the condition is missing: say when {TypeName} matches, such as gte: 10", _section);
            }

            return;
        }

        if (node.Kind != YamlKind.Map)
        {
            throw new RuleException("the condition must be a map, such as gte: 10", node);
        }

        foreach (KeyValuePair<YamlNode, YamlNode> entry in node.Entries)
        {
            if (Comparisons.TryGetValue(entry.Key.Text, out Comparison comparison))
            {
                _criteria.Add(new Criterion(comparison, ReadNumber(entry.Value)));
            }
            else if (entry.Key.Text == "percentile" && _type == CorrelationType.ValuePercentile)
            {
                decimal rank = ReadNumber(entry.Value);
                _percentile = rank is >= 0 and <= 100 ? rank : throw new RuleException("a percentile is a number from 0 to 100", entry.Value);
            }
            else if (entry.Key.Text != "field")
            {
                throw new RuleException($"{YamlNode.Quote(entry.Key.Text)} has no meaning in the condition of {TypeName}", entry.Key);
            }
        }

        _fields = RuleText.List(node, "field").Distinct(StringComparer.Ordinal).ToArray();
        CheckCriteria(node);
    }

    private void CheckCriteria(YamlNode node)
    {
        bool wantsField = !IsTemporal && _type != CorrelationType.EventCount;
        bool isRange = _criteria.Count == 2 && _criteria.Exists(one => one.IsLowerBound) && _criteria.Exists(one => one.IsUpperBound);
        string? wrong = (wantsField, _fields.Length) switch
        {
            (true, 0) => $"{TypeName} wants the field whose values it takes: write field in the condition",
            (true, > 1) when _type != CorrelationType.ValueCount => $"{TypeName} takes one field",
            (false, > 0) => $"{TypeName} takes no field",
            _ => null,
        };
        wrong ??= _criteria.Count == 0 ? "the condition compares with nothing: write gt, gte, lt, lte, eq or neq and a number" : null;
        wrong ??= _criteria.Count > 1 && !isRange ? "two comparisons must be a range: one of gt, gte and one of lt, lte" : null;
        wrong ??= isRange && IsEmptyRange(_criteria) ? "no number is in the condition's range" : null;
        wrong ??= _type == CorrelationType.ValuePercentile && _percentile is null
            ? "value_percentile wants to know which percentile: write percentile: 95 in the condition"
            : null;
        if (wrong is not null)
        {
            throw new RuleException(wrong, node);
        }
    }

    /// <summary>Whether no number lies between two bounds.</summary>
    public static bool IsEmptyRange(IReadOnlyList<Criterion> criteria)
    {
        if (criteria.Count < 2)
        {
            return false;
        }

        Criterion lower = criteria.First(one => one.IsLowerBound);
        Criterion upper = criteria.First(one => one.IsUpperBound);
        return lower.Number > upper.Number
            || lower.Number == upper.Number && (lower.Comparison == Comparison.Greater || upper.Comparison == Comparison.Less);
    }

    private static decimal ReadNumber(YamlNode node) => node.Kind == YamlKind.Scalar && NumberTest.TryParse(node.Text, out decimal number)
        ? number
        : throw new RuleException($"{YamlNode.Quote(node.Text)} is not a number", node);

    private static YamlNode[] Names(Condition condition, YamlNode at)
    {
        var names = new List<string>();
        Collect(condition);
        return names.Distinct(StringComparer.Ordinal)
            .Select(name => new YamlNode(YamlKind.Scalar, at.Line, at.Column) { Text = name })
            .ToArray();

        void Collect(Condition part)
        {
            switch (part)
            {
                case Condition.Name name:
                    names.Add(name.Text);
                    break;
                case Condition.Not not:
                    Collect(not.Part);
                    break;
                case Condition.And and:
                    and.Parts.ToList().ForEach(Collect);
                    break;
                case Condition.Or or:
                    or.Parts.ToList().ForEach(Collect);
                    break;
                default:
                    throw new RuleException("a condition with '1 of' or 'all of' wants the list of rules", at);
            }
        }
    }

    private Formula ToFormula(Condition condition, IReadOnlyList<DetectionRule> rules)
    {
        var used = new HashSet<int>();
        Formula formula = Convert(condition);
        for (int i = 0; i < rules.Count; i++)
        {
            if (!used.Contains(i))
            {
                throw new RuleException($"the condition says nothing of the rule {YamlNode.Quote(References[i].Text)}: name it or leave it out", _conditionNode!);
            }
        }

        return formula;

        Formula Convert(Condition part) => part switch
        {
            Condition.And and => new Formula.And(and.Parts.Select(Convert).ToArray()),
            Condition.Or or => new Formula.Or(or.Parts.Select(Convert).ToArray()),
            Condition.Not not => new Formula.Not(Convert(not.Part)),
            Condition.Name name => Rule(IndexOf(name.Text, rules)),
            Condition.Of of => OfRules(of),
            _ => throw new InvalidOperationException(),
        };

        Formula.Rule Rule(int index)
        {
            used.Add(index);
            return new Formula.Rule(index);
        }

        Formula OfRules(Condition.Of of)
        {
            var pattern = new NamePattern(of.Pattern ?? "*", onlyStars: true);
            Formula[] parts = Enumerable.Range(0, rules.Count)
                .Where(i => pattern.IsMatch(References[i].Text) || pattern.IsMatch(rules[i].Name))
                .Select(Rule)
                .ToArray();
            return parts.Length == 0
                ? throw new RuleException($"no rule fits {YamlNode.Quote(of.Pattern!)}", _conditionNode!)
                : of.All ? new Formula.And(parts) : new Formula.Or(parts);
        }
    }

    private int IndexOf(string reference, IReadOnlyList<DetectionRule> rules)
    {
        for (int i = 0; i < rules.Count; i++)
        {
            if (IsRule(reference, i, rules))
            {
                return i;
            }
        }

        throw new RuleException($"{YamlNode.Quote(reference)} is not among the correlation's rules", _conditionNode ?? _section);
    }

    private bool IsRule(string reference, int index, IReadOnlyList<DetectionRule> rules) =>
        string.Equals(reference, References[index].Text, StringComparison.OrdinalIgnoreCase)
        || string.Equals(reference, rules[index].Name, StringComparison.OrdinalIgnoreCase)
        || string.Equals(reference, rules[index].Id, StringComparison.OrdinalIgnoreCase);

    private Dictionary<string, IReadOnlyList<string>> ResolveAliases(IReadOnlyList<DetectionRule> rules)
    {
        var resolved = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (KeyValuePair<string, YamlNode> alias in _aliases)
        {
            var fields = new string?[rules.Count];
            foreach (KeyValuePair<YamlNode, YamlNode> entry in alias.Value.Entries)
            {
                int index = Enumerable.Range(0, rules.Count).Where(i => IsRule(entry.Key.Text, i, rules)).DefaultIfEmpty(-1).First();
                if (index < 0)
                {
                    throw new RuleException($"the alias {YamlNode.Quote(alias.Key)} names {YamlNode.Quote(entry.Key.Text)}, which is not among the correlation's rules", entry.Key);
                }

                fields[index] = entry.Value.Text;
            }

            int missing = Array.IndexOf(fields, null);
            if (missing >= 0)
            {
                throw new RuleException(
                    $"the alias {YamlNode.Quote(alias.Key)} names no field for the rule {YamlNode.Quote(References[missing].Text)}", alias.Value);
            }

            resolved[alias.Key] = fields!;
        }

        return resolved;
    }

    private static void RejectUnknownKeys(YamlNode map, string[] known, string what)
    {
        foreach (KeyValuePair<YamlNode, YamlNode> entry in map.Entries)
        {
            if (Array.IndexOf(known, entry.Key.Text) < 0)
            {
                throw new RuleException($"{YamlNode.Quote(entry.Key.Text)} has no meaning in {what}", entry.Key);
            }
        }
    }
}
