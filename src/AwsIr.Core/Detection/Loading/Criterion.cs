namespace AwsIr.Detection;

/// <summary>One comparison of a correlation's condition.</summary>
internal readonly record struct Criterion(Comparison Comparison, decimal Number)
{
    public bool IsLowerBound => Comparison is Comparison.Greater or Comparison.GreaterOrEqual;

    public bool IsUpperBound => Comparison is Comparison.Less or Comparison.LessOrEqual;

    public bool Holds(decimal value) => NumberTest.Holds(Comparison, value, Number);
}
