namespace AwsIr.Detection;

/// <summary>What a place in a pattern stands for.</summary>
internal enum WildcardKind : byte
{
    /// <summary>Itself.</summary>
    None,

    /// <summary><c>?</c>: any one character.</summary>
    One,

    /// <summary><c>*</c>: any run of characters, also none.</summary>
    Run,
}
