using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using AwsIr.Records;

namespace AwsIr.Parameters;

/// <summary>Completes the finding types that AWS documents: those that begin with what was typed, else those that contain it.</summary>
public sealed class FindingTypeCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var word = (wordToComplete ?? "").Trim('\'', '"');
        var types = GuardDutyFindingTypes.Active.Concat(GuardDutyFindingTypes.Retired).ToList();
        var found = types.FindAll(type => type.StartsWith(word, StringComparison.OrdinalIgnoreCase));
        found = found.Count > 0 ? found : types.FindAll(type => type.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0);
        return found.Select(type => new CompletionResult(Quote(type), type, CompletionResultType.ParameterValue, type));
    }

    /// <summary>C&amp;CActivity is two commands to PowerShell if it is not quoted.</summary>
    private static string Quote(string type) => type.IndexOf('&') < 0 ? type : "'" + type + "'";
}
