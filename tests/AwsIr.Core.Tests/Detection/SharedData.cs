namespace AwsIr.Tests.Detection;

/// <summary>Public data that lies beside the repository on some machines, and is never part of it.</summary>
internal static class SharedData
{
    /// <summary>A folder or file in it; the test is skipped where there is none.</summary>
    public static string Find(string path)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string full = Path.Combine(folder.FullName, "shared", "data", path);
            if (Path.Exists(full))
            {
                return full;
            }
        }

        Assert.Skip($"shared/data/{path} is not beside the repository");
        return "";
    }
}
