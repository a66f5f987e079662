using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Microsoft.PowerShell;

namespace AwsIr.Shell;

/// <summary>A runspace with the module loaded, and what runs in it.</summary>
internal sealed class ShellSession : IDisposable
{
    /// <summary>The exit code after Ctrl+C, as shells have it.</summary>
    public const int Stopped = 130;

    // Without a place in the history, a run leaves $? as it was.
    private static readonly PSInvocationSettings Settings = new() { AddToHistory = true };

    private readonly ShellConsole _console;
    private readonly ShellHost _host;
    private readonly Runspace _runspace;
    private readonly JsonLineWriter? _json;
    private PowerShell? _running;

    /// <summary>Opens the runspace.</summary>
    public ShellSession(ShellConsole console)
    {
        _console = console;
        _host = new ShellHost(console);
        _json = console.Json ? new JsonLineWriter() : null;
        PSStyle.Instance.OutputRendering = console.OutColours ? OutputRendering.Host : OutputRendering.PlainText;

        // CreateDefault wants the full PowerShell's own host and command assemblies.
        var state = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows())
        {
            // What PowerShell itself comes with; without a configuration file it would be Restricted.
            state.ExecutionPolicy = ExecutionPolicy.RemoteSigned;
        }

        _runspace = RunspaceFactory.CreateRunspace(_host, state);
        _runspace.Open();
        Runspace.DefaultRunspace = _runspace;
    }

    /// <summary>The code that the session asked to end with (exit); null as long as it did not.</summary>
    public int? ExitCode => _host.ExitCode;

    /// <summary>The runspace, for completing what is typed.</summary>
    public Runspace Runspace => _runspace;

    /// <summary>Imports the module.</summary>
    /// <returns>Whether that worked; if not, the reason has been printed.</returns>
    public bool ImportModule(string manifest)
    {
        using var powerShell = Create();
        powerShell.AddCommand("Import-Module").AddParameter("Name", manifest);
        return Run(powerShell, formatted: false) == 0 && !powerShell.HadErrors;
    }

    /// <summary>Runs a line of script.</summary>
    /// <returns>0; 1 after a terminating error or if the last statement failed; what <c>exit</c> said; 130 when stopped.</returns>
    public int RunCommand(string text)
    {
        using var powerShell = Create();
        powerShell.AddScript(text);
        int code = Run(powerShell, formatted: true);
        return code == 0 && _runspace.SessionStateProxy.GetVariable("?") is false ? 1 : code;
    }

    /// <summary>Runs a script file with its arguments, bound as on a command line.</summary>
    /// <returns>0; 1 after a terminating error; what <c>exit</c> said; 130 when stopped.</returns>
    public int RunScript(string path, IEnumerable<string> arguments)
    {
        _runspace.SessionStateProxy.SetVariable("LASTEXITCODE", 0);
        using var powerShell = Create();
        powerShell.AddCommand(path);
        foreach (string argument in arguments)
        {
            AddArgument(powerShell, argument);
        }

        int code = Run(powerShell, formatted: true);
        return code == 0 && _runspace.SessionStateProxy.GetVariable("LASTEXITCODE") is int exit ? exit : code;
    }

    /// <summary>Stops what runs, from another thread; returns at once.</summary>
    /// <returns>Whether something was running.</returns>
    public bool Stop()
    {
        PowerShell? running = _running;
        if (running is null)
        {
            return false;
        }

        // Waiting here would hold up the signal handler, and a pipeline that ends meanwhile is no error.
        _ = running.StopAsync(null, null).ContinueWith(static t => _ = t.Exception, TaskScheduler.Default);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _runspace.Dispose();
        _console.Flush();
    }

    // "-Name" is a parameter's name whose value may follow, "-Name:value" both; so the script's own parameters decide.
    private static void AddArgument(PowerShell powerShell, string argument)
    {
        if (argument.Length < 2 || argument[0] != '-' || !(char.IsLetter(argument[1]) || argument[1] is '_' or '?'))
        {
            powerShell.AddArgument(argument);
            return;
        }

        int colon = argument.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || colon == argument.Length - 1)
        {
            powerShell.AddParameter(argument, null);
            return;
        }

        string value = argument[(colon + 1)..];
        powerShell.AddParameter(argument[..(colon + 1)], value.ToUpperInvariant() switch
        {
            "$TRUE" => true,
            "$FALSE" => false,
            _ => value,
        });
    }

    private PowerShell Create()
    {
        var powerShell = PowerShell.Create();
        powerShell.Runspace = _runspace;
        return powerShell;
    }

    private int Run(PowerShell powerShell, bool formatted)
    {
        powerShell.Streams.Error.DataAdded += (_, _) =>
        {
            foreach (ErrorRecord error in powerShell.Streams.Error.ReadAll())
            {
                ShowError(error);
            }
        };
        if (formatted && _json is null)
        {
            powerShell.AddCommand("Out-Default");
        }

        using var output = new PSDataCollection<PSObject>();
        if (_json is { } json)
        {
            output.DataAdded += (_, _) =>
            {
                foreach (PSObject item in output.ReadAll())
                {
                    json.Write(item);
                }
            };
        }

        _running = powerShell;
        try
        {
            powerShell.Invoke<PSObject, PSObject>(null, output, Settings);
            return powerShell.InvocationStateInfo.State == PSInvocationState.Stopped ? Stopped : _host.ExitCode ?? 0;
        }
        catch (PipelineStoppedException)
        {
            return Stopped;
        }
        catch (RuntimeException e)
        {
            ShowError(e.ErrorRecord);
            return 1;
        }
        finally
        {
            _running = null;
            _console.HideProgress();
            _console.Flush();
        }
    }

    private void ShowError(ErrorRecord error)
    {
        InvocationInfo? invocation = error.InvocationInfo;
        string who = invocation?.MyCommand is CmdletInfo command ? command.Name + ": " : "";
        string message = error.ErrorDetails?.Message is { Length: > 0 } details ? details : error.Exception.Message;
        string where = invocation is { ScriptName.Length: > 0 } ? $"{Environment.NewLine}  at {invocation.ScriptName}:{invocation.ScriptLineNumber}" : "";
        _host.UI.WriteErrorLine(who + message + where);
    }
}
