using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;
using System.Text;

namespace AwsIr.Module.Tests.Harness;

/// <summary>Keeps what is written; answers nothing.</summary>
internal sealed class TestUserInterface : PSHostUserInterface
{
    private readonly StringBuilder _text = new();

    public TestRawUserInterface Raw { get; } = new();

    public override PSHostRawUserInterface RawUI => Raw;

    public string Text
    {
        get
        {
            lock (_text)
            {
                return _text.ToString();
            }
        }
    }

    public void Clear()
    {
        Warnings.Clear();
        lock (_text)
        {
            _text.Clear();
        }
    }

    public override void Write(string value)
    {
        // As PowerShell's own host does it: taking the colours out is the host's part.
        string text = GetOutputString(value, SupportsVirtualTerminal);
        lock (_text)
        {
            _text.Append(text);
        }
    }

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Write(value);

    public override void WriteLine(string value) => Write(value + "\n");

    public override void WriteErrorLine(string value) => WriteLine("ERROR: " + value);

    /// <summary>The warnings that were written to the host, whether they came to the stream too or not.</summary>
    public List<string> Warnings { get; } = [];

    // These come to the streams too, where tests look for them.
    public override void WriteWarningLine(string message)
    {
        lock (_text)
        {
            Warnings.Add(message);
        }
    }

    public override void WriteVerboseLine(string message)
    {
    }

    public override void WriteDebugLine(string message)
    {
    }

    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
    }

    public override string ReadLine() => throw new NotSupportedException();

    public override SecureString ReadLineAsSecureString() => throw new NotSupportedException();

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
        throw new NotSupportedException();

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) =>
        throw new NotSupportedException();

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        throw new NotSupportedException();

    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) =>
        throw new NotSupportedException();
}
