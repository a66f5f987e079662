using System.Reflection;

namespace AwsIr.Loader;

/// <summary>
/// For .NET Framework, which has no load contexts and, in Windows PowerShell, no binding redirects: when an assembly of the
/// module's folder asks for a version that is not found, it gets the one in the folder.
/// </summary>
internal sealed class FolderResolver(string folder)
{
    internal Assembly? Resolve(object? sender, ResolveEventArgs args)
    {
        // Others' failures are not ours to mend: a wrong version handed to them would be worse than an error.
        if (args.RequestingAssembly is { IsDynamic: false } asking && !IsInFolder(asking.Location))
        {
            return null;
        }

        string path = Path.Combine(folder, new AssemblyName(args.Name).Name + ".dll");
        return File.Exists(path) ? Assembly.LoadFrom(path) : null;
    }

    private bool IsInFolder(string location) =>
        location.Length > 0 && string.Equals(Path.GetDirectoryName(location), folder, StringComparison.OrdinalIgnoreCase);
}
