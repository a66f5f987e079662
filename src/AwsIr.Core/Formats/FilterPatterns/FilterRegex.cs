using System.Globalization;

namespace AwsIr.Formats;

/// <summary>
/// A regular expression as CloudWatch Logs takes them: no groups, so it is alternatives of sequences. It is matched by following all places in them at once, a bit for each
/// (G. Navarro and M. Raffinot, Flexible Pattern Matching in Strings, 4.3), which takes time in proportion to the text whatever is in it.
/// </summary>
internal sealed class FilterRegex
{
    /// <summary>How many places there may be when counted repetitions are written out.</summary>
    private const int MaxSize = 500;

    private const string Symbols = ":_#=@/;,- ";
    private const string Operators = "^$?[]{}|\\*+.";

    /// <summary>How many characters have sets of their own; all others have one.</summary>
    private const int Ascii = 128;

    /// <summary>How many words a bit for each place takes.</summary>
    private readonly int _words;

    /// <summary>The places that each character of ASCII leads on from, and at the end those that others do.</summary>
    private readonly ulong[] _sets;

    /// <summary>The places that alternatives begin with, those behind their last ones, and those that may come again.</summary>
    private readonly ulong[] _starts;
    private readonly ulong[] _found;
    private readonly ulong[] _repeated;

    /// <summary>The places that may be left out within a text, at its beginning, at its end, and in an empty one.</summary>
    private readonly ulong[] _optional;
    private readonly ulong[] _optionalAtBeginning;
    private readonly ulong[] _optionalAtEnd;
    private readonly ulong[] _optionalAtBoth;

    /// <summary>The characters that what is found can begin with; all if it may be empty or depends on where it is.</summary>
    private readonly CharSet _first;

    /// <summary>Whether it is found at the beginning of a text only.</summary>
    private readonly bool _isAnchored;

    /// <summary>Makes an expression of its alternatives one after another.</summary>
    private FilterRegex(List<Place> places)
    {
        _words = (places.Count + 63) / 64;
        _sets = new ulong[(Ascii + 1) * _words];
        for (var i = 0; i < places.Count; i++)
        {
            for (var c = 0; c <= Ascii; c++)
            {
                _sets[(c * _words) + (i / 64)] |= places[i].Kind == PlaceKind.Set && places[i].Set.Has((char)c) ? 1UL << (i % 64) : 0;
            }
        }

        bool IsStart(int i) => i == 0 || places[i - 1].Kind == PlaceKind.Found;
        _starts = Bits(places.Count, IsStart);
        _found = Bits(places.Count, i => places[i].Kind == PlaceKind.Found);
        _repeated = Bits(places.Count, i => places[i].IsRepeated);
        _optional = Bits(places.Count, i => places[i].IsOptional);
        _optionalAtBeginning = Bits(places.Count, i => places[i].IsOptional || places[i].Kind == PlaceKind.Beginning);
        _optionalAtEnd = Bits(places.Count, i => places[i].IsOptional || places[i].Kind == PlaceKind.End);
        _optionalAtBoth = Bits(places.Count, i => places[i].IsOptional || places[i].Kind is PlaceKind.Beginning or PlaceKind.End);
        _isAnchored = Enumerable.Range(0, places.Count).All(i => !IsStart(i) || places[i].Kind == PlaceKind.Beginning);
        _first = FindFirst(places, IsStart);
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

        var places = new List<Place>();
        for (var at = 0; at < text.Length;)
        {
            if (text[at] == '|')
            {
                at++;
                places.Add(new Place(PlaceKind.Found, default));
                continue;
            }

            var start = at;
            var place = ReadPlace(text, ref at, error);
            var (least, most) = ReadQuantifier(text, ref at, error);
            if ((least, most) != (1, 1) && place.Kind != PlaceKind.Set)
            {
                throw error($"nothing that can be repeated stands before the {text[start + 1]}. Write \\{text[start + 1]} for the character", start + 1);
            }

            Add(places, place, least, most);
            if (places.Count > MaxSize)
            {
                throw error("the counted repetitions are more than can be searched for: make them smaller", start);
            }
        }

        places.Add(new Place(PlaceKind.Found, default));
        return new FilterRegex(places);
    }

    /// <summary>Whether the expression is found in a text.</summary>
    public bool IsMatch(string text)
    {
        Span<ulong> now = stackalloc ulong[_words];
        now.Clear();
        for (var at = 0; ; at++)
        {
            if (IsEmpty(now))
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

            var isEnd = at >= text.Length - 1 && (at == text.Length || text[at] == '\n');
            if (Enter(now, at == 0 ? (isEnd ? _optionalAtBoth : _optionalAtBeginning) : isEnd ? _optionalAtEnd : _optional))
            {
                return true;
            }

            if (at == text.Length)
            {
                return false;
            }

            Step(now, text[at]);
        }
    }

    /// <summary>Adds the places that alternatives begin with, and those that are reached by leaving out others.</summary>
    /// <returns>Whether the end of an alternative is among them.</returns>
    private bool Enter(Span<ulong> now, ulong[] optional)
    {
        var found = 0UL;
        var carry = 0UL;
        for (var i = 0; i < now.Length; i++)
        {
            // Adding the places that may be left out to a row of such carries from the first of them to the one behind the row.
            var places = now[i] | _starts[i];
            var left = places & optional[i];
            var sum = left + optional[i];
            var next = sum < left ? 1UL : 0;
            sum += carry;
            next |= sum < carry ? 1UL : 0;
            carry = next;
            now[i] = places | (sum ^ optional[i]);
            found |= now[i] & _found[i];
        }

        return found != 0;
    }

    /// <summary>Goes from the places that have a character to those behind them, or to themselves if they may come again.</summary>
    private void Step(Span<ulong> now, char c)
    {
        var set = Math.Min(c, (char)Ascii) * _words;
        var carry = 0UL;
        for (var i = 0; i < now.Length; i++)
        {
            var places = now[i] & _sets[set + i];
            var on = places & ~_repeated[i];
            now[i] = (places & _repeated[i]) | (on << 1) | carry;
            carry = on >> 63;
        }
    }

    private static bool IsEmpty(Span<ulong> places)
    {
        foreach (var word in places)
        {
            if (word != 0)
            {
                return false;
            }
        }

        return true;
    }

    private static ulong[] Bits(int count, Func<int, bool> isSet)
    {
        var bits = new ulong[(count + 63) / 64];
        for (var i = 0; i < count; i++)
        {
            bits[i / 64] |= isSet(i) ? 1UL << (i % 64) : 0;
        }

        return bits;
    }

    private static CharSet FindFirst(List<Place> places, Func<int, bool> isStart)
    {
        var first = default(CharSet);
        for (var start = 0; start < places.Count; start++)
        {
            var index = start;
            while (isStart(start))
            {
                if (places[index].Kind != PlaceKind.Set)
                {
                    return default(CharSet).Inverted();
                }

                first = first.With(places[index].Set);
                if (!places[index++].IsOptional)
                {
                    break;
                }
            }
        }

        return first;
    }

    private static void Add(List<Place> places, Place place, int least, int? most)
    {
        // a{2,} is aa+, which is a, a, and a that may be left out and repeated.
        for (var i = 0; i < least && places.Count <= MaxSize; i++)
        {
            places.Add(place);
        }

        if (most is null)
        {
            places.Add(place with { IsOptional = true, IsRepeated = true });
        }

        for (var i = least; i < most && places.Count <= MaxSize; i++)
        {
            places.Add(place with { IsOptional = true });
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
}
