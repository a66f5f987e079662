namespace AwsIr.Detection;

/// <summary>Why an event has no place in a correlation.</summary>
internal enum LeftOutReason
{
    /// <summary>It has no time that can be read.</summary>
    NoTime,

    /// <summary>A field that the correlation groups by has no value.</summary>
    NoGroup,

    /// <summary>A field that the correlation counts has no value.</summary>
    NoValue,

    /// <summary>The field that the correlation reckons with has no number.</summary>
    NoNumber,

    /// <summary>Its fields have too many values.</summary>
    TooMany,
}
