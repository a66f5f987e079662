using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace AwsIr.Shell;

/// <summary>Text to and from the console: results to standard output, everything said about them to standard error.</summary>
internal sealed class ShellUserInterface(ShellConsole console) : PSHostUserInterface
{
    private const string Red = "\x1b[31;1m";
    private const string Yellow = "\x1b[33;1m";

    /// <inheritdoc/>
    public override PSHostRawUserInterface RawUI { get; } = new ShellRawUserInterface();

    /// <inheritdoc/>
    public override bool SupportsVirtualTerminal => console.OutColours;

    /// <inheritdoc/>
    public override void Write(string value) => console.Write(value);

    /// <inheritdoc/>
    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => console.Write(value);

    /// <inheritdoc/>
    public override void WriteLine(string value) => console.Write(value + Environment.NewLine);

    /// <inheritdoc/>
    public override void WriteErrorLine(string value) => console.WriteError(value + Environment.NewLine, Red);

    /// <inheritdoc/>
    public override void WriteWarningLine(string message) => console.WriteError("WARNING: " + message + Environment.NewLine, Yellow);

    /// <inheritdoc/>
    public override void WriteVerboseLine(string message) => console.WriteError("VERBOSE: " + message + Environment.NewLine, Yellow);

    /// <inheritdoc/>
    public override void WriteDebugLine(string message) => console.WriteError("DEBUG: " + message + Environment.NewLine, Yellow);

    /// <inheritdoc/>
    public override void WriteProgress(long sourceId, ProgressRecord record) => console.ShowProgress(record);

    /// <inheritdoc/>
    public override string ReadLine() => Ask("input");

    /// <inheritdoc/>
    public override SecureString ReadLineAsSecureString()
    {
        Require("a secret");
        var secret = new SecureString();
        while (true)
        {
            ConsoleKeyInfo key = Console.ReadKey(intercept: true);
            if (key.Key == ConsoleKey.Enter)
            {
                console.Write(Environment.NewLine);
                secret.MakeReadOnly();
                return secret;
            }

            if (key.Key == ConsoleKey.Backspace)
            {
                if (secret.Length > 0)
                {
                    secret.RemoveAt(secret.Length - 1);
                }
            }
            else if (!char.IsControl(key.KeyChar))
            {
                secret.AppendChar(key.KeyChar);
            }
        }
    }

    /// <inheritdoc/>
    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions)
    {
        Require(string.Join(", ", descriptions.Select(static d => d.Name)));
        ShowQuestion(caption, message);
        var answers = new Dictionary<string, PSObject>(StringComparer.OrdinalIgnoreCase);
        foreach (FieldDescription field in descriptions)
        {
            console.Write(field.Name + ": ");
            answers[field.Name] = field.ParameterTypeFullName == typeof(SecureString).FullName
                ? PSObject.AsPSObject(ReadLineAsSecureString())
                : PSObject.AsPSObject(Ask(field.Name));
        }

        return answers;
    }

    /// <inheritdoc/>
    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        Require(caption);
        ShowQuestion(caption, message);
        string[] labels = [.. choices.Select(static c => c.Label.Replace("&", "", StringComparison.Ordinal))];
        string[] keys = [.. choices.Select(static c => c.Label.IndexOf('&', StringComparison.Ordinal) is >= 0 and int at && at + 1 < c.Label.Length ? c.Label.Substring(at + 1, 1) : c.Label)];
        while (true)
        {
            for (int i = 0; i < labels.Length; i++)
            {
                console.Write($"[{keys[i]}] {labels[i]}{(i == defaultChoice ? " (default)" : "")}  ");
            }

            string answer = Ask(caption).Trim();
            if (answer.Length == 0 && defaultChoice >= 0)
            {
                return defaultChoice;
            }

            for (int i = 0; i < labels.Length; i++)
            {
                if (string.Equals(answer, keys[i], StringComparison.OrdinalIgnoreCase) || string.Equals(answer, labels[i], StringComparison.OrdinalIgnoreCase))
                {
                    return i;
                }
            }
        }
    }

    /// <inheritdoc/>
    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        PromptForCredential(caption, message, userName, targetName, PSCredentialTypes.Default, PSCredentialUIOptions.Default);

    /// <inheritdoc/>
    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options)
    {
        Require("a credential");
        ShowQuestion(caption, message);
        if (string.IsNullOrEmpty(userName))
        {
            console.Write("User: ");
            userName = Ask("a user name");
        }

        console.Write(string.Create(CultureInfo.InvariantCulture, $"Password for {userName}: "));
        return new PSCredential(userName, ReadLineAsSecureString());
    }

    private string Ask(string what)
    {
        Require(what);
        console.Flush();
        return Console.ReadLine() ?? "";
    }

    private void Require(string what)
    {
        if (!console.CanAsk)
        {
            throw new HostException($"This session can't ask for {what}: give it as a parameter.");
        }
    }

    private void ShowQuestion(string caption, string message)
    {
        foreach (string text in new[] { caption, message })
        {
            if (!string.IsNullOrEmpty(text))
            {
                WriteLine(text);
            }
        }
    }
}
