using System.Reflection;

namespace AwsIr.Module.Tests.Harness;

/// <summary>Where the built things are.</summary>
internal static class Repository
{
    /// <summary>The root of the checkout, which is also the root of the module.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The manifest that tests import.</summary>
    public static string Manifest { get; } = Path.Combine(Root, "AwsIr.psd1");

    /// <summary>The configuration that was built.</summary>
    public static string Configuration { get; } = Metadata("Configuration");

    /// <summary>The version that was built.</summary>
    public static string Version { get; } = Metadata("Version");

    /// <summary>The Shell, to be run with <see cref="DotNet"/>.</summary>
    public static string Shell { get; } = Path.Combine(Root, "src", "AwsIr.Shell", "bin", Configuration, "net10.0", "AwsIr.Shell.dll");

    /// <summary>The dotnet command.</summary>
    public static string DotNet { get; } = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } path ? path : "dotnet";

    /// <summary>An assembly of a package that was downloaded for the tests but is not referenced.</summary>
    public static string PackageFile(string path) => Path.Combine(Metadata("PackageFolder"), path.Replace('/', Path.DirectorySeparatorChar));

    private static string Metadata(string key) =>
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == key).Value!;

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "AwsIr.psd1")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests run from inside the checkout.");
    }
}
