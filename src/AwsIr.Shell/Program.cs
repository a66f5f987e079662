using System.Reflection;
using AwsIr.Shell;

const int BadUsage = 64;

ShellOptions options;
try
{
    options = ShellOptions.Parse(args);
}
catch (FormatException e)
{
    Console.Error.WriteLine(e.Message);
    return BadUsage;
}

switch (options.Mode)
{
    case ShellMode.Help:
        Console.Out.WriteLine(HelpText.Text);
        return 0;
    case ShellMode.Version:
        string version = Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        Console.Out.WriteLine("AwsIr " + version.Split('+')[0]);
        return 0;
}

var console = new ShellConsole(options.Json, options.NonInteractive);
string script = options.Mode == ShellMode.File ? Path.GetFullPath(options.Text) : "";
if (options.Mode == ShellMode.File && (!File.Exists(script) || !script.EndsWith(".ps1", StringComparison.OrdinalIgnoreCase)))
{
    console.WriteError($"'{options.Text}' is not a script: there is no such .ps1 file.{Environment.NewLine}", null);
    return BadUsage;
}

if (ModuleLocator.Find(AppContext.BaseDirectory) is not { } manifest)
{
    console.WriteError($"AwsIr.psd1 is neither beside {AppContext.BaseDirectory} nor above it.{Environment.NewLine}", null);
    return 1;
}

using var session = new ShellSession(console);
bool stopping = false;
Console.CancelKeyPress += (_, e) =>
{
    // The first Ctrl+C stops the pipeline; one that comes while that hangs ends the process.
    e.Cancel = !stopping || options.Mode == ShellMode.Interactive;
    stopping = true;
    session.Stop();
};

if (!session.ImportModule(manifest))
{
    return stopping ? ShellSession.Stopped : 1;
}

return stopping
    ? ShellSession.Stopped
    : options.Mode switch
    {
        ShellMode.Command => session.RunCommand(options.Text),
        ShellMode.File => session.RunScript(script, options.Arguments),
        _ => new InteractiveLoop(session, console).Run(),
    };
