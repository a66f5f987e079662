using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using AwsIr.Access;

namespace AwsIr.Parameters;

/// <summary>Completes names of regions.</summary>
public sealed class RegionCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Regions.Known
            .Where(name => name.StartsWith(wordToComplete ?? "", StringComparison.OrdinalIgnoreCase))
            .Select(name => new CompletionResult(name, name, CompletionResultType.ParameterValue, Regions.DisplayName(name)));
}
