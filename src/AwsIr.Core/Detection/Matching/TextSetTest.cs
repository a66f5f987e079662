namespace AwsIr.Detection;

/// <summary>Compares with many whole texts at once.</summary>
internal sealed class TextSetTest : ValueTest
{
    private readonly HashSet<string> _texts;
    private readonly string _key;

    public TextSetTest(IEnumerable<string> texts, bool cased)
    {
        _texts = new HashSet<string>(texts, cased ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase);
        _key = $"one of {cased} {string.Join("\0", _texts.OrderBy(text => text, StringComparer.Ordinal))}";
    }

    public override int Cost => 2;

    public override IReadOnlyCollection<string>? Texts => _texts;

    public override string Key => _key;

    public override bool IsMatch(string text) => _texts.Contains(text);
}
