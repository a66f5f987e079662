using System.Text;

namespace AwsIr.Formats;

/// <summary>The text of a filter pattern while it is read.</summary>
internal sealed class PatternText
{
    /// <summary>How deep parentheses may be nested.</summary>
    private const int MaxDepth = 64;

    /// <summary>How many regular expressions the service takes in a JSON or space-delimited pattern.</summary>
    private const int MaxRegexes = 2;

    private readonly string _text;
    private int _at;
    private int _regexes;

    /// <summary>Reads a text from its beginning.</summary>
    public PatternText(string text) => _text = text;

    /// <summary>The next character; NUL at the end.</summary>
    public char Next => _at < _text.Length ? _text[_at] : '\0';

    /// <summary>Whether all is read.</summary>
    public bool IsAtEnd => _at >= _text.Length;

    /// <summary>The place of the next character, from 0.</summary>
    public int At => _at;

    /// <summary>Steps over one character.</summary>
    public char Read() => _text[_at++];

    /// <summary>Steps over white space.</summary>
    public void SkipSpace()
    {
        while (!IsAtEnd && char.IsWhiteSpace(Next))
        {
            _at++;
        }
    }

    /// <summary>Steps over a text if it comes next.</summary>
    public bool Take(string text)
    {
        if (string.CompareOrdinal(_text, _at, text, 0, text.Length) != 0)
        {
            return false;
        }

        _at += text.Length;
        return true;
    }

    /// <summary>Steps over the characters that come next and pass a test; what they are.</summary>
    public string TakeWhile(Func<char, bool> test)
    {
        var start = _at;
        while (!IsAtEnd && test(Next))
        {
            _at++;
        }

        return _text.Substring(start, _at - start);
    }

    /// <summary>Steps over a text in double quotes that comes next; in it a backslash guards a quote or a backslash.</summary>
    public string TakeQuoted()
    {
        var start = _at;
        var inside = new StringBuilder();
        for (_at++; !IsAtEnd; _at++)
        {
            switch (Next)
            {
                case '"':
                    _at++;
                    return inside.ToString();
                case '\\' when _at + 1 < _text.Length && _text[_at + 1] is '"' or '\\':
                    _at++;
                    break;
            }

            inside.Append(Next);
        }

        throw Error("the double quote is not closed. Close it, or write \\\" for a quote in a phrase", start);
    }

    /// <summary>Steps over a regular expression between percent signs that comes next.</summary>
    public FilterRegex TakeRegex()
    {
        var start = _at + 1;
        var end = _text.IndexOf('%', start);
        if (end < 0)
        {
            throw Error("the regular expression is not closed. Write a percent sign before and behind it", _at);
        }

        _at = end + 1;
        if (++_regexes > MaxRegexes)
        {
            throw Error($"there are more than {MaxRegexes} regular expressions. CloudWatch Logs takes {MaxRegexes} in a pattern: join them with | or use wildcards", start - 1);
        }

        return FilterRegex.Parse(_text.Substring(start, end - start), (what, at) => Error(what, start + at));
    }

    /// <summary>Reads conditions joined by <c>&amp;&amp;</c> and <c>||</c>, with parentheses; the first binds closer.</summary>
    /// <param name="condition">Reads one condition.</param>
    public Func<T, bool> ReadConditions<T>(Func<PatternText, Func<T, bool>> condition) => ReadOr(condition, 0);

    /// <summary>The exception that says what is wrong with the pattern and what to write instead.</summary>
    /// <param name="what">A clause, without a full stop.</param>
    /// <param name="at">Where, from 0; the next character if it is left out.</param>
    public FormatException Error(string what, int? at = null) =>
        new($"The filter pattern is not valid at character {(at ?? _at) + 1}: {what}.");

    private Func<T, bool> ReadOr<T>(Func<PatternText, Func<T, bool>> condition, int depth)
    {
        var any = new List<Func<T, bool>> { ReadAnd(condition, depth) };
        while (TakeOperator("||"))
        {
            any.Add(ReadAnd(condition, depth));
        }

        return any.Count == 1 ? any[0] : subject => any.Exists(one => one(subject));
    }

    private Func<T, bool> ReadAnd<T>(Func<PatternText, Func<T, bool>> condition, int depth)
    {
        var all = new List<Func<T, bool>> { ReadOne(condition, depth) };
        while (TakeOperator("&&"))
        {
            all.Add(ReadOne(condition, depth));
        }

        return all.Count == 1 ? all[0] : subject => all.TrueForAll(one => one(subject));
    }

    private Func<T, bool> ReadOne<T>(Func<PatternText, Func<T, bool>> condition, int depth)
    {
        SkipSpace();
        var start = _at;
        if (!Take("("))
        {
            return Next == '!' ? throw Error("a condition cannot be turned round. Write != in it") : condition(this);
        }

        if (depth == MaxDepth)
        {
            throw Error($"parentheses are nested more than {MaxDepth} deep");
        }

        var inner = ReadOr(condition, depth + 1);
        SkipSpace();
        return Take(")") ? inner : throw Error("the parenthesis is not closed", start);
    }

    private bool TakeOperator(string name)
    {
        SkipSpace();
        if (Take(name))
        {
            return true;
        }

        return Next == name[0] ? throw Error($"one {name[0]} is no operator. Write {name}") : false;
    }
}
