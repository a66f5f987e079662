using System.Globalization;

namespace AwsIr.Detection;

/// <summary>Compares a value as a number; text that is no number never passes.</summary>
internal sealed class NumberTest : ValueTest
{
    private readonly Comparison _comparison;
    private readonly decimal _number;

    public NumberTest(Comparison comparison, decimal number)
    {
        _comparison = comparison;
        _number = number;
    }

    public override int Cost => 3;

    public override string Key => string.Format(CultureInfo.InvariantCulture, "{0} {1}", _comparison, _number);

    public override bool IsMatch(string text) => TryParse(text, out decimal value) && Holds(_comparison, value, _number);

    /// <summary>Reads a number as JSON and flow logs write it.</summary>
    public static bool TryParse(string text, out decimal value) => decimal.TryParse(
        text,
        NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
        CultureInfo.InvariantCulture,
        out value);

    public static bool Holds(Comparison comparison, decimal left, decimal right) => comparison switch
    {
        Comparison.Equal => left == right,
        Comparison.NotEqual => left != right,
        Comparison.Less => left < right,
        Comparison.LessOrEqual => left <= right,
        Comparison.Greater => left > right,
        _ => left >= right,
    };
}
