using System.Collections;
using System.Management.Automation;
using AwsIr.Detection;

namespace AwsIr.Commands;

/// <summary>Test-IrRule: checks Sigma rules and runs the tests that stand beside them.</summary>
[Cmdlet(VerbsDiagnostic.Test, "IrRule", DefaultParameterSetName = PathSet)]
[OutputType(typeof(RuleCheck))]
public sealed class TestIrRuleCommand : PSCmdlet, IDisposable
{
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";

    private readonly CancellationTokenSource _cancel = new();
    private readonly RuleLoader _loader = new();
    private bool _found;

    /// <summary>Rule files and folders (read recursively); wildcards.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Rule files and folders, taken as they are written.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Files and folders of Sigma filters that apply to the rules.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] FilterPath { get; set; } = [];

    /// <summary>Values for the placeholders of rules: @{ admins = 'alice', 'bob' }.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary Placeholder { get; set; } = new Hashtable();

    /// <inheritdoc/>
    public void Dispose() => _cancel.Dispose();

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var resolver = new PathResolver(this);
        if (ParameterSetName == LiteralPathSet)
        {
            foreach (var path in LiteralPath)
            {
                Add(resolver.Literal(path), isNamed: !MyInvocation.ExpectingInput);
            }

            return;
        }

        foreach (var path in Path)
        {
            Add(resolver.Wildcards(path), isNamed: !WildcardPattern.ContainsWildcardCharacters(path));
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        // Filters alone are no rules to check.
        if (!_found)
        {
            return;
        }

        foreach (var path in FilterPath.SelectMany(new PathResolver(this).Wildcards))
        {
            _loader.AddPath(path);
        }

        try
        {
            foreach (var check in new RuleChecker(_loader.Complete(), PlaceholderTable.From(Placeholder)).Check(_cancel.Token))
            {
                WriteObject(check);
            }
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => _cancel.Cancel();

    private void Add(IEnumerable<string> paths, bool isNamed)
    {
        foreach (var path in paths)
        {
            // Tests and read-me files stand beside rules: only who names such a file means it.
            if (isNamed || RuleLoader.IsRuleFile(path) || Directory.Exists(path))
            {
                _found = true;
                _loader.AddPath(path);
            }
            else
            {
                WriteVerbose(Display.Text($"{path}: not a .yml or .yaml file, passed over"));
            }
        }
    }
}
