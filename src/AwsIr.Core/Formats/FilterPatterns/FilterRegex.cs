using System.Globalization;

namespace AwsIr.Formats;

/// <summary>
/// A regular expression as CloudWatch Logs takes them: no groups, so it is alternatives of sequences. It is matched by following all places in them at once, which takes
/// time in proportion to the text whatever is in it.
/// </summary>
internal sealed class FilterRegex
{
    /// <summary>How many places there may be when counted repetitions are written out.</summary>
    private const int MaxSize = 500;

    private const string Symbols = ":_#=@/;,- ";
    private const string Operators = "^$?[]{}|\\*+.";

    /// <summary>The alternatives one after another, each with an end behind it.</summary>
    private readonly List<Place> _places = [];
    private readonly List<int> _starts = [];

    /// <summary>The characters that what is found can begin with; all if it may be empty or depends on where it is.</summary>
    private CharSet _first;

    /// <summary>Whether it is found at the beginning of a text only.</summary>
    private bool _isAnchored;

    private FilterRegex()
    {
    }

    private enum PlaceKind
    {
        /// <summary>One character of a set.</summary>
        Set,

        /// <summary>The beginning of the text.</summary>
        Beginning,

        /// <summary>The end of the text, or the line feed that ends it.</summary>
        End,

        /// <summary>All of the alternative is found.</summary>
        Found,
    }

    /// <summary>Reads an expression.</summary>
    /// <param name="text">What stands between the percent signs.</param>
    /// <param name="error">Makes the exception of what is wrong and where, from 0.</param>
    public static FilterRegex Parse(string text, Func<string, int, FormatException> error)
    {
        if (text.Length == 0)
        {
            throw error("the regular expression is empty", 0);
        }

        var regex = new FilterRegex();
        regex._starts.Add(0);
        for (var at = 0; at < text.Length;)
        {
            if (text[at] == '|')
            {
                at++;
                regex._places.Add(new Place(PlaceKind.Found, default));
                regex._starts.Add(regex._places.Count);
                continue;
            }

            var start = at;
            var place = ReadPlace(text, ref at, error);
            var (least, most) = ReadQuantifier(text, ref at, error);
            if ((least, most) != (1, 1) && place.Kind != PlaceKind.Set)
            {
                throw error($"nothing that can be repeated stands before the {text[start + 1]}. Write \\{text[start + 1]} for the character", start + 1);
            }

            regex.Add(place, least, most);
            if (regex._places.Count > MaxSize)
            {
                throw error("the counted repetitions are more than can be searched for: make them smaller", start);
            }
        }

        regex._places.Add(new Place(PlaceKind.Found, default));
        regex._first = regex.FindFirst();
        regex._isAnchored = regex._starts.TrueForAll(start => regex._places[start].Kind == PlaceKind.Beginning);
        return regex;
    }

    /// <summary>Whether the expression is found in a text.</summary>
    public bool IsMatch(string text)
    {
        var now = new Places(_places.Count);
        var then = new Places(_places.Count);
        for (var at = 0; ; at++)
        {
            if (now.Count == 0)
            {
                if (_isAnchored && at > 0)
                {
                    return false;
                }

                while (at < text.Length && !_first.Has(text[at]))
                {
                    at++;
                }
            }

            foreach (var start in _starts)
            {
                if (Enter(start, now, text, at))
                {
                    return true;
                }
            }

            if (at == text.Length)
            {
                return false;
            }

            for (var i = 0; i < now.Count; i++)
            {
                var index = now[i];
                var place = _places[index];
                if (!place.Set.Has(text[at]))
                {
                    continue;
                }

                if (Enter(place.IsRepeated ? index : index + 1, then, text, at + 1))
                {
                    return true;
                }
            }

            (now, then) = (then, now);
            then.Clear();
        }
    }

    private CharSet FindFirst()
    {
        var first = default(CharSet);
        foreach (var start in _starts)
        {
            for (var index = start; ; index++)
            {
                if (_places[index].Kind != PlaceKind.Set)
                {
                    return default(CharSet).Inverted();
                }

                first = first.With(_places[index].Set);
                if (!_places[index].IsOptional)
                {
                    break;
                }
            }
        }

        return first;
    }

    /// <summary>Adds a place to those that are followed, and the ones behind it that can be reached without a character.</summary>
    /// <returns>Whether the end of an alternative is among them.</returns>
    private bool Enter(int index, Places places, string text, int at)
    {
        for (; places.Add(index); index++)
        {
            var place = _places[index];
            switch (place.Kind)
            {
                case PlaceKind.Found:
                    return true;
                case PlaceKind.Beginning when at > 0:
                case PlaceKind.End when at < text.Length - 1 || (at == text.Length - 1 && text[at] != '\n'):
                case PlaceKind.Set when !place.IsOptional:
                    return false;
            }
        }

        return false;
    }

    private void Add(Place place, int least, int? most)
    {
        // a{2,} is aa+, which is a, a, and a that may be left out and repeated.
        for (var i = 0; i < least && _places.Count <= MaxSize; i++)
        {
            _places.Add(place);
        }

        if (most is null)
        {
            _places.Add(place with { IsOptional = true, IsRepeated = true });
        }

        for (var i = least; i < most && _places.Count <= MaxSize; i++)
        {
            _places.Add(place with { IsOptional = true });
        }
    }

    private static Place ReadPlace(string text, ref int at, Func<string, int, FormatException> error)
    {
        var start = at;
        switch (text[at++])
        {
            case '^':
                return new Place(PlaceKind.Beginning, default);
            case '$':
                return new Place(PlaceKind.End, default);
            case '.':
                return new Place(PlaceKind.Set, default(CharSet).Inverted());
            case '[':
                return new Place(PlaceKind.Set, ReadClass(text, ref at, error));
            case '\\':
                return new Place(PlaceKind.Set, ReadEscape(text, ref at, error));
            case '?' or '*' or '+' or '{':
                throw error($"nothing stands before the {text[start]}. Write \\{text[start]} for the character", start);
            case ']' or '}':
                throw error($"the {text[start]} closes nothing. Write \\{text[start]} for the character", start);
            default:
                return new Place(PlaceKind.Set, CharSet.Of(Literal(text, start, error)));
        }
    }

    private static (int Least, int? Most) ReadQuantifier(string text, ref int at, Func<string, int, FormatException> error)
    {
        if (at == text.Length)
        {
            return (1, 1);
        }

        (int Least, int? Most) times;
        switch (text[at])
        {
            case '?':
                times = (0, 1);
                break;
            case '*':
                times = (0, null);
                break;
            case '+':
                times = (1, null);
                break;
            case '{':
                times = ReadCount(text, ref at, error);
                break;
            default:
                return (1, 1);
        }

        // A lazy repetition finds the same texts.
        at++;
        at += at < text.Length && text[at] == '?' ? 1 : 0;
        return at < text.Length && text[at] is '?' or '*' or '+' or '{'
            ? throw error("a repetition cannot be repeated", at)
            : times;
    }

    /// <summary>Reads <c>{m,n}</c>, of which either may lack, or <c>{m}</c>, up to the closing brace.</summary>
    private static (int Least, int? Most) ReadCount(string text, ref int at, Func<string, int, FormatException> error)
    {
        var start = at;
        at = text.IndexOf('}', start);
        var inside = at < 0 ? "" : text.Substring(start + 1, at - start - 1);
        var comma = inside.IndexOf(',');
        var first = comma < 0 ? inside : inside.Substring(0, comma);
        var second = comma < 0 ? inside : inside.Substring(comma + 1);
        int least = 0;
        int most = 0;
        var hasLeast = first.Trim().Length > 0;
        var hasMost = second.Trim().Length > 0;
        if ((hasLeast && !IsCount(first, out least)) || (hasMost && !IsCount(second, out most)) || (!hasLeast && !hasMost) || (hasLeast && hasMost && most < least))
        {
            throw error("the braces must have one or two numbers, the smaller first. Write {3}, {3,5}, {3,} or {,5}, and \\{ for the character", start);
        }

        return (least, hasMost ? most : null);
    }

    private static bool IsCount(string text, out int count) =>
        int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out count) && count <= MaxSize;

    private static CharSet ReadClass(string text, ref int at, Func<string, int, FormatException> error)
    {
        var start = at - 1;
        var isInverted = at < text.Length && text[at] == '^';
        at += isInverted ? 1 : 0;
        var set = default(CharSet);
        for (var isFirst = true; at < text.Length; isFirst = false)
        {
            if (text[at] == ']' && !isFirst)
            {
                at++;
                return isInverted ? set.Inverted() : set;
            }

            if (!TryReadClassCharacter(text, ref at, error, out var from, ref set))
            {
                continue;
            }

            if (at + 1 >= text.Length || text[at] != '-' || text[at + 1] == ']')
            {
                set = set.With(CharSet.Of(from));
                continue;
            }

            at++;
            var toAt = at;
            if (!TryReadClassCharacter(text, ref at, error, out var to, ref set) || to < from)
            {
                throw error("the range must go from a lower character to a higher one", toAt);
            }

            set = set.With(CharSet.Range(from, to));
        }

        throw error("the bracket is not closed. Write \\[ for the character", start);
    }

    /// <summary>Reads one character of a class; false if it was an escape for several, which have been added to the set.</summary>
    private static bool TryReadClassCharacter(string text, ref int at, Func<string, int, FormatException> error, out char c, ref CharSet set)
    {
        c = '\0';
        if (text[at] != '\\')
        {
            // In a class operators are characters.
            c = Operators.IndexOf(text[at]) >= 0 ? text[at] : Literal(text, at, error);
            at++;
            return true;
        }

        at++;
        var escaped = ReadEscape(text, ref at, error);
        if (escaped.Only is not { } only)
        {
            set = set.With(escaped);
            return false;
        }

        c = only;
        return true;
    }

    /// <summary>Reads what follows a backslash.</summary>
    private static CharSet ReadEscape(string text, ref int at, Func<string, int, FormatException> error)
    {
        var start = at - 1;
        if (at == text.Length)
        {
            throw error("a character must follow the backslash. Write \\\\ for a backslash", start);
        }

        var c = text[at++];
        switch (c)
        {
            case 'd':
                return CharSet.Digits;
            case 'D':
                return CharSet.Digits.Inverted();
            case 's':
                return CharSet.Spaces;
            case 'S':
                return CharSet.Spaces.Inverted();
            case 'w':
                return CharSet.Words;
            case 'W':
                return CharSet.Words.Inverted();
            case 'x' when at + 1 < text.Length && int.TryParse(text.Substring(at, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) && code < 128:
                at += 2;
                return CharSet.Of((char)code);
            default:
                return Operators.IndexOf(c) >= 0 || Symbols.IndexOf(c) >= 0
                    ? CharSet.Of(c)
                    : throw error($"\\{c} is none of CloudWatch Logs' escapes, which are \\d \\D \\s \\S \\w \\W, \\xhh and operators{Hint(c)}", start);
        }
    }

    /// <summary>The character at a place, if it is one that may stand for itself.</summary>
    private static char Literal(string text, int at, Func<string, int, FormatException> error)
    {
        var c = text[at];
        return c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') || Symbols.IndexOf(c) >= 0
            ? c
            : throw error(c is '(' or ')'
                ? $"regular expressions of CloudWatch Logs have no groups{Hint(c)}"
                : $"{c} may not stand in a regular expression of CloudWatch Logs{Hint(c)}", at);
    }

    private static string Hint(char c) =>
        c is < (char)128 && !char.IsLetterOrDigit(c) ? $". Write \\x{((int)c).ToString("X2", CultureInfo.InvariantCulture)} for the character" : "";

    /// <summary>One place in an alternative.</summary>
    private readonly record struct Place(PlaceKind Kind, CharSet Set)
    {
        /// <summary>Whether it may be left out.</summary>
        public bool IsOptional { get; init; }

        /// <summary>Whether it may come again.</summary>
        public bool IsRepeated { get; init; }
    }

    /// <summary>A set of characters: those of ASCII, and all others or none.</summary>
    private readonly record struct CharSet(ulong Low, ulong High, bool Others)
    {
        public static CharSet Digits { get; } = Range('0', '9');

        public static CharSet Spaces { get; } = Range('\t', '\r').With(Of(' '));

        public static CharSet Words { get; } = Digits.With(Range('a', 'z')).With(Range('A', 'Z')).With(Of('_'));

        /// <summary>The character, if it has but one.</summary>
        public char? Only
        {
            get
            {
                char? only = null;
                for (var c = '\0'; c < 128; c++)
                {
                    if (Has(c))
                    {
                        if (only is not null)
                        {
                            return null;
                        }

                        only = c;
                    }
                }

                return Others ? null : only;
            }
        }

        public static CharSet Of(char c) => Range(c, c);

        public static CharSet Range(char from, char to)
        {
            var set = default(CharSet);
            for (int c = from; c <= to; c++)
            {
                set = c < 64 ? set with { Low = set.Low | (1UL << c) } : set with { High = set.High | (1UL << (c - 64)) };
            }

            return set;
        }

        public CharSet With(CharSet other) => new(Low | other.Low, High | other.High, Others || other.Others);

        public CharSet Inverted() => new(~Low, ~High, !Others);

        public bool Has(char c) => c < 64 ? (Low & (1UL << c)) != 0 : c < 128 ? (High & (1UL << (c - 64))) != 0 : Others;
    }

    /// <summary>The places that are followed, each once.</summary>
    private sealed class Places(int size)
    {
        private readonly int[] _indexes = new int[size];
        private readonly bool[] _has = new bool[size];

        public int Count { get; private set; }

        public int this[int i] => _indexes[i];

        public bool Add(int index)
        {
            if (_has[index])
            {
                return false;
            }

            _has[index] = true;
            _indexes[Count++] = index;
            return true;
        }

        public void Clear()
        {
            for (var i = 0; i < Count; i++)
            {
                _has[_indexes[i]] = false;
            }

            Count = 0;
        }
    }
}
