namespace AwsIr.Detection;

/// <summary>Where in a text another one must be.</summary>
internal enum TextMatch
{
    /// <summary>It is the whole text.</summary>
    Whole,

    /// <summary>At its start.</summary>
    Start,

    /// <summary>At its end.</summary>
    End,

    /// <summary>Anywhere.</summary>
    Anywhere,
}
