namespace AwsIr.Detection;

/// <summary>Compares with one text: whole, or its start, its end or any part.</summary>
internal sealed class TextTest : ValueTest
{
    private readonly string _text;
    private readonly TextMatch _match;
    private readonly StringComparison _comparison;

    public TextTest(string text, TextMatch match, bool cased)
    {
        _text = text;
        _match = match;
        _comparison = cased ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
    }

    public override int Cost => _match == TextMatch.Anywhere ? 4 : 1;

    public override IReadOnlyCollection<string>? Texts => _match == TextMatch.Whole ? [_text] : null;

    public override string Key => $"{_match} {_comparison} {(_comparison == StringComparison.Ordinal ? _text : _text.ToUpperInvariant())}";

    public override bool IsMatch(string text) => IsMatch(text, _text, _match, _comparison);

    /// <summary>Whether <paramref name="part"/> is in <paramref name="text"/> where it has to be.</summary>
    public static bool IsMatch(string text, string part, TextMatch match, StringComparison comparison) => match switch
    {
        TextMatch.Whole => string.Equals(text, part, comparison),
        TextMatch.Start => text.StartsWith(part, comparison),
        TextMatch.End => text.EndsWith(part, comparison),
        _ => text.IndexOf(part, comparison) >= 0,
    };
}
