using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using AwsIr.Access;
using AwsIr.Evidence;

namespace AwsIr.Parameters;

/// <summary>Completes names of profiles, of the shared AWS configuration files or of -ProfileLocation.</summary>
public sealed class ProfileCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var start = (wordToComplete ?? "").Trim('\'', '"');
        try
        {
            return [.. SharedFiles.Read(fakeBoundParameters["ProfileLocation"] as string).ProfileNames
                .Where(name => name.StartsWith(start, StringComparison.OrdinalIgnoreCase))
                .Select(name => new CompletionResult(Quoted(name), Display.Text(name), CompletionResultType.ParameterValue, Display.Text(name)))];
        }
        catch (SourceException)
        {
            return [];
        }
    }

    private static string Quoted(string name) =>
        name.All(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.') ? name : $"'{CodeGeneration.EscapeSingleQuotedStringContent(name)}'";
}
