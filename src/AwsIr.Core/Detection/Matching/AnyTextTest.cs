namespace AwsIr.Detection;

/// <summary>Passes whatever there is: the pattern <c>*</c>.</summary>
internal sealed class AnyTextTest : ValueTest
{
    public static readonly AnyTextTest Instance = new();

    public override int Cost => 1;

    public override string Key => "*";

    public override bool IsMatch(string text) => true;
}
