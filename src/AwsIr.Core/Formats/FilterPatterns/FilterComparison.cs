using System.Globalization;

namespace AwsIr.Formats;

/// <summary>A comparison of a value in a message with one in a pattern: operator and operand.</summary>
internal sealed class FilterComparison
{
    private static readonly string[] Operators = ["!=", "<=", ">=", "=", "<", ">"];

    private readonly string _operator;
    private string _text = "";
    private bool _wildStart;
    private bool _wildEnd;
    private FilterRegex? _regex;
    private Number? _number;

    private FilterComparison(string op) => _operator = op;

    /// <summary>Reads an operator and an operand.</summary>
    public static FilterComparison Read(PatternText text)
    {
        var start = text.At;
        var op = Array.Find(Operators, text.Take) ?? throw text.Error("an operator must follow. Write =, !=, <, <=, > or >=");
        if (text.Next == '=')
        {
            throw text.Error($"{op}= is no operator. Write {op}", start);
        }

        text.SkipSpace();
        var comparison = new FilterComparison(op);
        comparison.ReadOperand(text);
        if (op[0] is '<' or '>' && comparison._number is null)
        {
            throw text.Error($"{op} compares numbers. Write one without quotes, such as 10, -0.5 or 1e3", start);
        }

        return comparison;
    }

    /// <summary>Whether the comparison holds of a value.</summary>
    /// <param name="value">The value's text.</param>
    /// <param name="isText">Whether the value is a text even if it looks like a number, so that <c>007</c> is not 7.</param>
    public bool Holds(string value, bool isText)
    {
        if (_operator[0] is '<' or '>')
        {
            if (Number.Of(value)?.CompareTo(_number!.Value) is not { } order)
            {
                return false;
            }

            return _operator switch
            {
                "<" => order < 0,
                "<=" => order <= 0,
                ">" => order > 0,
                _ => order >= 0,
            };
        }

        return IsEqual(value, isText) == (_operator == "=");
    }

    private bool IsEqual(string value, bool isText)
    {
        if (_regex is not null)
        {
            return _regex.IsMatch(value);
        }

        if (_wildStart || _wildEnd)
        {
            return _wildStart && _wildEnd ? value.IndexOf(_text, StringComparison.Ordinal) >= 0
                : _wildStart ? value.EndsWith(_text, StringComparison.Ordinal)
                : value.StartsWith(_text, StringComparison.Ordinal);
        }

        return value == _text || (_number is { } number && !isText && Number.Of(value)?.CompareTo(number) == 0);
    }

    private void ReadOperand(PatternText text)
    {
        if (text.Next == '%')
        {
            _regex = text.TakeRegex();
            return;
        }

        var isQuoted = text.Next == '"';
        _text = isQuoted ? text.TakeQuoted() : text.TakeWhile(IsBare);
        if (!isQuoted)
        {
            if (_text.Length == 0)
            {
                throw text.Error(
                    text.Next is '“' or '”' or '\'' ? "the value must stand in straight double quotes"
                    : text.Next == '!' ? "the value cannot be turned round. Write !="
                    : "a value must follow. Write it in double quotes");
            }

            _number = Number.Of(_text);
        }

        _wildStart = _text.StartsWith("*", StringComparison.Ordinal);
        _wildEnd = _text.EndsWith("*", StringComparison.Ordinal);
        _text = _text.Substring(_wildStart ? 1 : 0, Math.Max(0, _text.Length - (_wildStart ? 1 : 0) - (_wildEnd ? 1 : 0)));
    }

    /// <summary>What may stand without quotes: the documentation says letters, digits and underscores, and has the others in its examples.</summary>
    private static bool IsBare(char c) => char.IsLetterOrDigit(c) || c is '_' or '*' or '.' or '-' or '+' or ':' or '/' or '@';

    /// <summary>A number: exact where it can be.</summary>
    private readonly struct Number
    {
        private const NumberStyles Styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

        private readonly decimal? _exact;
        private readonly double _value;

        private Number(decimal? exact, double value)
        {
            _exact = exact;
            _value = value;
        }

        /// <summary>The number that a text is; null if it is none.</summary>
        public static Number? Of(string text)
        {
            if (text.Length is 0 or > 64 || !double.TryParse(text, Styles, CultureInfo.InvariantCulture, out var value) || double.IsNaN(value) || double.IsInfinity(value))
            {
                return null;
            }

            // A decimal has more digits, but none for what is very small.
            var isExact = decimal.TryParse(text, Styles, CultureInfo.InvariantCulture, out var exact) && (value == 0 || Math.Abs(value) > 1e-15);
            return new Number(isExact ? exact : null, value);
        }

        /// <summary>Less than, equal to or greater than zero, as this is to the other.</summary>
        public int CompareTo(Number other) => _exact is { } a && other._exact is { } b ? a.CompareTo(b) : _value.CompareTo(other._value);
    }
}
