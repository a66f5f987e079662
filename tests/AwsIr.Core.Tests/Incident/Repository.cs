using System.Runtime.CompilerServices;
using AwsIr.Detection;

namespace AwsIr.Tests.Incident;

/// <summary>Where the repository's own rules and example lie.</summary>
internal static class Repository
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", ".."));

    public static string Rules { get; } = Path.Combine(Root, "module", "rules");

    public static string Incident { get; } = Path.Combine(Root, "examples", "incident");

    public static LoadedRules LoadRules()
    {
        var loader = new RuleLoader();
        loader.AddPath(Rules);
        return loader.Complete();
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
