namespace AwsIr.Shell;

/// <summary>What --help prints.</summary>
internal static class HelpText
{
    /// <summary>The text.</summary>
    public const string Text = """
        AwsIr.Shell runs PowerShell scripts with the AwsIr module loaded, on machines without PowerShell.

        AwsIr.Shell [options] script.ps1 [arguments for the script]
        AwsIr.Shell [options] -File script.ps1 [arguments for the script]
        AwsIr.Shell [options] -Command 'Get-IrDetection | Where-Object Level -eq high'
        AwsIr.Shell                            a prompt; exit ends it

        Options, before the script or command:
          -OutputFormat Json    every output object as one line of JSON on standard output
          -OutputFormat Text    tables and lists, as PowerShell shows them (default)
          -NonInteractive       ask nothing
          --version, --help

        An argument such as -Last 7d binds to the script's parameter of that name.
        Only the cmdlets of Microsoft.PowerShell.Core are here besides AwsIr's: Where-Object and ForEach-Object,
        but not Sort-Object, Select-Object, Format-Table or ConvertTo-Json.
        Warnings, errors, verbose text and progress go to standard error. No colours with NO_COLOR set.

        Exit code: 0; 1 after a terminating error, and for -Command if its last statement failed; what the script's
        exit says; 64 for a command line that makes no sense; 130 after Ctrl+C. An error that does not end the run,
        such as one broken log file, leaves a script's exit code 0.
        """;
}
