using System.Globalization;
using System.Management.Automation.Host;

namespace AwsIr.Module.Tests.Harness;

/// <summary>A host that keeps what is written to it.</summary>
internal sealed class TestHost : PSHost
{
    private readonly TestUserInterface _ui = new();

    public int Width
    {
        set => _ui.Raw.Width = value;
    }

    public string Text => _ui.Text;

    public IReadOnlyList<string> Warnings => _ui.Warnings;

    public override string Name => "AwsIr.Module.Tests";

    public override Version Version => new(1, 0);

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override PSHostUserInterface UI => _ui;

    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;

    public override CultureInfo CurrentUICulture { get; } = CultureInfo.GetCultureInfo("en-US");

    public void Clear() => _ui.Clear();

    public override void SetShouldExit(int exitCode)
    {
    }

    public override void EnterNestedPrompt() => throw new NotSupportedException();

    public override void ExitNestedPrompt() => throw new NotSupportedException();

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }
}
