namespace AwsIr.Detection;

/// <summary>Compares with a pattern whose wildcards stand anywhere: at worst text length times pattern length steps.</summary>
internal sealed class GlobTest : ValueTest
{
    private readonly TextPattern _pattern;
    private readonly char[] _chars;
    private readonly WildcardKind[] _wild;
    private readonly bool _cased;

    public GlobTest(TextPattern pattern, bool cased)
    {
        _pattern = pattern;
        _cased = cased;
        _chars = new char[pattern.Length];
        _wild = new WildcardKind[pattern.Length];
        for (int i = 0; i < pattern.Length; i++)
        {
            _wild[i] = pattern.WildcardAt(i);
            _chars[i] = cased ? pattern.CharAt(i) : char.ToUpperInvariant(pattern.CharAt(i));
        }
    }

    public override int Cost => 6;

    public override string Key => $"glob {_cased} {_pattern.Key}";

    public override bool IsMatch(string text)
    {
        int t = 0;
        int p = 0;
        int star = -1;
        int resume = 0;
        while (t < text.Length)
        {
            if (p < _chars.Length && _wild[p] == WildcardKind.Run)
            {
                star = p++;
                resume = t;
            }
            else if (p < _chars.Length && _wild[p] == WildcardKind.One)
            {
                // One character as a reader counts: a surrogate pair is one.
                t += char.IsHighSurrogate(text[t]) && t + 1 < text.Length && char.IsLowSurrogate(text[t + 1]) ? 2 : 1;
                p++;
            }
            else if (p < _chars.Length && _chars[p] == (_cased ? text[t] : char.ToUpperInvariant(text[t])))
            {
                t++;
                p++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                t = ++resume;
            }
            else
            {
                return false;
            }
        }

        while (p < _chars.Length && _wild[p] == WildcardKind.Run)
        {
            p++;
        }

        return p == _chars.Length;
    }
}
