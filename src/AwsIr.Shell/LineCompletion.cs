using System.Management.Automation;

namespace AwsIr.Shell;

/// <summary>What Tab goes through.</summary>
internal sealed class LineCompletion(string line, CommandCompletion found)
{
    private int _index = -1;

    /// <summary>Asks PowerShell what fits at the cursor.</summary>
    public static LineCompletion Of(ShellSession session, string line, int cursor)
    {
        using var powerShell = PowerShell.Create();
        powerShell.Runspace = session.Runspace;
        return new LineCompletion(line, CommandCompletion.CompleteInput(line, cursor, null, powerShell));
    }

    /// <summary>The line with the next, or the previous, of them; null if there is none.</summary>
    public (string Line, int Cursor)? Next(bool backwards)
    {
        int count = found.CompletionMatches.Count;
        if (count == 0)
        {
            return null;
        }

        _index = backwards ? (_index <= 0 ? count : _index) - 1 : (_index + 1) % count;
        string text = found.CompletionMatches[_index].CompletionText;
        string head = line[..found.ReplacementIndex] + text;
        return (head + line[(found.ReplacementIndex + found.ReplacementLength)..], head.Length);
    }
}
