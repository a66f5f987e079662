using AwsIr.Records;

namespace AwsIr.Detection;

/// <summary>What the test file of one rule file gave.</summary>
internal sealed class RuleTests
{
    /// <summary>For files without rules.</summary>
    public static readonly RuleTests None = new();

    private ILookup<string, RuleTestResult> _results = Array.Empty<RuleTestResult>().ToLookup(result => result.Rule);

    private RuleTests()
    {
    }

    /// <summary>Whether there is such a file.</summary>
    public bool FileExists { get; private init; }

    /// <summary>Why it cannot be used; null if it can.</summary>
    public string? Problem { get; private init; }

    /// <summary>Runs the tests beside a rule file.</summary>
    public static RuleTests Run(RuleTestRunner runner, string rulePath, CancellationToken cancellation)
    {
        string path = RuleTestRunner.TestFileOf(rulePath);
        if (!File.Exists(path))
        {
            return None;
        }

        try
        {
            return new RuleTests
            {
                FileExists = true,
                _results = runner.Run(path, cancellation).ToLookup(result => result.Rule, StringComparer.Ordinal),
            };
        }
        catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException)
        {
            return new RuleTests { FileExists = true, Problem = e.Message };
        }
    }

    /// <summary>The results of a rule's tests, in the order of the file.</summary>
    public IReadOnlyList<RuleTestResult> Of(DetectionRule rule) => _results[SafeText.Line(rule.Name)].ToList();

    /// <summary>The names in the test file that no rule of the rule file has, be it rejected.</summary>
    public IReadOnlyList<string> Strangers(IEnumerable<DetectionRule> rules, IEnumerable<RejectedRule> rejected)
    {
        var known = new HashSet<string>(rules.Select(rule => SafeText.Line(rule.Name)).Concat(rejected.Select(one => SafeText.Line(one.Rule ?? ""))), StringComparer.Ordinal);
        return _results.Select(group => group.Key).Where(name => !known.Contains(name)).ToList();
    }
}
