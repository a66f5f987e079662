using System.Text;

namespace AwsIr.Detection;

/// <summary>A Sigma string: characters and wildcards, the escapes resolved. Immutable.</summary>
internal sealed class TextPattern
{
    private readonly string _chars;
    private readonly WildcardKind[] _wild;

    private TextPattern(string chars, WildcardKind[] wild)
    {
        _chars = chars;
        _wild = wild;
    }

    public int Length => _chars.Length;

    public bool HasWildcards => Array.Exists(_wild, kind => kind != WildcardKind.None);

    /// <summary>The characters, which are the text when there are no wildcards.</summary>
    public string Text => _chars;

    /// <summary>Tells patterns apart: wildcards as private characters, so that a literal star is something else.</summary>
    public string Key
    {
        get
        {
            var key = new StringBuilder(_chars.Length);
            for (int i = 0; i < _chars.Length; i++)
            {
                key.Append(_wild[i] switch { WildcardKind.Run => '\uE001', WildcardKind.One => '\uE002', _ => _chars[i] });
            }

            return key.ToString();
        }
    }

    /// <summary>A pattern without wildcards.</summary>
    public static TextPattern Literal(string text) => new(text, new WildcardKind[text.Length]);

    /// <summary>
    /// Reads a value as rules write it: <c>*</c> and <c>?</c> are wildcards, a backslash before one of them or before
    /// a backslash escapes it, and any other backslash is itself.
    /// </summary>
    public static TextPattern Parse(string written)
    {
        var chars = new StringBuilder(written.Length);
        var wild = new List<WildcardKind>(written.Length);
        for (int i = 0; i < written.Length; i++)
        {
            char c = written[i];
            WildcardKind kind = Wildcard(c);
            if (c == '\\' && i + 1 < written.Length && (written[i + 1] == '\\' || Wildcard(written[i + 1]) != WildcardKind.None))
            {
                c = written[++i];
                kind = WildcardKind.None;
            }

            chars.Append(c);
            wild.Add(kind);
        }

        return new TextPattern(chars.ToString(), wild.ToArray());
    }

    public char CharAt(int index) => _chars[index];

    public WildcardKind WildcardAt(int index) => _wild[index];

    /// <summary>The pattern with a wildcard before it, after it or both, as a modifier asks.</summary>
    public TextPattern Widen(TextMatch match)
    {
        bool before = match is TextMatch.End or TextMatch.Anywhere && !(Length > 0 && _wild[0] == WildcardKind.Run);
        bool after = match is TextMatch.Start or TextMatch.Anywhere && !(Length > 0 && _wild[Length - 1] == WildcardKind.Run);
        var wild = new List<WildcardKind>(_wild);
        if (before)
        {
            wild.Insert(0, WildcardKind.Run);
        }

        if (after)
        {
            wild.Add(WildcardKind.Run);
        }

        return new TextPattern((before ? "*" : "") + _chars + (after ? "*" : ""), wild.ToArray());
    }

    /// <summary>The pattern with one character replaced.</summary>
    public TextPattern With(int index, char c) =>
        new(_chars.Substring(0, index) + c + _chars.Substring(index + 1), _wild);

    /// <summary>The cheapest test for it.</summary>
    public ValueTest ToTest(bool cased)
    {
        int first = 0;
        int last = Length;
        while (first < last && _wild[first] == WildcardKind.Run)
        {
            first++;
        }

        while (last > first && _wild[last - 1] == WildcardKind.Run)
        {
            last--;
        }

        for (int i = first; i < last; i++)
        {
            if (_wild[i] != WildcardKind.None)
            {
                return new GlobTest(this, cased);
            }
        }

        if (first == last && Length > 0)
        {
            return AnyTextTest.Instance;
        }

        TextMatch match = (first > 0, last < Length) switch
        {
            (true, true) => TextMatch.Anywhere,
            (true, false) => TextMatch.End,
            (false, true) => TextMatch.Start,
            _ => TextMatch.Whole,
        };
        return new TextTest(_chars.Substring(first, last - first), match, cased);
    }

    private static WildcardKind Wildcard(char c) => c switch
    {
        '*' => WildcardKind.Run,
        '?' => WildcardKind.One,
        _ => WildcardKind.None,
    };
}
