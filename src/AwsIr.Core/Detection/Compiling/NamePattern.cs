namespace AwsIr.Detection;

/// <summary>A pattern for names of rules and selections.</summary>
internal sealed class NamePattern
{
    private readonly ValueTest _test;

    /// <param name="pattern">The pattern: * for any run of characters, ? for one.</param>
    /// <param name="onlyStars">Case counts and ? is itself, as for the selections of a condition.</param>
    public NamePattern(string pattern, bool onlyStars = false)
    {
        Text = pattern;
        HasWildcards = pattern.IndexOf('*') >= 0 || !onlyStars && pattern.IndexOf('?') >= 0;

        // A backslash in a name is one: only a value's escapes are escapes.
        string written = pattern.Replace("\\", "\\\\");
        _test = TextPattern.Parse(onlyStars ? written.Replace("?", "\\?") : written).ToTest(cased: onlyStars);
    }

    public string Text { get; }

    public bool HasWildcards { get; }

    public bool IsMatch(string name) => _test.IsMatch(name);
}
