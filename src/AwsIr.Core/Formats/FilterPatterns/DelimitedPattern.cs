namespace AwsIr.Formats;

/// <summary>
/// A space-delimited pattern: <c>[ip, user, ..., request = *.html*, status = 404 || status = 410, bytes &gt; 1000]</c>. The fields of a message stand between white space;
/// what is between brackets or double quotes is one. An ellipsis stands for any number of fields, none too. Without one a message must have as many
/// fields as the pattern or more, and the last takes the rest of it.
/// </summary>
internal sealed class DelimitedPattern : LogFilterPattern
{
    private readonly List<Func<string, bool>?> _fields;

    /// <summary>How many fields stand before the ellipsis; negative if there is none.</summary>
    private readonly int _ellipsis;

    private DelimitedPattern(List<Func<string, bool>?> fields, int ellipsis)
    {
        _fields = fields;
        _ellipsis = ellipsis;
    }

    /// <summary>Reads a pattern, which begins with a bracket.</summary>
    public static DelimitedPattern Read(PatternText text)
    {
        text.Read();
        var fields = new List<Func<string, bool>?>();
        var ellipsis = -1;
        do
        {
            text.SkipSpace();
            if (text.Take("...") || text.Take("…"))
            {
                if (ellipsis >= 0)
                {
                    throw text.Error("there may be one ellipsis", text.At - 1);
                }

                ellipsis = fields.Count;
            }
            else
            {
                fields.Add(ReadField(text));
            }

            text.SkipSpace();
        }
        while (text.Take(","));
        if (!text.Take("]"))
        {
            throw text.Error(text.IsAtEnd ? "a pattern that begins with [ must end with ]" : "a comma or ] must follow");
        }

        return text.IsAtEnd ? new DelimitedPattern(fields, ellipsis) : throw text.Error("nothing may follow the ]. Write a term with brackets in it in double quotes");
    }

    /// <inheritdoc/>
    public override bool IsMatch(string message)
    {
        var found = Split(message);
        if (found.Count < _fields.Count)
        {
            return false;
        }

        for (var i = 0; i < _fields.Count; i++)
        {
            if (_fields[i] is not { } condition)
            {
                continue;
            }

            var isRest = _ellipsis < 0 && i == _fields.Count - 1 && found.Count > _fields.Count;
            var field = found[_ellipsis >= 0 && i >= _ellipsis ? found.Count - _fields.Count + i : i];
            if (!condition(isRest ? message.Substring(field.Outer).TrimEnd() : message.Substring(field.Start, field.Length)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Reads one field: a name, or conditions on it, or nothing.</summary>
    private static Func<string, bool>? ReadField(PatternText text)
    {
        if (text.Next is ',' or ']')
        {
            return null;
        }

        string? field = null;
        var isPlain = false;
        var conditions = text.ReadConditions<string>(one =>
        {
            var start = one.At;
            var name = one.TakeWhile(c => char.IsLetterOrDigit(c) || c is '_' or '-');
            if (name.Length == 0)
            {
                throw one.Error("a field's name must follow, of letters, digits, - and _");
            }

            if (field is not null && field != name)
            {
                throw one.Error($"the conditions between two commas must be on one field, {field}. Write those on {name} where that field stands", start);
            }

            one.SkipSpace();
            if (field is null && (one.IsAtEnd || one.Next is ',' or ']'))
            {
                isPlain = true;
                return _ => true;
            }

            field = name;
            var comparison = FilterComparison.Read(one);
            return value => comparison.Holds(value, isText: false);
        });
        return isPlain ? null : conditions;
    }

    /// <summary>Where the fields of a message are.</summary>
    private static List<Field> Split(string message)
    {
        var fields = new List<Field>();
        var lastBracket = message.LastIndexOf(']');
        var lastQuote = message.LastIndexOf('"');
        for (var at = 0; at < message.Length;)
        {
            if (IsSpace(message[at]))
            {
                at++;
                continue;
            }

            var start = at;
            var isBracket = message[at] == '[' && lastBracket > at;
            if (isBracket || (message[at] == '"' && lastQuote > at))
            {
                var close = message.IndexOf(isBracket ? ']' : '"', at + 1);
                fields.Add(new Field(start, start + 1, close - start - 1));
                at = close + 1;
                continue;
            }

            while (at < message.Length && !IsSpace(message[at]))
            {
                at++;
            }

            fields.Add(new Field(start, start, at - start));
        }

        return fields;
    }

    private static bool IsSpace(char c) => c is ' ' or '\t' or '\r' or '\n';

    /// <summary>Where one field is.</summary>
    /// <param name="Outer">Where it begins, with its bracket or quote.</param>
    /// <param name="Start">Where it begins without.</param>
    /// <param name="Length">How long it is without.</param>
    private readonly record struct Field(int Outer, int Start, int Length);
}
