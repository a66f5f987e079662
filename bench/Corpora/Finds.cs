namespace AwsIr.Bench.Corpora;

/// <summary>Which records a generated rule matches.</summary>
internal enum Finds
{
    /// <summary>None.</summary>
    Nothing,

    /// <summary>The planted ones of its events.</summary>
    Planted,

    /// <summary>Those of the root user.</summary>
    Root,
}
