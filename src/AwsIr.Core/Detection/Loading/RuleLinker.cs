using System.Globalization;

namespace AwsIr.Detection;

/// <summary>Gives rules their unique names, resolves what correlations refer to, and sets aside what does not fit together.</summary>
internal sealed class RuleLinker
{
    private readonly List<RuleDraft> _drafts;
    private readonly List<RejectedRule> _rejected;
    private readonly Dictionary<string, RuleDraft> _byReference = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<RuleDraft, string> _names = [];
    private readonly Dictionary<string, int> _numbers = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<RuleDraft, List<RuleDraft>> _references = [];
    private readonly Dictionary<RuleDraft, DetectionRule> _linked = [];
    private readonly Dictionary<RuleDraft, int> _chains = [];
    private readonly Dictionary<RuleDraft, RuleException> _failed = [];

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
        List<RuleDraft> open = unique.FindAll(FindReferences);
        LinkInOrder(open);
        open.RemoveAll(IsDone);
        RejectCircles(open);

        // In the order read, whichever turned out first.
        foreach (RuleDraft draft in unique)
        {
            if (_failed.TryGetValue(draft, out RuleException? reason))
            {
                _rejected.Add(new RejectedRule(draft.Path, _names[draft], reason.Message, reason.Line, reason.Column));
            }
        }

        return unique.Where(_linked.ContainsKey).Select(draft => _linked[draft]).ToArray();
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
        while (_byReference.ContainsKey(name))
        {
            _numbers.TryGetValue(stem, out int number);
            _numbers[stem] = number = Math.Max(number, 1) + 1;
            name = string.Format(CultureInfo.InvariantCulture, "{0}-{1}", stem, number);
        }

        _byReference[name] = draft;
        _names[draft] = name;
    }

    /// <summary>Finds what a rule refers to; false if something is not there.</summary>
    private bool FindReferences(RuleDraft draft)
    {
        var found = new List<RuleDraft>();
        foreach (YamlNode reference in draft.Correlation?.References ?? [])
        {
            if (!_byReference.TryGetValue(reference.Text.Trim(), out RuleDraft? target))
            {
                Fail(draft, $"it refers to the rule {YamlNode.Quote(reference.Text)}, which is not there or was rejected: load it too", reference);
                return false;
            }

            found.Add(target);
        }

        _references[draft] = found;
        return true;
    }

    /// <summary>Links each rule when all that it refers to is linked, without recursion: a chain may be of any length.</summary>
    private void LinkInOrder(List<RuleDraft> drafts)
    {
        var dependents = new Dictionary<RuleDraft, List<RuleDraft>>();
        var missing = new Dictionary<RuleDraft, int>();
        foreach (RuleDraft draft in drafts)
        {
            missing[draft] = _references[draft].Count;
            foreach (RuleDraft reference in _references[draft])
            {
                if (!dependents.TryGetValue(reference, out List<RuleDraft>? list))
                {
                    dependents[reference] = list = [];
                }

                list.Add(draft);
            }
        }

        var ready = new Queue<RuleDraft>(drafts.Where(draft => missing[draft] == 0).Concat(dependents.Keys.Where(IsDone).ToArray()));
        while (ready.Count > 0)
        {
            RuleDraft draft = ready.Dequeue();
            if (!IsDone(draft))
            {
                LinkOne(draft);
            }

            foreach (RuleDraft dependent in dependents.TryGetValue(draft, out List<RuleDraft>? list) ? list : [])
            {
                if (--missing[dependent] == 0)
                {
                    ready.Enqueue(dependent);
                }
            }
        }
    }

    private void LinkOne(RuleDraft draft)
    {
        List<RuleDraft> references = _references[draft];
        int unusable = references.FindIndex(reference => !_linked.ContainsKey(reference));
        int chain = references.Count == 0 ? 0 : 1 + references.Max(reference => _chains.TryGetValue(reference, out int length) ? length : 0);
        if (unusable >= 0)
        {
            YamlNode reference = draft.Correlation!.References[unusable];
            Fail(draft, $"it refers to the rule {YamlNode.Quote(reference.Text)}, which was rejected", reference);
        }
        else if (chain > RuleLimits.CorrelationChain)
        {
            Fail(
                draft,
                string.Format(CultureInfo.InvariantCulture, "it makes a chain of more than {0} correlations: refer to the rules further down", RuleLimits.CorrelationChain),
                draft.Correlation!.References[0]);
        }
        else
        {
            try
            {
                _linked[draft] = draft.Build(_names[draft], references.ConvertAll(reference => _linked[reference]));
                _chains[draft] = chain;
            }
            catch (RuleException e)
            {
                _failed[draft] = e;
            }
        }
    }

    /// <summary>What is left refers to itself through others, or to such rules.</summary>
    private void RejectCircles(List<RuleDraft> left)
    {
        var remaining = new HashSet<RuleDraft>(left);

        // Take off, again and again, what no other one refers to: what stays is in a circle, or between two.
        var circle = new HashSet<RuleDraft>(left);
        List<RuleDraft> outside;
        do
        {
            var referred = new HashSet<RuleDraft>(circle.SelectMany(draft => _references[draft]));
            outside = circle.Where(draft => !referred.Contains(draft)).ToList();
            circle.ExceptWith(outside);
        }
        while (outside.Count > 0);

        foreach (RuleDraft draft in left)
        {
            int index = _references[draft].FindIndex(remaining.Contains);
            YamlNode reference = draft.Correlation!.References[index];
            Fail(
                draft,
                circle.Contains(draft)
                    ? $"it refers to {YamlNode.Quote(reference.Text)}, which refers back to it: correlations must not go in a circle"
                    : $"it refers to the rule {YamlNode.Quote(reference.Text)}, which was rejected",
                reference);
        }
    }

    private bool IsDone(RuleDraft draft) => _linked.ContainsKey(draft) || _failed.ContainsKey(draft);

    private void Fail(RuleDraft draft, string reason, YamlNode at) => _failed[draft] = new RuleException(reason, at);

    private void Reject(RuleDraft draft, string reason) =>
        _rejected.Add(new RejectedRule(draft.Path, draft.DeclaredName ?? draft.Title, reason, draft.Line, draft.Column));
}
