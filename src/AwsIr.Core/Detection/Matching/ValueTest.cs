namespace AwsIr.Detection;

/// <summary>Tells whether one value's text is what a rule wants. Immutable and shared by threads.</summary>
internal abstract class ValueTest
{
    /// <summary>How dear it is, relative to comparing a short text.</summary>
    public abstract int Cost { get; }

    /// <summary>The texts of which a value must be one, without case, to pass; null when they cannot be listed.</summary>
    public virtual IReadOnlyCollection<string>? Texts => null;

    /// <summary>What it tests, so that equal tests have equal keys.</summary>
    public abstract string Key { get; }

    /// <summary>Whether the text passes.</summary>
    public abstract bool IsMatch(string text);
}
