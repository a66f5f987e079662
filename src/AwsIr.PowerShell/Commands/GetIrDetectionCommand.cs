using System.Management.Automation;
using AwsIr.Detection;
using AwsIr.Records;

namespace AwsIr.Commands;

/// <summary>Get-IrDetection: the catalogue of rules.</summary>
[Cmdlet(VerbsCommon.Get, "IrDetection", DefaultParameterSetName = "Rule")]
[OutputType(typeof(DetectionRule), ParameterSetName = ["Rule"])]
[OutputType(typeof(RejectedRule), ParameterSetName = ["Rejected"])]
public sealed class GetIrDetectionCommand : PSCmdlet
{
    /// <summary>Names or ids; wildcards.</summary>
    [Parameter(Position = 0, ParameterSetName = "Rule")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(RuleNameCompleter))]
    public string[]? Name { get; set; }

    /// <summary>Only these levels.</summary>
    [Parameter(ParameterSetName = "Rule")]
    public DetectionLevel[]? Level { get; set; }

    /// <summary>Only this level and graver ones.</summary>
    [Parameter(ParameterSetName = "Rule")]
    public DetectionLevel MinimumLevel { get; set; }

    /// <summary>Only rules for these kinds of log.</summary>
    [Parameter(ParameterSetName = "Rule")]
    public RecordSource[]? Source { get; set; }

    /// <summary>Only rules with such a tag; wildcards.</summary>
    [Parameter(ParameterSetName = "Rule")]
    [SupportsWildcards]
    public string[]? Tag { get; set; }

    /// <summary>Only rules for such a MITRE ATT&amp;CK technique; wildcards.</summary>
    [Parameter(ParameterSetName = "Rule")]
    [SupportsWildcards]
    public string[]? Technique { get; set; }

    /// <summary>Files and folders of Sigma rules to list instead of the built-in ones.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] RulePath { get; set; } = [];

    /// <summary>With -RulePath: the built-in rules too.</summary>
    [Parameter]
    public SwitchParameter IncludeBuiltIn { get; set; }

    /// <summary>Lists what could not be used, and why.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Rejected")]
    public SwitchParameter Rejected { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var paths = RulePath.SelectMany(new PathResolver(this).Wildcards).ToList();
        if (RulePath.Length > 0 && paths.Count == 0)
        {
            return;
        }

        var loaded = RuleCatalogue.Load(paths, IncludeBuiltIn);
        if (Rejected)
        {
            WriteObject(loaded.Rejected, enumerateCollection: true);
            return;
        }

        WriteRules(loaded.Rules);
        if (loaded.Rejected.Count > 0)
        {
            WriteWarning($"{loaded.Rejected.Count} rule(s) cannot be used: add -Rejected to see which and why.");
        }
    }

    private void WriteRules(IReadOnlyList<DetectionRule> rules)
    {
        var tags = LikePattern.From(Tag);
        var techniques = LikePattern.From(Technique);
        var found = rules
            .Where(rule => rule.Level >= MinimumLevel
                && (Level is null || Level.Contains(rule.Level))
                && (Source is null || Source.Contains(rule.Source))
                && (tags is null || rule.Tags.Any(tag => Array.Exists(tags, pattern => pattern.IsMatch(tag))))
                && (techniques is null || rule.Techniques.Any(id => Array.Exists(techniques, pattern => pattern.IsMatch(id)))))
            .OrderBy(rule => rule.Name, StringComparer.OrdinalIgnoreCase)
            .ToList();
        if (Name is null)
        {
            WriteObject(found, enumerateCollection: true);
            return;
        }

        foreach (var name in Name)
        {
            var pattern = new LikePattern(name);
            var named = found.FindAll(rule => pattern.IsMatch(rule.Name) || pattern.IsMatch(rule.Id));
            WriteObject(named, enumerateCollection: true);
            if (named.Count == 0 && !WildcardPattern.ContainsWildcardCharacters(name))
            {
                WriteError(RuleCatalogue.NotFound(name));
            }
        }
    }
}
