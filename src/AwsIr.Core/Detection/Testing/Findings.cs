using AwsIr.Records;

namespace AwsIr.Detection;

/// <summary>Gathers what is wrong with one rule. Rules are untrusted: the messages are safe to print, and not without number.</summary>
internal sealed class Findings
{
    /// <summary>How many messages of a kind one check has.</summary>
    public const int Most = 25;

    private readonly List<string> _failures = [];
    private readonly List<string> _warnings = [];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    /// <summary>The worst of them.</summary>
    public RuleCheckOutcome Outcome =>
        _failures.Count > 0 ? RuleCheckOutcome.Failed : _warnings.Count > 0 ? RuleCheckOutcome.Warning : RuleCheckOutcome.Passed;

    /// <summary>Whether further warnings are only counted.</summary>
    public bool IsFull => _warnings.Count >= Most;

    /// <summary>Something because of which the rule must not be used.</summary>
    public void Fail(string message) => Add(_failures, message);

    /// <summary>Something that its author should look at.</summary>
    public void Warn(string message) => Add(_warnings, message);

    /// <summary>The messages, failures first.</summary>
    public IReadOnlyList<string> Messages() => [.. Shown(_failures), .. Shown(_warnings)];

    private void Add(List<string> list, string message)
    {
        if (_seen.Add(message))
        {
            list.Add(SafeText.Line(message));
        }
    }

    private static IEnumerable<string> Shown(List<string> list) => list.Count <= Most
        ? list
        : list.Take(Most).Concat([FormattableString.Invariant($"and {list.Count - Most} more like these: mend the first ones and check again")]);
}
