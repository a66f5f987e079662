using System.Globalization;

namespace AwsIr.Detection;

/// <summary>Makes one logic of a rule's selections and its condition.</summary>
internal static class DetectionCompiler
{
    /// <summary>Compiles a detection section, or the like section of a filter.</summary>
    /// <param name="section">The map of selections and condition.</param>
    /// <param name="placeholders">What placeholders stand for.</param>
    /// <param name="notSelections">Other keys of the section.</param>
    public static CompiledDetection Compile(YamlNode section, Placeholders placeholders, params string[] notSelections)
    {
        if (section.Kind != YamlKind.Map)
        {
            throw new RuleException("the detection must be a map of selections and a condition", section);
        }

        YamlNode conditionNode = section.Find("condition")
            ?? throw new RuleException("the condition is missing: say which selections must match", section);
        List<YamlNode> conditions = conditionNode.Kind == YamlKind.List ? conditionNode.Items : [conditionNode];
        YamlNode? timeframe = section.Find("timeframe");
        conditions.ForEach(node => Aggregation.Reject(node, timeframe?.Text));
        if (timeframe is not null)
        {
            throw new RuleException("a timeframe belongs to the old way to count: write a correlation with a timespan", timeframe);
        }

        var compiler = new SelectionCompiler(placeholders);
        var selections = new Dictionary<string, Expr>(StringComparer.Ordinal);
        var unused = new Dictionary<string, YamlNode>(StringComparer.Ordinal);
        foreach (KeyValuePair<YamlNode, YamlNode> entry in section.Entries)
        {
            if (entry.Key.Text != "condition" && Array.IndexOf(notSelections, entry.Key.Text) < 0)
            {
                selections[entry.Key.Text] = compiler.Compile(entry.Value);
                unused[entry.Key.Text] = entry.Key;
            }
        }

        if (selections.Count == 0)
        {
            throw new RuleException("there is no selection: say what to look for", section);
        }

        if (conditions.Count == 0)
        {
            throw new RuleException("the condition is missing: say which selections must match", conditionNode);
        }

        var binder = new Binder(selections, unused);
        Expr expression = Expr.Any(conditions.ConvertAll(node => binder.Bind(ConditionParser.Parse(node), node)));
        return new CompiledDetection(expression, compiler.HasPlaceholders, binder.Unused);
    }

    /// <summary>Puts selections in the place of their names.</summary>
    private sealed class Binder(Dictionary<string, Expr> selections, Dictionary<string, YamlNode> unused)
    {
        public IReadOnlyCollection<YamlNode> Unused => unused.Values;

        public Expr Bind(Condition condition, YamlNode at)
        {
            Expr bound = condition switch
            {
                Condition.And and => Expr.All(and.Parts.Select(part => Bind(part, at)).ToList()),
                Condition.Or or => Expr.Any(or.Parts.Select(part => Bind(part, at)).ToList()),
                Condition.Not not => new Expr.Not(Bind(not.Part, at)),
                Condition.Name name => Selection(name.Text, at),
                Condition.Of of => BindOf(of, at),
                _ => throw new InvalidOperationException(),
            };
            return bound.Size <= RuleLimits.Terms ? bound : throw new RuleException(
                string.Format(CultureInfo.InvariantCulture, "larger than {0} terms", RuleLimits.Terms), at);
        }

        private Expr BindOf(Condition.Of of, YamlNode at)
        {
            var parts = new List<Expr>();
            var pattern = of.Pattern is null ? null : new NamePattern(of.Pattern, onlyStars: true);
            foreach (KeyValuePair<string, Expr> selection in selections)
            {
                if (pattern?.IsMatch(selection.Key) ?? !selection.Key.StartsWith("_", StringComparison.Ordinal))
                {
                    unused.Remove(selection.Key);
                    parts.Add(selection.Value);
                }
            }

            if (parts.Count == 0)
            {
                throw new RuleException($"the condition names {YamlNode.Quote(of.Pattern ?? "them")}, which no selection fits", at);
            }

            return of.All ? Expr.All(parts) : Expr.Any(parts);
        }

        private Expr Selection(string name, YamlNode at)
        {
            if (!selections.TryGetValue(name, out Expr? selection))
            {
                string hint = name.IndexOf('*') >= 0 ? $": write '1 of {name}' or 'all of {name}'" : "";
                throw new RuleException($"the condition names {YamlNode.Quote(name)}, which is not a selection{hint}", at);
            }

            unused.Remove(name);
            return selection;
        }
    }
}
