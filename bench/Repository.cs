using System.Reflection;

namespace AwsIr.Bench;

/// <summary>Where the built things are.</summary>
internal static class Repository
{
    /// <summary>The root of the checkout, which is also the root of the module.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The manifest that is imported.</summary>
    public static string Manifest { get; } = Path.Combine(Root, "AwsIr.psd1");

    /// <summary>The built-in rules.</summary>
    public static string BuiltInRules { get; } = Path.Combine(Root, "module", "rules");

    /// <summary>The Shell, to be run with <see cref="DotNet"/>.</summary>
    public static string Shell { get; } = Path.Combine(Root, "src", "AwsIr.Shell", "bin", Configuration(), "net10.0", "AwsIr.Shell.dll");

    /// <summary>The dotnet command.</summary>
    public static string DotNet { get; } = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } path ? path : "dotnet";

    private static string Configuration() =>
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(static a => a.Key == "Configuration").Value!;

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "AwsIr.psd1")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The benchmarks run from inside the checkout.");
    }
}
