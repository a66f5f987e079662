namespace AwsIr.Shell;

/// <summary>What the command line asks for.</summary>
internal sealed class ShellOptions
{
    /// <summary>What to do.</summary>
    public ShellMode Mode { get; private set; } = ShellMode.Interactive;

    /// <summary>The text of -Command, or the path of the script.</summary>
    public string Text { get; private set; } = "";

    /// <summary>What the script gets, as written on the command line.</summary>
    public IReadOnlyList<string> Arguments { get; private set; } = [];

    /// <summary>Whether objects go out as JSON lines.</summary>
    public bool Json { get; private set; }

    /// <summary>Whether no question may be asked.</summary>
    public bool NonInteractive { get; private set; }

    /// <summary>Reads the command line. Our own options come first; what follows the script or command is the script's.</summary>
    /// <exception cref="FormatException">It makes no sense; the message is for the user.</exception>
    public static ShellOptions Parse(string[] args)
    {
        var options = new ShellOptions();
        for (int i = 0; i < args.Length; i++)
        {
            string arg = args[i];
            switch (arg.ToUpperInvariant())
            {
                case "--HELP" or "-HELP" or "-H" or "-?" or "/?":
                    options.Mode = ShellMode.Help;
                    return options;
                case "--VERSION" or "-VERSION" or "-V":
                    options.Mode = ShellMode.Version;
                    return options;
                case "-OUTPUTFORMAT" or "--OUTPUTFORMAT" or "-O":
                    options.Json = Value(args, ref i, "Text or Json").ToUpperInvariant() switch
                    {
                        "JSON" => true,
                        "TEXT" => false,
                        var other => throw new FormatException($"-OutputFormat is Text or Json, not '{other}'."),
                    };
                    break;
                case "-NONINTERACTIVE":
                    options.NonInteractive = true;
                    break;
                case "-NOPROFILE" or "-NOLOGO":
                    // Nothing to leave out; accepted so that a line written for pwsh works.
                    break;
                case "-COMMAND" or "--COMMAND" or "-C":
                    options.Mode = ShellMode.Command;
                    options.Text = string.Join(' ', args.Skip(i).Skip(1));
                    if (options.Text.Length == 0)
                    {
                        throw new FormatException("-Command needs the command to run.");
                    }

                    return options;
                case "-FILE" or "--FILE" or "-F":
                    options.UseScript(Value(args, ref i, "a script"), args[(i + 1)..]);
                    return options;
                default:
                    if (arg.StartsWith('-'))
                    {
                        throw new FormatException($"'{arg}' is not an option. --help lists them; options for a script come after its name.");
                    }

                    options.UseScript(arg, args[(i + 1)..]);
                    return options;
            }
        }

        return options;
    }

    private static string Value(string[] args, ref int i, string what) =>
        ++i < args.Length ? args[i] : throw new FormatException($"{args[i - 1]} needs {what}.");

    private void UseScript(string path, string[] arguments)
    {
        Mode = ShellMode.File;
        Text = path;
        Arguments = arguments;
    }
}
