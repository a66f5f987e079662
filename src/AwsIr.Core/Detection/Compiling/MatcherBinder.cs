using AwsIr.Records;

namespace AwsIr.Detection;

/// <summary>Binds the logic of rules to the fields of one rule set: a field has one slot, and a test of a field one number, in all rules.</summary>
internal sealed class MatcherBinder
{
    private readonly Dictionary<string, FieldPath> _fields = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Field, string Test), FieldMatcher> _terms = [];

    public int FieldCount => _fields.Count;

    public int TermCount => _terms.Count;

    /// <summary>The field of a name.</summary>
    public FieldPath Field(string name)
    {
        if (!_fields.TryGetValue(name, out FieldPath? field))
        {
            field = new FieldPath(name, _fields.Count);
            _fields[name] = field;
        }

        return field;
    }

    public Matcher Bind(Expr expression) => expression switch
    {
        Expr.And and => new AndMatcher(Flatten(and).Select(Bind)),
        Expr.Or or => new OrMatcher(Flatten(or).Select(Bind)),
        Expr.Not not => new NotMatcher(Bind(not.Part)),
        Expr.Field field => Term(field),
        Expr.Null field => new NullMatcher(Field(field.Name)),
        Expr.Exists field => new ExistsMatcher(Field(field.Name)),
        Expr.FieldRef field => new FieldReferenceMatcher(Field(field.Name), Field(field.Other), field.Match, field.Cased),
        Expr.Keyword keyword => new KeywordMatcher(keyword.Test),
        _ => throw new InvalidOperationException(),
    };

    private static IEnumerable<Expr> Flatten(Expr.And and) => and.Parts.SelectMany(part => part is Expr.And inner ? Flatten(inner) : [part]);

    private static IEnumerable<Expr> Flatten(Expr.Or or) => or.Parts.SelectMany(part => part is Expr.Or inner ? Flatten(inner) : [part]);

    private FieldMatcher Term(Expr.Field field)
    {
        (string, string) key = (field.Name, field.Test.Key);
        if (!_terms.TryGetValue(key, out FieldMatcher? term))
        {
            term = new FieldMatcher(Field(field.Name), field.Test, _terms.Count);
            _terms[key] = term;
        }

        return term;
    }
}
