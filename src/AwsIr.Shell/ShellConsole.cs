using System.Management.Automation;
using System.Text;

namespace AwsIr.Shell;

/// <summary>What the terminal is and can, found out once.</summary>
internal sealed class ShellConsole
{
    private const int WidthWithoutTerminal = 120;

    private readonly Lock _lock = new();
    private bool _progressShown;

    /// <summary>Looks at the process's own console.</summary>
    public ShellConsole(bool json, bool nonInteractive)
    {
        Json = json;
        bool wantsColour = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
            && Environment.GetEnvironmentVariable("TERM") != "dumb";
        OutColours = wantsColour && !Console.IsOutputRedirected;
        ErrorColours = wantsColour && !Console.IsErrorRedirected;
        CanAsk = !nonInteractive && !Console.IsInputRedirected;
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        if (Console.IsOutputRedirected || !OperatingSystem.IsWindows())
        {
            Out = new StreamWriter(Console.OpenStandardOutput(), utf8) { AutoFlush = true };
        }
        else
        {
            Console.OutputEncoding = utf8;
            Out = Console.Out;
        }
    }

    /// <summary>Standard output, as text.</summary>
    public TextWriter Out { get; }

    /// <summary>Whether standard output carries JSON lines, so that nothing else may go there.</summary>
    public bool Json { get; }

    /// <summary>Whether colours may go to standard output.</summary>
    public bool OutColours { get; }

    /// <summary>Whether colours may go to standard error.</summary>
    public bool ErrorColours { get; }

    /// <summary>Whether somebody is there to answer.</summary>
    public bool CanAsk { get; }

    /// <summary>The width to lay out for.</summary>
    public static int Width
    {
        get
        {
            try
            {
                return Console.IsOutputRedirected || Console.WindowWidth <= 0 ? WidthWithoutTerminal : Console.WindowWidth;
            }
            catch (IOException)
            {
                return WidthWithoutTerminal;
            }
        }
    }

    /// <summary>Prints text for the user: on standard output, or on standard error when that carries JSON.</summary>
    public void Write(string text)
    {
        if (Json)
        {
            WriteError(text, null);
            return;
        }

        lock (_lock)
        {
            HideProgress();
            Out.Write(TerminalText.Clean(text, OutColours));
        }
    }

    /// <summary>Moves the cursor and the like: for what this program itself says to the terminal, never for data.</summary>
    public void WriteControl(string sequence)
    {
        lock (_lock)
        {
            Out.Write(sequence);
            Out.Flush();
        }
    }

    /// <summary>Prints to standard error.</summary>
    /// <param name="text">The text.</param>
    /// <param name="colour">An SGR sequence to print it in, or null.</param>
    public void WriteError(string text, string? colour)
    {
        lock (_lock)
        {
            HideProgress();
            Flush();
            string clean = TerminalText.Clean(text, ErrorColours);
            if (colour is not null && ErrorColours)
            {
                // The reset goes before the line's end: a background must not fill the next line.
                string body = clean.TrimEnd('\n');
                clean = colour + body + "\x1b[0m" + clean[body.Length..];
            }

            Console.Error.Write(clean);
        }
    }

    /// <summary>Shows how far the work is, on one line that the next one replaces.</summary>
    public void ShowProgress(ProgressRecord record)
    {
        if (Console.IsErrorRedirected)
        {
            return;
        }

        lock (_lock)
        {
            HideProgress();
            if (record.RecordType == ProgressRecordType.Completed)
            {
                return;
            }

            string percent = record.PercentComplete >= 0 ? FormattableString.Invariant($" {record.PercentComplete}%") : "";
            string text = TerminalText.Clean($"{record.Activity}{percent} {record.StatusDescription}", false).Replace('\n', ' ').Replace('\t', ' ');
            int width = Math.Max(10, Width - 1);
            Console.Error.Write(text.Length > width ? text[..width] : text);
            _progressShown = true;
        }
    }

    /// <summary>Takes the progress line away.</summary>
    public void HideProgress()
    {
        if (_progressShown)
        {
            Console.Error.Write("\r\x1b[K");
            _progressShown = false;
        }
    }

    /// <summary>Writes out what is buffered.</summary>
    public void Flush()
    {
        try
        {
            Out.Flush();
        }
        catch (IOException)
        {
            // The reader has gone (| head): nobody is left to tell.
        }
    }
}
