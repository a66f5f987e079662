namespace AwsIr.Evidence;

/// <summary>How something is told to the user.</summary>
internal enum SourceNoticeKind
{
    /// <summary>For those who ask for details.</summary>
    Verbose,

    /// <summary>How far it is, for the progress bar.</summary>
    Progress,

    /// <summary>Worth knowing.</summary>
    Warning,

    /// <summary>A part could not be read; the rest goes on.</summary>
    Error,
}
