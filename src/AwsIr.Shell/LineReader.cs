namespace AwsIr.Shell;

/// <summary>Reads lines from the console.</summary>
internal sealed class LineReader(ShellSession session, ShellConsole console)
{
    /// <summary>Reads a line.</summary>
    /// <param name="prompt">What to show before it.</param>
    /// <returns>The line; null at the end of the input.</returns>
    public string? ReadLine(string prompt)
    {
        _ = session;
        if (!Console.IsInputRedirected) { console.Write(prompt); console.Flush(); }
        return Console.ReadLine();
    }
}
