namespace AwsIr.Detection;

/// <summary>
/// Shows that a rule can never match, where that is simple to show: a field that has one value must have two, or the rule
/// forbids what it demands. That nothing is found proves nothing.
/// </summary>
internal sealed class Contradiction
{
    /// <summary>Stands for a field without a value; no text of a log is so.</summary>
    private const string Absent = "\0";

    private readonly Func<string, bool> _isSingle;

    /// <summary>A number for each test, the same for equal ones: their keys may be as long as a file.</summary>
    private readonly Dictionary<ValueTest, int> _numbers = [];
    private readonly Dictionary<string, int> _numbersByKey = new(StringComparer.Ordinal);
    private string? _reason;

    private Contradiction(Func<string, bool> isSingle) => _isSingle = isSingle;

    /// <summary>Why the logic can never hold; null if it may.</summary>
    /// <param name="expression">The logic.</param>
    /// <param name="isSingle">Whether a field has at most one value in a record.</param>
    public static string? Find(Expr expression, Func<string, bool> isSingle)
    {
        var search = new Contradiction(isSingle);
        return search.Needs(expression, inAnd: false) is null ? search._reason ?? "there is no value that it could match" : null;
    }

    /// <summary>For each field that must have one of some values, those values; null if the logic cannot hold.</summary>
    private Dictionary<string, HashSet<string>>? Needs(Expr expression, bool inAnd)
    {
        switch (expression)
        {
            case Expr.Field { Test.Texts: { } texts } test when _isSingle(test.Name):
                return texts.Count == 0 ? null : One(test.Name, texts);

            case Expr.Null absent when _isSingle(absent.Name):
                return One(absent.Name, [Absent]);

            case Expr.Not { Part: Expr.Exists exists } when _isSingle(exists.Name):
                return One(exists.Name, [Absent]);

            case Expr.And and:
                return NeedsOfAll(and, inAnd);

            case Expr.Or or:
                return NeedsOfAny(or);

            default:
                return [];
        }
    }

    private Dictionary<string, HashSet<string>>? NeedsOfAll(Expr.And and, bool inAnd)
    {
        // The outermost of several has looked at the terms of all.
        if (!inAnd && ForbidsWhatItDemands(and))
        {
            _reason ??= "it wants something and, with 'not', the opposite";
            return null;
        }

        var all = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (Expr part in and.Parts.Distinct())
        {
            if (Needs(part, inAnd: true) is not { } needs)
            {
                return null;
            }

            foreach (KeyValuePair<string, HashSet<string>> need in needs)
            {
                if (!all.TryGetValue(need.Key, out HashSet<string>? values))
                {
                    all[need.Key] = need.Value;
                    continue;
                }

                string before = values.First();
                values.IntersectWith(need.Value);
                if (values.Count == 0)
                {
                    _reason ??= $"it wants {need.Key} to be {Name(before)} and {Name(need.Value.First())} at once";
                    return null;
                }
            }
        }

        return all;
    }

    private Dictionary<string, HashSet<string>>? NeedsOfAny(Expr.Or or)
    {
        Dictionary<string, HashSet<string>>? any = null;
        foreach (Expr part in or.Parts.Distinct())
        {
            if (Needs(part, inAnd: false) is not { } needs)
            {
                continue;
            }

            if (any is null)
            {
                any = needs;
                continue;
            }

            foreach (string field in any.Keys.ToList())
            {
                if (needs.TryGetValue(field, out HashSet<string>? values))
                {
                    any[field].UnionWith(values);
                }
                else
                {
                    any.Remove(field);
                }
            }
        }

        return any;
    }

    private bool ForbidsWhatItDemands(Expr.And and)
    {
        List<Expr> terms = [.. Terms(and)];
        var demanded = new HashSet<object>(terms.Select(Identity));
        return terms.OfType<Expr.Not>().Any(not => Terms(not.Part).All(term => demanded.Contains(Identity(term))));
    }

    /// <summary>Equal for terms that are the same for certain.</summary>
    private object Identity(Expr term) => term switch
    {
        Expr.Field field => (field.Name, Number(field.Test)),
        Expr.Keyword keyword => Number(keyword.Test),
        _ => term,
    };

    private int Number(ValueTest test)
    {
        if (!_numbers.TryGetValue(test, out int number))
        {
            if (!_numbersByKey.TryGetValue(test.Key, out number))
            {
                _numbersByKey[test.Key] = number = _numbersByKey.Count;
            }

            _numbers[test] = number;
        }

        return number;
    }

    private static IEnumerable<Expr> Terms(Expr expression) => expression is Expr.And and ? and.Parts.Distinct().SelectMany(Terms) : [expression];

    private static Dictionary<string, HashSet<string>> One(string field, IEnumerable<string> values) =>
        new(StringComparer.Ordinal) { [field] = new HashSet<string>(values, StringComparer.OrdinalIgnoreCase) };

    private static string Name(string value) => value == Absent ? "absent" : YamlNode.Quote(value);
}
