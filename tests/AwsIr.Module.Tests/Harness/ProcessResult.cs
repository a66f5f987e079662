namespace AwsIr.Module.Tests.Harness;

/// <summary>What a process said.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Its standard output, with \n as the line's end.</param>
/// <param name="Error">Its standard error, likewise.</param>
internal sealed record ProcessResult(int ExitCode, string Output, string Error)
{
    /// <summary>The lines of the output, without an empty last one.</summary>
    public IReadOnlyList<string> Lines => Output.Length == 0 ? [] : Output.TrimEnd('\n').Split('\n');

    /// <summary>Fails, and shows what was said, unless it ended as expected.</summary>
    public ProcessResult ExitsWith(int code)
    {
        Assert.True(ExitCode == code, $"Exit code {ExitCode}, not {code}.\n{Output}\n{Error}");
        return this;
    }
}
