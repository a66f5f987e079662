namespace AwsIr;

/// <summary>What an author should know of one rule, filter, or document that is neither. Its texts are safe to print.</summary>
public sealed class RuleCheck
{
    internal RuleCheck()
    {
    }

    /// <summary>The rule's name; of a filter, or of a document that was rejected, what it calls itself. Null if it could not be read so far.</summary>
    public string? Rule { get; internal init; }

    /// <summary>What it detects, in a line; null if it was rejected.</summary>
    public string? Title { get; internal init; }

    /// <summary>The worst of what was found.</summary>
    public RuleCheckOutcome Outcome { get; internal init; }

    /// <summary>What is wrong, failures first; each says what to do.</summary>
    public IReadOnlyList<string> Messages { get; internal init; } = [];

    /// <summary>What became of its tests.</summary>
    public IReadOnlyList<RuleTestResult> Tests { get; internal init; } = [];

    /// <summary>How many of its tests passed.</summary>
    public int TestsPassed => Tests.Count - TestsFailed;

    /// <summary>How many of its tests failed.</summary>
    public int TestsFailed => Tests.Count(test => !test.Passed);

    /// <summary>The file that it is in.</summary>
    public string Path { get; internal init; } = "";

    /// <summary>Its line in the file, from 1; of a rejected one, the line that is wrong. 0 if it concerns the whole file.</summary>
    public int Line { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Rule ?? Path}: {Outcome}";
}
