using System.Reflection;
using System.Runtime.Loader;

namespace AwsIr.Loader;

/// <summary>
/// Resolves from the module's folder whatever lies there, so that another module's copy of a dependency is neither used
/// nor replaced. Everything else, .NET's own assemblies first of all, comes from the default context.
/// </summary>
internal sealed class ModuleLoadContext(string name, string folder) : AssemblyLoadContext(name)
{
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        // PowerShell's types must be PowerShell's own, or no cmdlet of ours would be one to it.
        if (assemblyName.Name is not { Length: > 0 } simpleName || simpleName is "System.Management.Automation" or "AwsIr.Loader")
        {
            return null;
        }

        string path = Path.Combine(folder, simpleName + ".dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }

    protected override nint LoadUnmanagedDll(string unmanagedDllName)
    {
        string path = Path.Combine(folder, unmanagedDllName);
        return File.Exists(path) ? LoadUnmanagedDllFromPath(path) : 0;
    }
}
