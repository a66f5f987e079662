namespace AwsIr.Detection;

/// <summary>Rules are untrusted: what bounds the time and memory that one can cost.</summary>
internal static class RuleLimits
{
    /// <summary>The largest file, in bytes.</summary>
    public const int FileBytes = 1 << 20;

    /// <summary>The largest file of tests, in bytes.</summary>
    public const int TestFileBytes = 16 << 20;

    /// <summary>How many tests a file may have.</summary>
    public const int Tests = 10_000;

    /// <summary>How deep YAML may nest.</summary>
    public const int YamlDepth = 32;

    /// <summary>How many YAML nodes a document may have, aliases written out.</summary>
    public const int YamlNodes = 50_000;

    /// <summary>The longest condition, in characters.</summary>
    public const int ConditionLength = 8_192;

    /// <summary>How deep a condition may nest.</summary>
    public const int ConditionDepth = 50;

    /// <summary>How many terms a rule may have, its selections written out wherever its condition names them.</summary>
    public const int Terms = 20_000;

    /// <summary>How many values one written value may become through its modifiers.</summary>
    public const int ValueVariants = 1_000;

    /// <summary>The longest regular expression, in characters.</summary>
    public const int RegexLength = 4_096;

    /// <summary>How large a regular expression may be, its counted repetitions written out.</summary>
    public const int RegexSize = 20_000;

    /// <summary>How long a regular expression that may backtrack can take over one value.</summary>
    public static readonly TimeSpan RegexTimeout = TimeSpan.FromMilliseconds(250);

    /// <summary>After how many timeouts an evaluator stops running a rule.</summary>
    public const int RegexTimeouts = 3;

    /// <summary>How many rules a correlation may refer to.</summary>
    public const int CorrelatedRules = 100;

    /// <summary>How many correlations may refer to one another in a chain.</summary>
    public const int CorrelationChain = 10;

    /// <summary>How many groups one event may count in, when its fields hold several values.</summary>
    public const int GroupsPerEvent = 64;

    /// <summary>The longest value that correlations keep, in characters: of a longer one they keep so much and a hash of it all.</summary>
    public const int CorrelatedText = 4_096;

    /// <summary>The longest text of a file that appears in a message.</summary>
    public const int QuotedText = 80;

    /// <summary>The longest reason of a rejection.</summary>
    public const int ReasonLength = 600;
}
