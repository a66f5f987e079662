using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace AwsIr.Module.Tests.Harness;

/// <summary>
/// A runspace in this process with the built module imported by its manifest, as a user imports it.
/// One test at a time: as a class fixture, since the tests of a class run one after another.
/// </summary>
public sealed class ModuleSession : IDisposable
{
    /// <summary>How long a hang is waited for. No test measures time: this only keeps a broken build from hanging.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TestHost _host = new();
    private readonly Runspace _runspace;

    /// <summary>Opens the runspace and imports the module.</summary>
    public ModuleSession()
        : this(import: true)
    {
    }

    private ModuleSession(bool import)
    {
        PSStyle.Instance.OutputRendering = OutputRendering.PlainText;
        _runspace = RunspaceFactory.CreateRunspace(_host, InitialSessionState.CreateDefault2());
        _runspace.Open();
        if (import)
        {
            Run("param($p) Import-Module -Name $p", Repository.Manifest).Ok();
        }
    }

    /// <summary>A session in which the module is not imported yet.</summary>
    public static ModuleSession Bare() => new(import: false);

    /// <summary>Runs a script.</summary>
    /// <param name="script">The script; it may begin with <c>param(…)</c>.</param>
    /// <param name="arguments">What its parameters get.</param>
    internal RunResult Run(string script, params object?[] arguments)
    {
        using PowerShell powerShell = Create(script, arguments);
        return Invoke(powerShell);
    }

    /// <summary>Runs a script and gives what a console of the given width would show.</summary>
    internal string Render(string script, int width = 120, params object?[] arguments)
    {
        _host.Width = width;
        using PowerShell powerShell = Create(script, arguments);
        powerShell.AddCommand("Out-Default");
        return Invoke(powerShell).Ok().Host.ReplaceLineEndings("\n");
    }

    /// <summary>The same without the formatter's own colours: what else a terminal would obey has come out of the objects.</summary>
    internal string RenderPlain(string script, int width = 120, params object?[] arguments) =>
        System.Text.RegularExpressions.Regex.Replace(Render(script, width, arguments), "\u001b\\[[0-9;]*m", "");

    /// <summary>Starts a script, stops it (as Ctrl+C does) as soon as it has written an object, and waits for its end.</summary>
    /// <remarks>A script that writes nothing is stopped after a moment.</remarks>
    internal StopResult Stop(string script, params object?[] arguments)
    {
        using PowerShell powerShell = Create(script, arguments);
        _host.Clear();
        using var output = new PSDataCollection<PSObject>();
        using var first = new ManualResetEventSlim();
        output.DataAdded += (_, _) => first.Set();
        IAsyncResult run = powerShell.BeginInvoke<PSObject, PSObject>(null, output);
        first.Wait(TimeSpan.FromSeconds(1));
        var stopping = powerShell.StopAsync(null, null);
        Assert.True(run.AsyncWaitHandle.WaitOne(Patience), "The pipeline did not stop.");
        Assert.True(stopping.Wait(Patience), "The pipeline did not stop.");
        return new StopResult(powerShell.InvocationStateInfo.State, [.. output], [.. _host.Warnings]);
    }

    /// <summary>What tab completion offers at the end of a text.</summary>
    internal IReadOnlyList<string> Complete(string text)
    {
        using var powerShell = PowerShell.Create();
        powerShell.Runspace = _runspace;
        CommandCompletion completion = CommandCompletion.CompleteInput(text, text.Length, null, powerShell);
        return [.. completion.CompletionMatches.Select(static m => m.CompletionText)];
    }

    /// <inheritdoc/>
    public void Dispose() => _runspace.Dispose();

    private PowerShell Create(string script, object?[] arguments)
    {
        var powerShell = PowerShell.Create();
        powerShell.Runspace = _runspace;
        powerShell.AddScript(script);
        foreach (object? argument in arguments)
        {
            powerShell.AddArgument(argument);
        }

        return powerShell;
    }

    private RunResult Invoke(PowerShell powerShell)
    {
        _host.Clear();
        var output = new List<PSObject>();
        ErrorRecord? terminating = null;
        try
        {
            powerShell.Invoke(null, output);
        }
        catch (RuntimeException e)
        {
            terminating = e.ErrorRecord;
        }

        PSDataStreams streams = powerShell.Streams;
        return new RunResult
        {
            Output = output,
            Errors = [.. streams.Error],
            Terminating = terminating,
            Warnings = [.. streams.Warning.Select(static w => w.Message)],
            Verbose = [.. streams.Verbose.Select(static v => v.Message)],
            Information = [.. streams.Information.Select(static i => i.MessageData)],
            Progress = [.. streams.Progress],
            Host = _host.Text,
        };
    }
}
