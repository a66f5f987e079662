namespace AwsIr;

/// <summary>A rule that cannot be used, and why.</summary>
/// <param name="Path">The file that it is in.</param>
/// <param name="Rule">Its name, or title, or id; null when the file could not be read as far as that.</param>
/// <param name="Reason">What is wrong and what to do about it.</param>
/// <param name="Line">The line in the file, from 1; 0 if it concerns the whole file.</param>
/// <param name="Column">The column in that line, from 1; 0 if it concerns the whole file.</param>
public sealed record RejectedRule(string Path, string? Rule, string Reason, int Line, int Column)
{
    /// <summary>Whether the rule is sound and only waits for values from -Placeholder.</summary>
    public bool AwaitsPlaceholder { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() =>
        Line > 0 ? FormattableString.Invariant($"{Path}({Line},{Column}): {Reason}") : $"{Path}: {Reason}";
}
