namespace AwsIr.Formats;

/// <summary>
/// Terms: <c>ERROR "bad request" -DEBUG</c>. All must be in a message, case and all, but those with a minus, which must not. Terms with a question mark
/// are alternatives; the service ignores them beside others, and so does this.
/// </summary>
internal sealed class TermPattern : LogFilterPattern
{
    private readonly Term[] _terms;
    private readonly bool _isAny;

    private TermPattern(Term[] terms)
    {
        _isAny = terms.Length > 0 && Array.TrueForAll(terms, term => term.Sign == '?');
        _terms = _isAny ? terms : Array.FindAll(terms, term => term.Sign != '?');
    }

    /// <summary>Reads terms; without any the pattern matches everything.</summary>
    public static TermPattern Read(PatternText text)
    {
        var terms = new List<Term>();
        for (text.SkipSpace(); !text.IsAtEnd; text.SkipSpace())
        {
            var sign = text.Next is '-' or '?' ? text.Read() : '+';
            text.SkipSpace();
            terms.Add(ReadTerm(text, sign));
        }

        return new TermPattern([.. terms]);
    }

    /// <inheritdoc/>
    public override bool IsMatch(string message) => _isAny
        ? Array.Exists(_terms, term => term.IsIn(message))
        : Array.TrueForAll(_terms, term => term.IsIn(message) == (term.Sign != '-'));

    private static Term ReadTerm(PatternText text, char sign)
    {
        switch (text.Next)
        {
            case '"':
                return new Term(sign, text.TakeQuoted(), null);
            case '%':
                return new Term(sign, "", text.TakeRegex());
        }

        var start = text.At;
        var word = text.TakeWhile(c => !char.IsWhiteSpace(c));
        if (word.Length == 0)
        {
            throw text.Error($"a term must follow the {sign}", start - 1);
        }

        for (var i = 0; i < word.Length; i++)
        {
            if (!char.IsLetterOrDigit(word[i]) && word[i] != '_')
            {
                throw text.Error(
                    word[i] is '“' or '”' ? "typographic quotes are none. Write straight ones"
                    : word[i] == '*' ? "terms have no wildcards. Leave the * out: a term may lie within a word"
                    : $"a term with {word[i]} in it must stand in double quotes. Write \"{word.Trim('\'', '"').Replace("\\", "\\\\").Replace("\"", "\\\"")}\"",
                    start + i);
            }
        }

        return new Term(sign, word, null);
    }

    /// <summary>One term.</summary>
    /// <param name="Sign">+, - or ?.</param>
    /// <param name="Text">What it looks for; nothing but white space is everywhere.</param>
    /// <param name="Regex">What it looks for instead.</param>
    internal sealed record Term(char Sign, string Text, FilterRegex? Regex)
    {
        /// <summary>Whether it is in a message.</summary>
        public bool IsIn(string message) =>
            Regex?.IsMatch(message) ?? (string.IsNullOrWhiteSpace(Text) || message.IndexOf(Text, StringComparison.Ordinal) >= 0);
    }
}
