using System.Management.Automation;
using AwsIr.Detection;

namespace AwsIr.Commands;

/// <summary>The rules that a cmdlet is asked to use: the built-in ones, a user's, or both.</summary>
internal static class RuleCatalogue
{
    private static readonly Lazy<LoadedRules> BuiltIn = new(() => LoadAll([BuiltInFolder!]));

    /// <summary>Where the built-in rules lie: module/rules, two folders above the binaries.</summary>
    public static string BuiltInFolder { get; } = System.IO.Path.GetFullPath(System.IO.Path.Combine(
        System.IO.Path.GetDirectoryName(typeof(RuleCatalogue).Assembly.Location)!, "..", "..", "module", "rules"));

    /// <summary>Loads rules; the built-in ones alone are read once a process.</summary>
    /// <param name="paths">The user's files and folders; none means the built-in rules.</param>
    /// <param name="includeBuiltIn">Whether the built-in rules come with the user's.</param>
    /// <param name="filters">Files and folders of filters for them.</param>
    public static LoadedRules Load(IReadOnlyCollection<string> paths, bool includeBuiltIn, IReadOnlyCollection<string>? filters = null) =>
        paths.Count == 0 && filters is not { Count: > 0 }
            ? BuiltIn.Value
            : LoadAll([.. includeBuiltIn || paths.Count == 0 ? [BuiltInFolder] : Array.Empty<string>(), .. paths, .. filters ?? []]);

    /// <summary>Whether a rule's file is one of the built-in ones.</summary>
    public static bool IsBuiltIn(string path) =>
        path.StartsWith(BuiltInFolder + System.IO.Path.DirectorySeparatorChar, StringComparison.Ordinal);

    /// <summary>Rules that are objects already, with those that they refer to, before others that were loaded.</summary>
    public static LoadedRules With(IEnumerable<DetectionRule> rules, LoadedRules loaded)
    {
        var all = RuleClosure.Of(rules);
        var names = new HashSet<string>(all.Select(rule => rule.Name), StringComparer.Ordinal);
        return new LoadedRules
        {
            Rules = [.. all, .. loaded.Rules.Where(rule => !names.Contains(rule.Name))],
            Filters = loaded.Filters,
            Rejected = loaded.Rejected,
            Warnings = loaded.Warnings,
        };
    }

    /// <summary>The error for a name that no rule has.</summary>
    public static ErrorRecord NotFound(string name) => new(
        new ItemNotFoundException($"No rule is named '{Display.Text(name)}'. Get-IrDetection lists the rules."),
        ErrorIds.RuleNotFound, ErrorCategory.ObjectNotFound, name);

    private static LoadedRules LoadAll(IEnumerable<string> paths)
    {
        var loader = new RuleLoader();
        foreach (var path in paths)
        {
            loader.AddPath(path);
        }

        return loader.Complete();
    }
}
