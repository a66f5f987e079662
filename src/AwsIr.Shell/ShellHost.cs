using System.Globalization;
using System.Management.Automation.Host;
using System.Reflection;

namespace AwsIr.Shell;

/// <summary>The host that PowerShell's engine talks to.</summary>
internal sealed class ShellHost(ShellConsole console) : PSHost
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-US");

    /// <summary>The code that the session asked to end with; null as long as it did not.</summary>
    public int? ExitCode { get; private set; }

    /// <inheritdoc/>
    public override string Name => "AwsIr.Shell";

    /// <inheritdoc/>
    public override Version Version => Assembly.GetExecutingAssembly().GetName().Version!;

    /// <inheritdoc/>
    public override Guid InstanceId { get; } = Guid.NewGuid();

    /// <inheritdoc/>
    public override PSHostUserInterface UI { get; } = new ShellUserInterface(console);

    /// <inheritdoc/>
    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;

    /// <inheritdoc/>
    public override CultureInfo CurrentUICulture => English;

    /// <inheritdoc/>
    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;

    /// <inheritdoc/>
    public override void EnterNestedPrompt() => throw new NotSupportedException("This host has no nested prompts.");

    /// <inheritdoc/>
    public override void ExitNestedPrompt() => throw new NotSupportedException("This host has no nested prompts.");

    /// <inheritdoc/>
    public override void NotifyBeginApplication()
    {
    }

    /// <inheritdoc/>
    public override void NotifyEndApplication()
    {
    }
}
