namespace AwsIr.Shell;

/// <summary>What the shell was started for.</summary>
internal enum ShellMode
{
    /// <summary>A prompt.</summary>
    Interactive,

    /// <summary>One command line.</summary>
    Command,

    /// <summary>A script file.</summary>
    File,

    /// <summary>How it is used.</summary>
    Help,

    /// <summary>Which version it is.</summary>
    Version,
}
