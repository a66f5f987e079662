using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using AwsIr.Records;

namespace AwsIr.Parameters;

/// <summary>Completes labels of severities.</summary>
public sealed class SeverityCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        FindingSeverity.Names
            .Where(name => name.StartsWith(wordToComplete ?? "", StringComparison.OrdinalIgnoreCase))
            .Select(name => new CompletionResult(name, name, CompletionResultType.ParameterValue, FormattableString.Invariant($"{name}: {FindingSeverity.Parse(name):0.0} and more")));
}
