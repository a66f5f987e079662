using AwsIr.Detection;

namespace AwsIr.Tests;

/// <summary>Where things lie.</summary>
internal static class Repository
{
    /// <summary>The root of the checkout.</summary>
    public static string Root { get; } = Find();

    /// <summary>A path below the root.</summary>
    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    /// <summary>The built-in rules.</summary>
    public static LoadedRules BuiltInRules { get; } = LoadBuiltInRules();

    private static LoadedRules LoadBuiltInRules()
    {
        var loader = new RuleLoader();
        loader.AddPath(Path("module", "rules"));
        return loader.Complete();
    }

    private static string Find()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(System.IO.Path.Combine(folder, "AwsIr.psd1")))
        {
            folder = System.IO.Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests run from a checkout only.");
        }

        return folder;
    }
}
