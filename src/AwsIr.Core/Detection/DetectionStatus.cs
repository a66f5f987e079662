namespace AwsIr;

/// <summary>How far a rule's author trusts it, from least to most.</summary>
public enum DetectionStatus
{
    /// <summary>Cannot be used as it is.</summary>
    Unsupported,

    /// <summary>Replaced by another rule.</summary>
    Deprecated,

    /// <summary>May well raise false alarms.</summary>
    Experimental,

    /// <summary>Mostly stable; may need adjusting to an environment.</summary>
    Test,

    /// <summary>Fit for production.</summary>
    Stable,
}
