using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace AwsIr.Commands;

/// <summary>Completes names of rules: of -RulePath when it is given, else the built-in ones.</summary>
public sealed class RuleNameCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var paths = fakeBoundParameters?["RulePath"] switch
        {
            string path => [path],
            object[] several => [.. several.OfType<string>()],
            _ => Array.Empty<string>(),
        };
        var prefix = (wordToComplete ?? "").Trim('\'', '"');
        var pattern = new WildcardPattern(prefix + "*", WildcardOptions.IgnoreCase);
        return RuleCatalogue.Load(paths, includeBuiltIn: false).Rules
            .Where(rule => pattern.IsMatch(rule.Name))
            .OrderBy(rule => rule.Name, StringComparer.OrdinalIgnoreCase)
            .Select(rule => new CompletionResult(Quote(rule.Name), Display.Text(rule.Name), CompletionResultType.ParameterValue, Tip(rule)));
    }

    private static string Tip(DetectionRule rule) => $"[{rule.Level}] {Display.Text(rule.Title.Length == 0 ? rule.Name : rule.Title)}";

    private static string Quote(string name) =>
        name.All(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.') ? name : "'" + CodeGeneration.EscapeSingleQuotedStringContent(name) + "'";
}
