namespace AwsIr.Shell;

/// <summary>
/// Reads lines from the terminal with the keys that everybody expects: arrows, Home and End, history, Tab to complete,
/// Ctrl+C to drop the line, Ctrl+D on an empty one to leave. Where input is not a terminal, it just reads lines.
/// </summary>
internal sealed class LineReader(ShellSession session, ShellConsole console)
{
    private readonly List<string> _history = [];

    private string _prompt = "";
    private string _line = "";
    private int _cursor;
    private int _row;

    /// <summary>Reads a line.</summary>
    /// <param name="prompt">What to show before it.</param>
    /// <returns>The line; null at the end of the input.</returns>
    public string? ReadLine(string prompt)
    {
        if (Console.IsInputRedirected || Console.IsOutputRedirected)
        {
            return Console.ReadLine();
        }

        _prompt = prompt;
        _line = "";
        _cursor = 0;
        _row = 0;
        bool signals = !Console.TreatControlCAsInput;
        Console.TreatControlCAsInput = true;
        try
        {
            string? line = Edit();
            if (!string.IsNullOrWhiteSpace(line) && (_history.Count == 0 || _history[^1] != line))
            {
                _history.Add(line);
            }

            return line;
        }
        finally
        {
            Console.TreatControlCAsInput = !signals;
        }
    }

    private string? Edit()
    {
        int place = _history.Count;
        LineCompletion? completion = null;
        Show();
        while (true)
        {
            ConsoleKeyInfo key = Console.ReadKey(intercept: true);
            bool control = key.Modifiers.HasFlag(ConsoleModifiers.Control);
            if (key.Key != ConsoleKey.Tab)
            {
                completion = null;
            }

            switch (key.Key)
            {
                case ConsoleKey.Enter:
                    _cursor = _line.Length;
                    Show();
                    console.Write(Environment.NewLine);
                    return _line;
                case ConsoleKey.C when control:
                    _cursor = _line.Length;
                    Show();
                    console.Write("^C" + Environment.NewLine);
                    return "";
                case ConsoleKey.D when control && _line.Length == 0:
                    console.Write(Environment.NewLine);
                    return null;
                case ConsoleKey.Backspace when _cursor > 0:
                    Replace(_line.Remove(_cursor - 1, 1), _cursor - 1);
                    break;
                case ConsoleKey.Delete when _cursor < _line.Length:
                    Replace(_line.Remove(_cursor, 1), _cursor);
                    break;
                case ConsoleKey.LeftArrow when _cursor > 0:
                    Replace(_line, _cursor - 1);
                    break;
                case ConsoleKey.RightArrow when _cursor < _line.Length:
                    Replace(_line, _cursor + 1);
                    break;
                case ConsoleKey.Home:
                case ConsoleKey.A when control:
                    Replace(_line, 0);
                    break;
                case ConsoleKey.End:
                case ConsoleKey.E when control:
                    Replace(_line, _line.Length);
                    break;
                case ConsoleKey.Escape:
                case ConsoleKey.U when control:
                    Replace("", 0);
                    break;
                case ConsoleKey.UpArrow when place > 0:
                    place--;
                    Replace(_history[place], _history[place].Length);
                    break;
                case ConsoleKey.DownArrow when place < _history.Count:
                    place++;
                    string next = place < _history.Count ? _history[place] : "";
                    Replace(next, next.Length);
                    break;
                case ConsoleKey.Tab:
                    completion ??= LineCompletion.Of(session, _line, _cursor);
                    if (completion.Next(key.Modifiers.HasFlag(ConsoleModifiers.Shift)) is { } completed)
                    {
                        Replace(completed.Line, completed.Cursor);
                    }

                    break;
                default:
                    if (!char.IsControl(key.KeyChar))
                    {
                        Replace(_line.Insert(_cursor, key.KeyChar.ToString()), _cursor + 1);
                    }

                    break;
            }
        }
    }

    private void Replace(string line, int cursor)
    {
        _line = line;
        _cursor = cursor;
        Show();
    }

    // Paints the whole line again: it may run over several rows of the terminal.
    private void Show()
    {
        int width = Math.Max(1, ShellConsole.Width);
        string up = _row > 0 ? $"\x1b[{_row}A" : "";
        string text = TerminalText.Clean(_prompt + _line, false);
        int end = text.Length;
        int at = _prompt.Length + _cursor;

        // A line that just fills a row leaves the cursor on it: the space makes the terminal go on.
        string fill = end % width == 0 ? " \b" : "";
        int back = (end / width) - (at / width);
        string position = (back > 0 ? $"\x1b[{back}A" : "") + "\r" + (at % width > 0 ? $"\x1b[{at % width}C" : "");
        console.WriteControl(up + "\r\x1b[J" + text + fill + position);
        _row = at / width;
    }
}
