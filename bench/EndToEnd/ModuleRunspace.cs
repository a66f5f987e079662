using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace AwsIr.Bench.EndToEnd;

/// <summary>A runspace in this process with the built module imported by its manifest, as a user imports it.</summary>
internal sealed class ModuleRunspace : IDisposable
{
    private readonly Runspace _runspace;

    /// <summary>Opens the runspace and imports the module.</summary>
    public ModuleRunspace()
    {
        _runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        _runspace.Open();
        Run("param($manifest) Import-Module -Name $manifest", Repository.Manifest);
    }

    /// <summary>Whether there is a cmdlet of that name.</summary>
    public bool Has(string cmdlet) => Run("param($name) Get-Command -Name $name -ErrorAction Ignore", cmdlet).Count > 0;

    /// <summary>Runs a script.</summary>
    /// <param name="script">The script; it may begin with <c>param(…)</c>.</param>
    /// <param name="arguments">What its parameters get.</param>
    /// <returns>What it wrote.</returns>
    /// <exception cref="InvalidOperationException">It wrote an error or a warning: the corpora give no reason for one.</exception>
    public IReadOnlyList<PSObject> Run(string script, params object[] arguments)
    {
        using var powerShell = PowerShell.Create();
        powerShell.Runspace = _runspace;
        powerShell.AddScript(script);
        foreach (object argument in arguments)
        {
            powerShell.AddArgument(argument);
        }

        var output = new List<PSObject>();
        powerShell.Invoke(null, output);
        IEnumerable<string> complaints = powerShell.Streams.Error.Select(static error => error.ToString())
            .Concat(powerShell.Streams.Warning.Select(static warning => warning.Message));
        return complaints.FirstOrDefault() is { } complaint ? throw new InvalidOperationException(complaint) : output;
    }

    /// <inheritdoc/>
    public void Dispose() => _runspace.Dispose();
}
