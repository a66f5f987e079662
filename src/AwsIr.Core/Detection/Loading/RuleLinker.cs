using System.Globalization;

namespace AwsIr.Detection;

/// <summary>Gives rules their unique names, resolves what correlations refer to, and sets aside what does not fit together.</summary>
internal sealed class RuleLinker
{
    private readonly List<RuleDraft> _drafts;
    private readonly List<RejectedRule> _rejected;
    private readonly Dictionary<string, RuleDraft> _byReference = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<RuleDraft, string> _names = [];
    private readonly Dictionary<RuleDraft, DetectionRule?> _linked = [];
    private readonly HashSet<RuleDraft> _open = [];

    public RuleLinker(List<RuleDraft> drafts, List<RejectedRule> rejected)
    {
        _drafts = drafts;
        _rejected = rejected;
    }

    /// <summary>The rules that can run, in the order read.</summary>
    public IReadOnlyList<DetectionRule> Link()
    {
        List<RuleDraft> unique = _drafts.FindAll(Register);
        unique.ForEach(NameIt);
        return unique.ConvertAll(draft => LinkOne(draft, 0)).OfType<DetectionRule>().ToArray();
    }

    private bool Register(RuleDraft draft)
    {
        foreach ((string what, string? key) in new[] { ("id", draft.Id), ("name", draft.DeclaredName) })
        {
            if (key is null)
            {
                continue;
            }

            if (key.Length == 0)
            {
                Reject(draft, $"the {what} is empty");
                return false;
            }

            if (_byReference.TryGetValue(key, out RuleDraft? first))
            {
                Reject(draft, string.Format(
                    CultureInfo.InvariantCulture, "the {0} {1} is already that of the rule in {2}, line {3}: give this one its own", what, YamlNode.Quote(key), first.Path, first.Line));
                return false;
            }
        }

        foreach (string? key in new[] { draft.Id, draft.DeclaredName })
        {
            if (key is not null)
            {
                _byReference[key] = draft;
            }
        }

        return true;
    }

    /// <summary>A rule without a name has its file's, with a number where several would have the same.</summary>
    private void NameIt(RuleDraft draft)
    {
        if (draft.DeclaredName is string declared)
        {
            _names[draft] = declared;
            return;
        }

        string stem = Path.GetFileNameWithoutExtension(draft.Path);
        string name = stem;
        for (int number = 2; _byReference.ContainsKey(name); number++)
        {
            name = string.Format(CultureInfo.InvariantCulture, "{0}-{1}", stem, number);
        }

        _byReference[name] = draft;
        _names[draft] = name;
    }

    private DetectionRule? LinkOne(RuleDraft draft, int depth)
    {
        if (_linked.TryGetValue(draft, out DetectionRule? done))
        {
            return done;
        }

        DetectionRule? rule = null;
        _open.Add(draft);
        try
        {
            rule = draft.Build(_names[draft], Resolve(draft, depth));
        }
        catch (RuleException e)
        {
            _rejected.Add(new RejectedRule(draft.Path, _names[draft], e.Message, e.Line, e.Column));
        }

        _open.Remove(draft);
        _linked[draft] = rule;
        return rule;
    }

    private List<DetectionRule> Resolve(RuleDraft draft, int depth)
    {
        var rules = new List<DetectionRule>();
        foreach (YamlNode reference in draft.Correlation?.References ?? [])
        {
            string quoted = YamlNode.Quote(reference.Text);
            if (!_byReference.TryGetValue(reference.Text.Trim(), out RuleDraft? target))
            {
                throw new RuleException($"it refers to the rule {quoted}, which is not there or was rejected: load it too", reference);
            }

            if (_open.Contains(target))
            {
                throw new RuleException($"it refers to {quoted}, which refers back to it: correlations must not go in a circle", reference);
            }

            if (depth >= RuleLimits.CorrelationChain)
            {
                throw new RuleException(
                    string.Format(CultureInfo.InvariantCulture, "it is the start of a chain of more than {0} correlations", RuleLimits.CorrelationChain), reference);
            }

            rules.Add(LinkOne(target, depth + 1) ?? throw new RuleException($"it refers to the rule {quoted}, which was rejected", reference));
        }

        return rules;
    }

    private void Reject(RuleDraft draft, string reason) =>
        _rejected.Add(new RejectedRule(draft.Path, draft.DeclaredName ?? draft.Title, reason, draft.Line, draft.Column));
}
