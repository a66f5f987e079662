using System.Globalization;

namespace AwsIr.Detection;

/// <summary>Reads a condition; from loosest to tightest: or, and, not, 1/all of, parentheses.</summary>
internal sealed class ConditionParser
{
    private readonly YamlNode _node;
    private readonly string _text;
    private readonly List<(string Text, int Position)> _tokens = [];
    private int _next;
    private int _depth;

    private ConditionParser(YamlNode node)
    {
        _node = node;
        _text = node.Text;
    }

    /// <summary>Reads the condition in a YAML scalar.</summary>
    public static Condition Parse(YamlNode node)
    {
        if (node.Kind != YamlKind.Scalar || node.Text.Trim().Length == 0)
        {
            throw new RuleException("the condition is missing: say which selections must match", node);
        }

        if (node.Text.Length > RuleLimits.ConditionLength)
        {
            throw new RuleException(
                string.Format(CultureInfo.InvariantCulture, "the condition is longer than {0} characters", RuleLimits.ConditionLength), node);
        }

        var parser = new ConditionParser(node);
        parser.Tokenize();
        Condition condition = parser.ParseOr();
        if (parser._next < parser._tokens.Count)
        {
            throw parser.Error($"did not expect {YamlNode.Quote(parser._tokens[parser._next].Text)} here in the condition");
        }

        return condition;
    }

    private void Tokenize()
    {
        int start = -1;
        for (int i = 0; i <= _text.Length; i++)
        {
            char c = i < _text.Length ? _text[i] : ' ';
            bool isWord = !char.IsWhiteSpace(c) && c is not ('(' or ')' or '|');
            if (isWord)
            {
                start = start < 0 ? i : start;
                continue;
            }

            if (start >= 0)
            {
                _tokens.Add((_text.Substring(start, i - start), start));
                start = -1;
            }

            if (c is '(' or ')' or '|')
            {
                _tokens.Add((c.ToString(), i));
            }
        }
    }

    private Condition ParseOr() => ParseJoined("or", ParseAnd, parts => new Condition.Or(parts));

    private Condition ParseAnd() => ParseJoined("and", ParseNot, parts => new Condition.And(parts));

    private Condition ParseJoined(string word, Func<Condition> parsePart, Func<IReadOnlyList<Condition>, Condition> join)
    {
        var parts = new List<Condition> { parsePart() };
        while (Take(word))
        {
            parts.Add(parsePart());
        }

        return parts.Count == 1 ? parts[0] : join(parts);
    }

    private Condition ParseNot()
    {
        if (!Take("not"))
        {
            return ParseOperand();
        }

        Enter();
        Condition part = ParseNot();
        _depth--;
        return new Condition.Not(part);
    }

    private Condition ParseOperand()
    {
        if (Take("("))
        {
            Enter();
            Condition inner = ParseOr();
            _depth--;
            return Take(")") ? inner : throw Error("a parenthesis is not closed");
        }

        if (_next + 1 < _tokens.Count && Is(_tokens[_next + 1].Text, "of"))
        {
            return ParseOf();
        }

        string? word = _next < _tokens.Count ? _tokens[_next].Text : null;
        if (word is null or ")" or "|" || Is(word, "and") || Is(word, "or") || Is(word, "of"))
        {
            throw Error(word is null
                ? "the condition ends where a selection is expected"
                : $"a selection is expected before {YamlNode.Quote(word)}");
        }

        _next++;
        return new Condition.Name(word);
    }

    private Condition.Of ParseOf()
    {
        string quantity = _tokens[_next].Text;
        bool all = Is(quantity, "all");
        if (!all && quantity != "1" && !Is(quantity, "any"))
        {
            throw Error($"{YamlNode.Quote(quantity + " of")} is not supported: write '1 of', 'any of' or 'all of'");
        }

        _next += 2;
        if (_next >= _tokens.Count || _tokens[_next].Text is "(" or ")" or "|")
        {
            throw Error("'of' wants a pattern of selection names, or 'them'");
        }

        string pattern = _tokens[_next++].Text;
        return new Condition.Of(all, Is(pattern, "them") ? null : pattern);
    }

    private bool Take(string word)
    {
        if (_next < _tokens.Count && Is(_tokens[_next].Text, word))
        {
            _next++;
            return true;
        }

        return false;
    }

    private void Enter()
    {
        if (++_depth > RuleLimits.ConditionDepth)
        {
            throw Error(string.Format(CultureInfo.InvariantCulture, "the condition nests deeper than {0} levels", RuleLimits.ConditionDepth));
        }
    }

    private RuleException Error(string reason)
    {
        // In a condition written on one line, plain, a place in the text is a place in the file.
        bool isExact = _node.Plain && _text.IndexOf('\n') < 0;
        int position = _next < _tokens.Count ? _tokens[_next].Position : _text.Length;
        return new RuleException(reason, _node.Line, isExact ? _node.Column + position : _node.Column);
    }

    private static bool Is(string text, string word) => string.Equals(text, word, StringComparison.OrdinalIgnoreCase);
}
