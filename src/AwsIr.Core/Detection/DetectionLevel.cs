namespace AwsIr;

/// <summary>How grave it is when a rule matches, from least to most.</summary>
public enum DetectionLevel
{
    /// <summary>Background, of use beside something else.</summary>
    Informational,

    /// <summary>Notable, rarely an incident by itself.</summary>
    Low,

    /// <summary>Worth a look by a person.</summary>
    Medium,

    /// <summary>Wants a prompt look.</summary>
    High,

    /// <summary>An incident in all likelihood.</summary>
    Critical,
}
