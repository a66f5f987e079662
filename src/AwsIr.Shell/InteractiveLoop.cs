using System.Management.Automation.Language;

namespace AwsIr.Shell;

/// <summary>The prompt: reads a line, runs it, until exit or the end of the input.</summary>
internal sealed class InteractiveLoop(ShellSession session, ShellConsole console)
{
    private readonly LineReader _reader = new(session, console);

    /// <summary>Runs it.</summary>
    /// <returns>The code to exit with.</returns>
    public int Run()
    {
        while (session.ExitCode is null && Read() is { } text)
        {
            if (!string.IsNullOrWhiteSpace(text))
            {
                session.RunCommand(text);
            }
        }

        return session.ExitCode ?? 0;
    }

    // Lines, until they make a whole: an open brace or quote asks for more.
    private string? Read()
    {
        string? text = _reader.ReadLine("AwsIr> ");
        while (text is { Length: > 0 } && IsIncomplete(text))
        {
            string? more = _reader.ReadLine(">> ");
            if (string.IsNullOrEmpty(more))
            {
                break;
            }

            text += "\n" + more;
        }

        return text;
    }

    private static bool IsIncomplete(string text)
    {
        Parser.ParseInput(text, out _, out ParseError[] errors);
        return Array.Exists(errors, static e => e.IncompleteInput);
    }
}
