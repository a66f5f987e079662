using AwsIr.Records;

namespace AwsIr.Detection;

/// <summary>Makes the logic of one selection: maps are AND, lists OR, plain texts keywords.</summary>
internal sealed class SelectionCompiler
{
    private readonly Placeholders _placeholders;

    public SelectionCompiler(Placeholders placeholders)
    {
        _placeholders = placeholders;
    }

    /// <summary>Whether any value had placeholders.</summary>
    public bool HasPlaceholders { get; private set; }

    /// <summary>The logic of a selection.</summary>
    public Expr Compile(YamlNode node)
    {
        switch (node.Kind)
        {
            case YamlKind.Map:
                if (node.Entries.Count == 0)
                {
                    throw new RuleException("an empty selection would match everything: give it a field", node);
                }

                return Expr.All(node.Entries.ConvertAll(entry => CompileItem(entry.Key, entry.Value)));

            case YamlKind.List:
                if (node.Items.Count == 0)
                {
                    throw new RuleException("an empty selection matches nothing: give it a field or a keyword", node);
                }

                return Expr.Any(node.Items.ConvertAll(CompileListed));

            default:
                return CompileListed(node);
        }
    }

    private Expr CompileListed(YamlNode node)
    {
        switch (node.Kind)
        {
            case YamlKind.Map:
                return Compile(node);
            case YamlKind.List:
                throw new RuleException("a list in a list has no meaning in a selection: write one list", node);
            default:
                return CompileItem(new YamlNode(YamlKind.Scalar, node.Line, node.Column) { Text = "|contains" }, node);
        }
    }

    private Expr CompileItem(YamlNode keyNode, YamlNode value)
    {
        FieldKey key = FieldKey.Parse(keyNode);
        List<YamlNode> values = value.Kind == YamlKind.List ? value.Items : [value];
        if (values.Count == 0)
        {
            throw new RuleException($"{YamlNode.Quote(keyNode.Text)} has no values", value);
        }

        var alternatives = new List<Expr>(values.Count);
        var tests = new List<ValueTest>();
        foreach (YamlNode one in values)
        {
            if (one.Kind != YamlKind.Scalar)
            {
                throw new RuleException(
                    $"a value of {YamlNode.Quote(keyNode.Text)} is a {(one.Kind == YamlKind.Map ? "map" : "list")}: write nested fields with dots, as in a.b.c", one);
            }

            if (CompileWithoutText(key, one) is Expr special)
            {
                alternatives.Add(special);
            }
            else if (key.All)
            {
                alternatives.Add(ToExpr(key, OneOf(Tests(key, one), key)));
            }
            else
            {
                tests.AddRange(Tests(key, one));
            }
        }

        // The values of an OR become one test of the field. No values at all, from an empty placeholder, never match.
        if (tests.Count > 0)
        {
            alternatives.Add(ToExpr(key, OneOf(tests, key)));
        }

        Expr joined = key.All ? Expr.All(alternatives) : Expr.Any(alternatives);
        return key.Negated ? new Expr.Not(joined) : joined;
    }

    /// <summary>What needs no test of a text: null, existence, another field.</summary>
    private static Expr? CompileWithoutText(FieldKey key, YamlNode value)
    {
        if (value.IsNull)
        {
            if (key.Field.Length == 0 || key.Kind != ValueKind.Text || key.Transforms.Count > 0)
            {
                throw new RuleException("null goes with a field and no modifier that needs a text", value);
            }

            return new Expr.Null(key.Field);
        }

        switch (key.Kind)
        {
            case ValueKind.Exists:
                bool isTrue = string.Equals(value.Text, "true", StringComparison.OrdinalIgnoreCase);
                if (!isTrue && !string.Equals(value.Text, "false", StringComparison.OrdinalIgnoreCase))
                {
                    throw new RuleException("'exists' wants true or false", value);
                }

                var exists = new Expr.Exists(key.Field);
                return isTrue ? exists : new Expr.Not(exists);

            case ValueKind.FieldReference:
                if (value.Text.Length == 0)
                {
                    throw new RuleException("'fieldref' wants the name of a field", value);
                }

                TextMatch match = key.Transforms.Count == 0 ? TextMatch.Whole : key.Transforms[0] switch
                {
                    "startswith" => TextMatch.Start,
                    "endswith" => TextMatch.End,
                    _ => TextMatch.Anywhere,
                };
                return new Expr.FieldRef(key.Field, value.Text, match, key.Cased);

            default:
                return null;
        }
    }

    private static Expr ToExpr(FieldKey key, ValueTest test) =>
        key.Field.Length == 0 ? new Expr.Keyword(test) : new Expr.Field(key.Field, test);

    private static ValueTest OneOf(List<ValueTest> tests, FieldKey key)
    {
        if (tests.Count == 1)
        {
            return tests[0];
        }

        List<string> whole = tests.OfType<TextTest>().SelectMany(test => test.Texts ?? []).ToList();
        if (whole.Count < 2)
        {
            return new AnyOfTest(tests);
        }

        var set = new TextSetTest(whole, key.Cased);
        if (whole.Count == tests.Count)
        {
            return set;
        }

        List<ValueTest> rest = tests.FindAll(test => test is not TextTest { Texts: not null });
        rest.Add(set);
        return new AnyOfTest(rest);
    }

    private List<ValueTest> Tests(FieldKey key, YamlNode value)
    {
        List<string>? texts = [value.Text];
        if (key.Expand)
        {
            HasPlaceholders = true;
            texts = _placeholders.Expand(
                value.Text,
                key.Kind == ValueKind.Regex ? System.Text.RegularExpressions.Regex.Escape : text => text,
                value);
            if (texts is null)
            {
                return [new TextTest(value.Text, TextMatch.Whole, key.Cased)];
            }
        }

        return key.Kind switch
        {
            ValueKind.Regex => texts.ConvertAll<ValueTest>(text => MakeRegex(key, text, value)),
            ValueKind.Network => texts.ConvertAll<ValueTest>(text => MakeNetwork(text, value)),
            ValueKind.Number => texts.ConvertAll<ValueTest>(text => MakeNumber(key, text, value)),
            _ => texts.SelectMany(text => TextTests(key, text, value)).ToList(),
        };
    }

    private static IEnumerable<ValueTest> TextTests(FieldKey key, string text, YamlNode at)
    {
        if (key.Field.Length == 0 && text.Length == 0)
        {
            throw new RuleException("an empty keyword would match everything", at);
        }

        foreach (TextPattern pattern in ValueTransforms.Apply(text, key.Transforms, at))
        {
            yield return (key.Field.Length == 0 ? pattern.Widen(TextMatch.Anywhere) : pattern).ToTest(key.Cased);
        }
    }

    private static RegexTest MakeRegex(FieldKey key, string pattern, YamlNode at)
    {
        try
        {
            return new RegexTest(pattern, key.RegexOptions);
        }
        catch (ArgumentException e)
        {
            throw new RuleException($"the regular expression {YamlNode.Quote(pattern)} cannot be used: {e.Message}", at);
        }
    }

    private static NetworkTest MakeNetwork(string text, YamlNode at) => IpAddress.ParseNetwork(text) is (byte[] address, int prefix)
        ? new NetworkTest(address, prefix)
        : throw new RuleException($"{YamlNode.Quote(text)} is not a network: write it as 10.0.0.0/8 or 2001:db8::/32", at);

    private static ValueTest MakeNumber(FieldKey key, string text, YamlNode at)
    {
        if (!NumberTest.TryParse(text, out decimal number))
        {
            throw new RuleException($"{YamlNode.Quote(text)} is not a number", at);
        }

        return key.TimePart is TimePart part ? new TimePartTest(part, key.Comparison, number) : new NumberTest(key.Comparison, number);
    }
}
