using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using AwsIr.Records;

namespace AwsIr.Parameters;

/// <summary>Completes names of IP protocols.</summary>
public sealed class ProtocolCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        IpProtocol.All
            .Where(name => name.StartsWith(wordToComplete ?? "", StringComparison.OrdinalIgnoreCase))
            .Select(name => new CompletionResult(name, name, CompletionResultType.ParameterValue, $"{name} ({IpProtocol.Number(name)})"));
}
