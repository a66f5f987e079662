namespace AwsIr.Formats;

/// <summary>
/// A filter pattern of CloudWatch Logs, as FilterLogEvents and metric filters take it, so that a query means the same live and offline:
/// terms, a JSON pattern in braces or a space-delimited one in brackets. Where the documentation is silent it is said here what is taken:
/// a term may lie within a word; JSON comparisons are false of a property that a message lacks, <c>!=</c> too; <c>*</c> is a wildcard at either end
/// of a value only; the last field of a space-delimited pattern takes the rest of the line.
/// Immutable and shared by threads. No message makes it slow: matching takes time in proportion to its length.
/// </summary>
internal abstract class LogFilterPattern
{
    /// <summary>How long the service lets patterns be, in characters.</summary>
    public const int MaxLength = 1024;

    /// <summary>Reads a pattern. An empty one matches everything.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <exception cref="FormatException">It is none: the message says what is wrong, where, and what to write instead.</exception>
    public static LogFilterPattern Parse(string pattern)
    {
        if (pattern.Length > MaxLength)
        {
            throw new FormatException($"The filter pattern has {pattern.Length} characters; CloudWatch Logs takes {MaxLength}.");
        }

        var text = new PatternText(pattern.TrimEnd());
        text.SkipSpace();
        return text.Next switch
        {
            '{' => JsonPattern.Read(text),
            '[' => DelimitedPattern.Read(text),
            _ => TermPattern.Read(text),
        };
    }

    /// <summary>Whether the pattern matches a message.</summary>
    public abstract bool IsMatch(string message);
}
