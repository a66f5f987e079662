namespace AwsIr.Shell;

/// <summary>Finds the module: beside the executable when published, at the root of the checkout when built from source.</summary>
internal static class ModuleLocator
{
    private const string Manifest = "AwsIr.psd1";

    /// <summary>Finds the manifest.</summary>
    /// <param name="start">The folder of the executable.</param>
    /// <returns>The manifest's full path; null if there is none.</returns>
    public static string? Find(string start)
    {
        string published = Path.Combine(start, "AwsIr", Manifest);
        if (File.Exists(published))
        {
            return published;
        }

        for (DirectoryInfo? folder = new(start); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, Manifest);
            if (File.Exists(path))
            {
                return path;
            }
        }

        return null;
    }
}
