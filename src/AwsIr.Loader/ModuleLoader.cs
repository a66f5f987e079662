using System.Collections.Concurrent;
using System.Reflection;

namespace AwsIr.Loader;

/// <summary>
/// Loads the cmdlets of the module from one folder, with their dependencies from the same folder.
/// The only type that runs in PowerShell's own load context.
/// </summary>
public static class ModuleLoader
{
    private const string MainAssembly = "AwsIr";

    // By folder: importing again gives the same assembly, another copy of the module elsewhere gets a context of its own.
    private static readonly ConcurrentDictionary<string, Lazy<Assembly>> Loaded = new(StringComparer.Ordinal);

    /// <summary>Loads the main assembly from a folder, or returns it if this process has it already.</summary>
    /// <param name="folder">The full path of the folder with the assemblies.</param>
    /// <returns>The assembly with the cmdlets.</returns>
    public static Assembly Load(string folder)
    {
        string full = Path.GetFullPath(folder);
        return Loaded.GetOrAdd(full, static f => new Lazy<Assembly>(() => LoadMain(f))).Value;
    }

    private static Assembly LoadMain(string folder)
    {
        string main = Path.Combine(folder, MainAssembly + ".dll");
#if NET
        return new ModuleLoadContext(MainAssembly, folder).LoadFromAssemblyPath(main);
#else
        AppDomain.CurrentDomain.AssemblyResolve += new FolderResolver(folder).Resolve;
        return Assembly.LoadFrom(main);
#endif
    }
}
