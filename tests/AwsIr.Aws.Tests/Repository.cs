namespace AwsIr.Aws.Tests;

/// <summary>Where things lie.</summary>
internal static class Repository
{
    /// <summary>The root of the checkout.</summary>
    public static string Root { get; } = Find();

    /// <summary>A path below the root.</summary>
    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

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
