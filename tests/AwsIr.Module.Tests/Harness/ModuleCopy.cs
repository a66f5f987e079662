namespace AwsIr.Module.Tests.Harness;

/// <summary>Copies the built module, laid out as it ships.</summary>
internal static class ModuleCopy
{
    /// <summary>Makes a copy in a folder.</summary>
    /// <returns>The copy's manifest.</returns>
    public static string Make(string folder)
    {
        string manifest = Path.Combine(folder, "AwsIr.psd1");
        File.Copy(Repository.Manifest, manifest);
        foreach (string part in new[] { "module", "en-US", Path.Combine("bin", "net8.0") })
        {
            CopyFolder(Path.Combine(Repository.Root, part), Path.Combine(folder, part));
        }

        return manifest;
    }

    /// <summary>Copies a folder with all that is in it.</summary>
    public static void CopyFolder(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
