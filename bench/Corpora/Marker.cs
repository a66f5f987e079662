namespace AwsIr.Bench.Corpora;

/// <summary>What nothing in the corpus has but a few planted records: so it is known how often each generated rule must match.</summary>
internal static class Marker
{
    /// <summary>The name of the planted user, before a dash and the variant that rules look for; planted records are of variant 0.</summary>
    public const string User = "mallory";

    /// <summary>The tool in the planted records' user agent, before a dash and the variant.</summary>
    public const string Tool = "planted-tool";

    /// <summary>A text in their request parameters, before a dash and the variant.</summary>
    public const string Parameter = "planted-marker";

    /// <summary>Where they come from; variant k looks into 198.51.100.(8k)/29.</summary>
    public const string Address = "198.51.100.3";

    /// <summary>One in so many events is planted.</summary>
    public const int Every = 5_000;
}
